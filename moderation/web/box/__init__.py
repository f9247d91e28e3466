"""The box: one script and one style sheet that any Korean news site can put under its articles.

They are plain files: a site includes them from here, or copies them to a place of its own.  What the site's backend
must answer is in `docs/box.md`; the demo newspaper is an example of it.
"""

from flask import Blueprint, Response

KEPT = 3600
"""Seconds that a browser may keep the files before it asks again."""


def box() -> Blueprint:
    """`/box/hanmadi-box.js` and `/box/hanmadi-box.css`, for pages of any origin."""
    blueprint = Blueprint("box", __name__, static_folder="static", static_url_path="/box")
    blueprint.after_request(_for_every_origin)
    return blueprint


def _for_every_origin(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if response.status_code in (200, 304):
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = KEPT
    return response
