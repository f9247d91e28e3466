"""The web door: `create_app` is the table of contents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from moderation.desk import Desk
from moderation.openid import Provider
from moderation.pipeline import Stage
from moderation.web import operators, readers, sites
from moderation.web.box import box
from moderation.web.demo import demo_site
from moderation.web.ids import take_ids
from moderation.web.keys import Keys
from moderation.web.leftovers import Drained
from moderation.web.moderators import review_desk
from moderation.web.problem import PROBLEMS, http_problem

MAX_BODY = 64 * 1024
"""Bytes that a request may carry."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demo site finds the API, and the site key that it holds."""

    api: str
    key: str


def create_app(
    desk: Desk,
    stages: Callable[[], Sequence[Stage]],
    demo: Demo | None = None,
    provider: Provider | None = None,
    proxies: int = 0,
) -> Flask:
    """The whole web side on one desk; `stages` judge previews; with `demo`, the demo news site at `/`.

    Moderators may log in by `provider`.  What so many `proxies` in front say of the caller's address is believed.
    """
    app = Flask("moderation.web", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_BODY, MAX_FORM_PARTS=50)
    app.secret_key = desk.sites.secret()
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    take_ids(app)
    for error, problem in PROBLEMS.items():
        app.register_error_handler(error, problem)
    app.register_error_handler(HTTPException, http_problem)
    keys = Keys(desk)
    app.register_blueprint(sites.api(desk, keys, stages))
    app.register_blueprint(readers.api(desk, keys))
    app.register_blueprint(operators.api(desk))
    app.register_blueprint(review_desk(desk, stages, provider))
    app.register_blueprint(box())
    if demo:
        app.register_blueprint(demo_site(demo.api, demo.key))
    app.wsgi_app = Drained(app.wsgi_app)  # type: ignore[method-assign]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    return app
