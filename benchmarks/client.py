"""A small HTTP client: one connection that stays open, JSON in and out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, entity tag and body of an answer."""

    status: int
    etag: str
    body: bytes

    def json(self) -> Any:
        """What the body says."""
        return json.loads(self.body)


class Client:
    """One connection to a server of this machine.  Not for several threads."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = dict(headers)

    def get(self, path: str, etag: str = "") -> Answer:
        """GET, conditional where an entity tag is given."""
        return self._ask("GET", path, None, {"If-None-Match": etag} if etag else {})

    def post(self, path: str, value: Any) -> Answer:
        """POST of a JSON value."""
        body = json.dumps(value, ensure_ascii=False).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/json"})

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        self.connection.request(method, path, body, {**self.headers, **headers})
        response = self.connection.getresponse()
        return Answer(response.status, response.headers.get("ETag", ""), response.read())
