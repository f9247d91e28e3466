"""Somebody at the review desk, without a browser: keeps cookies, and sends forms as they stand on the page."""

import re
from html import unescape

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.desk import Desk
from moderation.moderator import Moderator, Role
from moderation.web import create_app
from tests.builders import Words

PASSWORD = "한마디 password 1"
HASHED = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""A cheap one: a good one takes its time."""


def a_moderator(desk: Desk, name: str = "kim", role: Role = Role.MODERATOR, *sites: str) -> Moderator:
    """An account with PASSWORD."""
    moderator = Moderator(name, role, sites, HASHED)
    desk.people.add(moderator)
    return moderator


def a_site(desk: Desk, *names: str) -> Desk:
    """The desk, with sites by those names."""
    for name in names:
        desk.sites.add_site(name, f"hash of {name}")
    return desk


def an_app(desk: Desk) -> Flask:
    """The whole web side."""
    return create_app(desk, lambda: [Words()])


class DeskVisitor:
    """A browser before the desk."""

    def __init__(self, app: Flask) -> None:
        self.http: FlaskClient = app.test_client()
        self.page = ""

    def sees(self, path: str = "/moderation/") -> TestResponse:
        """GET, and remember the page."""
        return self._remember(self.http.get(path, buffered=True))

    def logs_in(self, name: str = "kim", password: str = PASSWORD) -> TestResponse:
        """By the form at the door."""
        self.sees("/moderation/login")
        return self.sends("/moderation/login", name=name, password=password)

    def sends(self, path: str, **fields: str | list[str]) -> TestResponse:
        """POST with the proof that stood on the page seen last."""
        csrf = re.search(r'name="csrf" value="([^"]+)"', self.page)
        proof = {"csrf": csrf[1]} if csrf else {}
        return self._remember(self.http.post(path, data=proof | fields, follow_redirects=False))

    def rules(self, id: str, verdict: str, **fields: str | list[str]) -> TestResponse:
        """Opens a comment and decides."""
        self.sees(f"/moderation/?open={id}")
        return self.sends(self.address("ruling"), verdict=verdict, turn=self.turn, **fields)

    def address(self, act: str) -> str:
        """Where the form for an act on the open comment goes."""
        found = re.search(rf'action="([^"]*/{act}[^"]*)"', self.page)
        return unescape(found[1]) if found else f"/no/{act}"

    @property
    def turn(self) -> str:
        """The turn that the open card was made for."""
        found = re.search(r'id="acts".*?name="turn" value="([^"]+)"', self.page, re.DOTALL)
        return found[1] if found else ""

    def _remember(self, response: TestResponse) -> TestResponse:
        if response.text and response.status_code != 303:
            self.page = response.text
        return response
