"""A reader of the demo newspaper, without a browser."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.web.box import box
from moderation.web.demo import demo_site
from tests.moderation.web.demo.fake_api import KEY, NOON

JSON = {"Accept": "application/json"}


def site(url: str, key: str = KEY) -> Flask:
    app = Flask("site")
    app.secret_key = "a secret"
    app.register_blueprint(box())
    app.register_blueprint(demo_site(url, key, now=lambda: NOON + timedelta(minutes=3)))
    return app


class Reader:
    """A reader's browser: keeps cookies, and sends forms as they stand on the page."""

    def __init__(self, app: Flask) -> None:
        self.http: FlaskClient = app.test_client()

    def reads(self, path: str = "/") -> str:
        return self.http.get(path).text

    def hidden(self) -> dict[str, str]:
        return dict(re.findall(r'name="(token|nonce)" value="([^"]+)"', self.reads()))

    def sends(self, path: str, script: bool = False, **fields: str) -> TestResponse:
        return self.http.post(path, data=self.hidden() | fields, headers=JSON if script else None)

    def writes(self, text: str, name: str = "독자", script: bool = False) -> TestResponse:
        return self.sends("/demo/comments", script, text=text, name=name)

    def cookie(self) -> str:
        """What the browser keeps for us."""
        cookie = self.http.get_cookie("session")
        return cookie.value if cookie else ""
