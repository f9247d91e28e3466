"""The calls that a news site makes to Hanmadi, over HTTP with its key."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

Json = dict[str, Any]

WAIT = Timeout(connect=1, read=5)
AGAIN = Retry(total=1, redirect=False, allowed_methods={"GET"}, respect_retry_after_header=False)
"""Asked once more only where that is harmless: a read, or a connection that never came about.

`Retry-After` is for the reader to know; waiting for it here would keep a thread asleep for as long.
"""


class Away(Exception):
    """The API does not answer, or not in a way that can be shown to a reader."""


class Problem(Exception):
    """The API refused, and says why: `body` is its problem+json (RFC 9457), written to be shown."""

    def __init__(self, status: int, body: Json, retry_after: str | None = None) -> None:
        super().__init__(body.get("code", status))
        self.status = status
        self.body = body
        self.retry_after = retry_after


class Api:
    """Hanmadi, as one site sees it.  Connections are opened when first needed, and kept.

    Every call may raise `Away` or `Problem`.
    """

    def __init__(self, url: str, key: str) -> None:
        self._url = url.rstrip("/")
        self._pool = PoolManager(
            headers={"Authorization": f"Bearer {key}", "Accept": "application/json"},
            maxsize=8,
            retries=AGAIN,
            timeout=WAIT,
        )

    def submit(self, comment: Json, once: str, wait: int = 0) -> Json:
        """Hands a comment in.  The same `once` twice is one comment; `wait` seconds are given for a decision."""
        headers = {"Idempotency-Key": once} | ({"Prefer": f"wait={wait}"} if wait else {})
        return self._ask("POST", "/v1/comments", headers, comment)

    def comment(self, comment: str) -> Json:
        """One comment, in whatever state it is."""
        return self._ask("GET", f"/v1/comments/{quote(comment, safe='')}")

    def comments(self, article: str, limit: int, cursor: str | None = None) -> Json:
        """What readers may see under an article: `comments`, newest first, and the `next` cursor or None."""
        query = urlencode({"limit": limit} | ({"cursor": cursor} if cursor else {}))
        return self._ask("GET", f"/v1/articles/{quote(article, safe='')}/comments?{query}")

    def _ask(self, method: str, path: str, headers: Mapping[str, str] = {}, body: Json | None = None) -> Json:
        every = {**self._pool.headers, **headers}
        try:
            response = self._pool.request(method, self._url + path, headers=every, json=body)
        except HTTPError as error:
            raise Away(f"{method} {path}: {type(error).__name__}") from error
        return _read(response, f"{method} {path}")


def _read(response: BaseHTTPResponse, call: str) -> Json:
    try:
        answer = response.json()
    except ValueError as error:
        raise Away(f"{call}: {response.status}, and not JSON") from error
    if not isinstance(answer, dict):
        raise Away(f"{call}: {response.status}, and not an object")
    if response.status < 300:
        return answer
    if response.status == 401 or (response.status not in range(400, 500) and response.status != 503):
        raise Away(f"{call}: {response.status} {answer.get('code', '')}")
    raise Problem(response.status, answer, response.headers.get("Retry-After"))
