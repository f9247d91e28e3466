"""The web side on a desk in memory, and a caller with a key."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.desk import Desk
from moderation.web import create_app
from moderation.web.keys import issue
from tests.builders import a_desk


@dataclass
class Site:
    """A news site that calls the API."""

    client: FlaskClient
    key: str

    def get(self, path: str, **more: Any) -> TestResponse:
        """GET with the key."""
        return self.client.get(path, headers={"Authorization": f"Bearer {self.key}"}, **more)

    def post(self, path: str, **more: Any) -> TestResponse:
        """POST with the key."""
        return self.client.post(path, headers={"Authorization": f"Bearer {self.key}"}, **more)


@pytest.fixture
def desk() -> Desk:
    return a_desk()


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return create_app(desk).test_client()


@pytest.fixture
def site(desk: Desk, client: FlaskClient) -> Site:
    return Site(client, issue(desk, "whytimes"))
