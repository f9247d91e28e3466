"""The web side on a desk in memory, and a caller with a key."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.desk import Desk
from moderation.web import create_app
from moderation.web.keys import issue
from tests.builders import Words, a_desk


@dataclass
class Site:
    """A news site that calls the API with its key, or a guest that does with a receipt."""

    client: FlaskClient
    key: str

    def get(self, path: str, **more: Any) -> TestResponse:
        """GET with the key."""
        return self._call("GET", path, **more)

    def post(self, path: str, **more: Any) -> TestResponse:
        """POST with the key."""
        return self._call("POST", path, **more)

    def put(self, path: str, **more: Any) -> TestResponse:
        """PUT with the key."""
        return self._call("PUT", path, **more)

    def delete(self, path: str, **more: Any) -> TestResponse:
        """DELETE with the key."""
        return self._call("DELETE", path, **more)

    def _call(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.key}"} | (headers or {})
        return self.client.open(path, method=method, headers=headers, **more)


@pytest.fixture
def desk() -> Desk:
    return a_desk()


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return create_app(desk, lambda: [Words()]).test_client()


@pytest.fixture
def site(desk: Desk, client: FlaskClient) -> Site:
    return Site(client, issue(desk, "whytimes"))
