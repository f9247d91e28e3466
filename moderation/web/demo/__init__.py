"""The demo newspaper: one article, and under it the box "나도 한마디".

Here Hanmadi is seen as a news site sees it.  This blueprint stands for the site's own backend: it knows the
service by its HTTP API and a site key, and reaches into nothing behind them.  Whoever connects a site can start
from `api.py` (the calls) and `pages.py` (when they are made).
"""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState

from moderation.web.demo.api import Api, Away, Problem
from moderation.web.demo.card import utc_now
from moderation.web.demo.pages import Pages

LARGEST_FORM = 128 * 1024
"""Bytes.  The API takes 64 KiB of JSON; the same text in a URL-encoded form is up to twice that."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def demo_site(api_url: str, key: str, now: Callable[[], datetime] = utc_now) -> Blueprint:
    """The demo newspaper, to be registered at `/`; it asks the API at `api_url` with the site key `key`.

    The app must have a secret key.  The API is asked while a request waits, so a server that also carries the
    API needs more than one thread or worker.
    """
    pages = Pages(Api(api_url, key), now)
    site = Blueprint(
        "demo", __name__, static_folder="static", static_url_path="/demo/static", template_folder="templates"
    )
    site.add_url_rule("/", view_func=pages.front, methods=["GET"])
    site.add_url_rule("/demo/comments", view_func=pages.post, methods=["POST"])
    site.add_url_rule("/demo/comments", view_func=pages.comments, methods=["GET"])
    site.add_url_rule("/demo/comments/<comment>", view_func=pages.own, methods=["GET"])
    site.add_url_rule("/demo/comments/<comment>/forget", view_func=pages.forget, methods=["POST"])
    site.add_url_rule("/demo/login", view_func=pages.login, methods=["POST"])
    site.add_url_rule("/demo/logout", view_func=pages.logout, methods=["POST"])
    site.register_error_handler(Problem, pages.refused)
    site.register_error_handler(Away, pages.away)
    site.register_error_handler(413, pages.too_large)
    site.before_request(_bound)
    site.after_request(_protect)
    site.record_once(_keep_cookies_at_home)
    return site


def _bound() -> None:
    request.max_content_length = request.max_form_memory_size = LARGEST_FORM


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "demo.static":
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def _keep_cookies_at_home(state: BlueprintSetupState) -> None:
    """No other site's form may carry our visitors' cookie; an app that has chosen already keeps its choice."""
    state.app.config["SESSION_COOKIE_SAMESITE"] = state.app.config["SESSION_COOKIE_SAMESITE"] or "Lax"
