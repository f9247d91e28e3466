"""The moderators' desk at `/moderation`: server-rendered, and usable without a script."""

from flask import Blueprint, Response, request

from moderation.desk import Desk
from moderation.errors import HanmadiError
from moderation.web.moderators.bulk import Bulk
from moderation.web.moderators.entrance import Entrance
from moderation.web.moderators.faults import Faults
from moderation.web.moderators.pages import Pages
from moderation.web.moderators.records import Records

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def review_desk(desk: Desk) -> Blueprint:
    """Every page and act of the desk."""
    site = Blueprint(
        "moderators",
        __name__,
        url_prefix="/moderation",
        static_folder="static",
        static_url_path="/static",
        template_folder="templates",
    )
    entrance, pages, bulk, records = Entrance(desk), Pages(desk), Bulk(desk), Records(desk)
    site.add_url_rule("/login", view_func=entrance.door, methods=["GET"])
    site.add_url_rule("/login", view_func=entrance.enter, methods=["POST"], endpoint="enter")
    site.add_url_rule("/logout", view_func=entrance.leave, methods=["POST"])
    site.add_url_rule("/preferences", view_func=entrance.prefer, methods=["POST"])
    site.add_url_rule("/", view_func=pages.queue, methods=["GET"])
    site.add_url_rule("/bulk", view_func=bulk.rule, methods=["POST"], endpoint="bulk")
    site.add_url_rule("/sizes", view_func=pages.sizes, methods=["GET"])
    site.add_url_rule("/comments/<id>/ruling", view_func=pages.rule, methods=["POST"])
    site.add_url_rule("/comments/<id>/undo", view_func=pages.undo, methods=["POST"])
    site.add_url_rule("/comments/<id>/notes", view_func=pages.note, methods=["POST"])
    site.add_url_rule("/audit", view_func=records.audit, methods=["GET"])
    site.add_url_rule("/numbers", view_func=records.numbers, methods=["GET"])
    site.add_url_rule("/people", view_func=records.people, methods=["GET"])
    site.add_url_rule("/people/<name>/sessions", view_func=records.send_off, methods=["POST"])
    site.register_error_handler(HanmadiError, Faults(desk))
    site.after_request(_protect)
    return site


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "moderators.static":
        response.headers["Cache-Control"] = "no-store"
    return response
