"""The moderators' desk at `/moderation`: server-rendered, and usable without a script."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, request

from moderation.desk import Desk
from moderation.errors import HanmadiError
from moderation.openid import Provider
from moderation.pipeline import Stage
from moderation.web.moderators import (
    articles,
    authors,
    figures,
    lexicon,
    limits,
    live,
    openid,
    operators,
    own,
    pages,
    people,
    trail,
)
from moderation.web.moderators.asked import remember_site
from moderation.web.moderators.bulk import Bulk
from moderation.web.moderators.entrance import Entrance
from moderation.web.moderators.faults import Faults

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


def review_desk(desk: Desk, stages: Callable[[], Sequence[Stage]], provider: Provider | None = None) -> Blueprint:
    """Every page and act of the desk; with `provider`, one may log in by it."""
    site = Blueprint(
        "moderators",
        __name__,
        url_prefix="/moderation",
        static_folder="static",
        static_url_path="/static",
        template_folder="templates",
    )
    entrance, bulk = Entrance(desk, openid=provider is not None), Bulk(desk)
    site.add_url_rule("/login", view_func=entrance.door, methods=["GET"])
    site.add_url_rule("/login", view_func=entrance.enter, methods=["POST"], endpoint="enter")
    site.add_url_rule("/login/code", view_func=entrance.code, methods=["GET"])
    site.add_url_rule("/login/code", view_func=entrance.confirm, methods=["POST"], endpoint="confirm")
    site.add_url_rule("/logout", view_func=entrance.leave, methods=["POST"])
    site.add_url_rule("/preferences", view_func=entrance.prefer, methods=["POST"])
    site.add_url_rule("/bulk", view_func=bulk.ask, methods=["POST"], endpoint="bulk")
    site.add_url_rule("/bulk/<id>", view_func=bulk.show, methods=["GET"], endpoint="batch")
    site.add_url_rule("/bulk/<id>", view_func=bulk.rule, methods=["POST"], endpoint="rule_batch")
    site.add_url_rule("/bulk/<id>/undo", view_func=bulk.undo, methods=["POST"], endpoint="undo_batch")
    pages.routes(site, desk, stages)
    live.routes(site, desk)
    trail.routes(site, desk)
    if provider:
        openid.routes(site, desk, provider)
    figures.routes(site, desk)
    people.routes(site, desk)
    own.routes(site, desk)
    lexicon.routes(site, desk)
    limits.routes(site, desk)
    articles.routes(site, desk)
    operators.routes(site, desk)
    authors.routes(site, desk)
    site.register_error_handler(HanmadiError, Faults(desk))
    site.after_request(remember_site)
    site.after_request(_protect)
    return site


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "moderators.static":
        response.headers["Cache-Control"] = "no-store"
    return response
