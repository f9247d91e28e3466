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

    Every call may raise `Away` or `Problem`.  Where a guest's `receipt` is given, the call is made with it in place
    of the site key: then the API sees to it that nobody touches what others wrote.
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
        return self._ask("POST", "/v1/comments", {"Idempotency-Key": once} | _prefer(wait), comment)

    def comment(self, comment: str, receipt: str | None = None) -> Json:
        """One comment, in whatever state it is."""
        return self._ask("GET", _path("comments", comment), _as(receipt))

    def edit(self, comment: str, text: str, receipt: str | None = None, wait: int = 0) -> Json:
        """The author's edit: a new revision; what readers see stays until it is ruled."""
        return self._ask("PUT", _path("comments", comment), _as(receipt) | _prefer(wait), {"text": text})

    def erase(self, comment: str, receipt: str | None = None) -> None:
        """The author's deletion."""
        self._ask("DELETE", _path("comments", comment), _as(receipt))

    def report(self, comment: str, report: Json) -> None:
        """A reader's report: `reason`, `note` and `reporter`."""
        self._ask("POST", _path("comments", comment, "reports"), {}, report)

    def appeal(self, comment: str, reason: str, receipt: str | None = None) -> None:
        """The author's appeal against a decision."""
        self._ask("POST", _path("comments", comment, "appeals"), _as(receipt), {"reason": reason})

    def preview(self, text: str, article: Json) -> Json:
        """What would be found in a text, and ruled; nothing is kept of it."""
        return self._ask("POST", "/v1/preview", {}, {"text": text, "article": article})

    def comments(self, article: str, limit: int, cursor: str | None = None) -> Json:
        """What readers may see under an article: `comments`, newest first, and the `next` cursor or None."""
        return self._ask("GET", _path("articles", article, "comments") + _paging(limit, cursor))

    def written_by(self, member: str, limit: int, cursor: str | None = None) -> Json:
        """A member's own comments in every state, newest first."""
        return self._ask("GET", _path("members", member, "comments") + _paging(limit, cursor))

    def _ask(self, method: str, path: str, headers: Mapping[str, str] = {}, body: Json | None = None) -> Json:
        every = {**self._pool.headers, **headers}
        try:
            response = self._pool.request(method, self._url + path, headers=every, json=body)
        except HTTPError as error:
            raise Away(f"{method} {path}: {type(error).__name__}") from error
        return {} if response.status == 204 else _read(response, f"{method} {path}")


def _path(*steps: str) -> str:
    return "/".join(("/v1", *(quote(step, safe="") for step in steps)))


def _paging(limit: int, cursor: str | None) -> str:
    return "?" + urlencode({"limit": limit} | ({"cursor": cursor} if cursor else {}))


def _prefer(wait: int) -> dict[str, str]:
    return {"Prefer": f"wait={wait}"} if wait else {}


def _as(receipt: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {receipt}"} if receipt else {}


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
