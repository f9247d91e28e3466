"""The demo newspaper: one article, and under it the box "나도 한마디".

Here Hanmadi is seen as a news site sees it.  This blueprint stands for the site's own backend: it knows the
service by `moderation.client` and a site key, and reaches into nothing behind them.  Whoever connects a site can start
from `newsroom.py` (who asks as whom), `pages.py` and `mine.py` (when); `docs/box.md` says what the box needs.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState

from moderation.client import ClientError, Hanmadi
from moderation.web.demo.card import korean
from moderation.web.demo.complaint import Problem
from moderation.web.demo.mine import Mine
from moderation.web.demo.newsroom import Newsroom
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


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def demo_site(api_url: str, key: str, now: Callable[[], datetime] = utc_now) -> Blueprint:
    """The demo newspaper, to be registered at `/`; it asks the API at `api_url` with the site key `key`.

    The app must have a secret key.  The API is asked while a request waits, so a server that also carries the
    API needs more than one thread or worker.
    """
    # A reader waits: what takes longer is told instead, and a thread that sleeps serves nobody.
    newsroom = Newsroom(Hanmadi(api_url, key, timeout=5, retries=1, patience=0.5))
    pages, mine = Pages(newsroom, now), Mine(newsroom)
    site = Blueprint(
        "demo", __name__, static_folder="static", static_url_path="/demo/static", template_folder="templates"
    )
    site.add_url_rule("/", view_func=pages.front, methods=["GET"])
    site.add_url_rule("/demo/bare", view_func=pages.bare, methods=["GET"])
    site.add_url_rule("/demo/mine", "mine", view_func=mine.page, methods=["GET"])
    site.add_url_rule("/demo/objections/<sanction>", "object", view_func=mine.object, methods=["POST"])
    site.add_url_rule("/demo/login", view_func=pages.login, methods=["POST"])
    site.add_url_rule("/demo/logout", view_func=pages.logout, methods=["POST"])
    site.add_url_rule("/demo/comments", view_func=pages.comments, methods=["GET"])
    site.add_url_rule("/demo/comments", view_func=pages.post, methods=["POST"])
    site.add_url_rule("/demo/comments/preview", view_func=pages.preview, methods=["POST"])
    site.add_url_rule("/demo/comments/<comment>", view_func=pages.own, methods=["GET"])
    one = "/demo/comments/<comment>/<any(edit, delete, report, appeal):act>"
    site.add_url_rule(one, view_func=mine.ask, methods=["GET"])
    site.add_url_rule(one, view_func=mine.do, methods=["POST"])
    site.register_error_handler(Problem, pages.refused)
    site.register_error_handler(ClientError, pages.failed)
    site.register_error_handler(413, pages.too_large)
    site.before_request(_bound)
    site.context_processor(lambda: {"today": korean(now())[:10]})
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
