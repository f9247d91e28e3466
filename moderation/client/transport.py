"""Asks over HTTP, again where that is harmless, and turns every failure into one of ours."""

import json
import random
import time
from collections.abc import Callable, Mapping
from copy import copy
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, LocationValueError, NewConnectionError

from moderation.client.errors import (
    ClientError,
    Conflict,
    Down,
    NotReached,
    Slowed,
    TooMany,
    Unanswered,
    Unexpected,
    refusal,
)

Json = dict[str, Any]

GATEWAYS: Final = (HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT)
"""Said by a proxy; nobody knows whether the service behind it accepted anything."""

FIRST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 30.0
"""Seconds, if nothing else is said.  Who is asked to wait longer gets the error at once, with `retry_after`."""


class Transport:
    """One site's connections to the API; may be shared by threads.

    `timeout` (seconds) holds for each attempt.  A refusal that says "later" (429, 503) and a connection that never
    came about are tried again up to `retries` times: nothing was accepted.  After a time-out, nobody knows: only what
    is harmless to ask twice is asked again.  Nobody waits longer than `patience` (seconds) for the next attempt.
    """

    def __init__(
        self,
        url: str,
        key: str,
        timeout: float,
        retries: int,
        patience: float = LONGEST_PAUSE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = url.rstrip("/")
        self.timeout = timeout
        self.retries = retries
        self.patience = patience
        self.sleep = sleep
        self.headers = {"Authorization": f"Bearer {key}", "Accept": "application/json"}
        self.pool = PoolManager(maxsize=8, retries=False)

    def with_key(self, key: str) -> "Transport":
        """The same connections, in another's name."""
        other = copy(self)
        other.headers = {**self.headers, "Authorization": f"Bearer {key}"}
        return other

    def speaking(self, language: str) -> "Transport":
        """The same connections, asking for a language."""
        other = copy(self)
        other.headers = {**self.headers, "Accept-Language": language}
        return other

    def close(self) -> None:
        """Hang up."""
        self.pool.clear()

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        once: bool = False,
        wait: int = 0,
    ) -> Json:
        """The JSON of a 2xx answer ({} for 204).

        `once`: the service does this once, and refuses it as settled from then on, also after an attempt that was heard
        and not answered.  Whatever else is asked twice is as good as asked once.  `wait`: how many seconds the service
        was asked to take.
        Raises what `errors` draws, never anything of urllib3's.
        """
        attempt, unanswered = 0, False
        while True:
            try:
                return read(self._send(method, path, body, headers or {}, wait))
            except Slowed:
                raise
            except Conflict:
                if once and unanswered:
                    return {}
                raise
            except (TooMany, NotReached, Down, Unanswered) as error:
                pause = max(error.retry_after, _backoff(attempt))
                if attempt >= self.retries or pause > self.patience:
                    raise
                unanswered = unanswered or isinstance(error, Unanswered)
            attempt += 1
            self.sleep(pause)

    def _send(self, method: str, path: str, body: object, headers: Mapping[str, str], wait: int) -> BaseHTTPResponse:
        every = {**self.headers, **headers, **({} if body is None else {"Content-Type": "application/json"})}
        data = None if body is None else json.dumps(body).encode()
        timeout = Timeout(connect=self.timeout, read=self.timeout + wait)
        call = f"{method} {path.partition('?')[0]}"
        try:
            return self.pool.request(method, self.url + path, body=data, headers=every, timeout=timeout, redirect=False)
        except (NewConnectionError, ConnectTimeoutError) as error:
            raise NotReached(f"{call}: {type(error).__name__}") from error
        except LocationValueError as error:
            raise ClientError(f"{self.url} is no URL of an API") from error
        except HTTPError as error:
            raise Unanswered(f"{call}: {type(error).__name__}") from error
        except ValueError as error:
            raise ClientError("a key may hold printable ASCII only") from error


def read(response: BaseHTTPResponse) -> Json:
    """The object in an answer.  Raises Refused, Down or Unexpected."""
    status = response.status
    if status in GATEWAYS:
        raise Unanswered(f"{status} from a proxy", seconds(response))
    if status == HTTPStatus.NO_CONTENT:
        return {}
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        raise Down("503: the service takes nothing now", seconds(response))
    if not isinstance(answer, dict):
        raise Unexpected(f"{status}, and not a JSON object")
    if 200 <= status < 300:
        return answer
    if 400 <= status < 500:
        raise refusal(status, answer, seconds(response))
    raise Unexpected(f"{status} {answer.get('code', '')}")


def seconds(response: BaseHTTPResponse) -> float:
    """How long `Retry-After` asks us to wait.  Its other form, a date, would need the two clocks to agree."""
    text: str = response.headers.get("Retry-After", "")
    return float(text) if text.isascii() and text.isdecimal() else 0.0


def query(path: str, **parameters: str | int | None) -> str:
    """The path with those parameters that have a value.

    >>> query("/v1/articles/21468/comments", limit=20, cursor=None)
    '/v1/articles/21468/comments?limit=20'
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path


def _backoff(attempt: int) -> float:
    """Twice as long each time, and never in step with others who failed at the same moment."""
    return FIRST_PAUSE * 2.0**attempt * random.uniform(0.5, 1.0)
