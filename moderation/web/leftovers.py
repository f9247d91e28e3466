"""What a handler leaves of a request's body is read and dropped: the connection can then carry the next request.

A refusal often comes before the body was read (no key, too large).  A client that keeps its connection would find it
closed under its hands, and would not even see the refusal where it is still sending.
"""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any, Final

from gunicorn.http.errors import ParseException

MOST: Final = 16 * 1024 * 1024
"""Bytes that are dropped for one request; who sends more is hung up on."""

PATIENCE: Final = 2.0
"""Seconds for all of it: who has stopped sending is not waited for."""

CHUNK: Final = 64 * 1024


class Drained:
    """A WSGI application that leaves no body unread."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """See PEP 3333."""
        try:
            return self.app(environ, start_response)
        finally:
            drain(environ)


def drain(environ: dict[str, Any]) -> None:
    """Read and drop what is left of the body, within MOST and PATIENCE.

    Of gunicorn's alone, which knows where a body ends; other servers may hand out the bare connection.
    """
    body, socket = environ["wsgi.input"], environ.get("gunicorn.socket")
    if socket is None or not (environ.get("CONTENT_LENGTH") or environ.get("HTTP_TRANSFER_ENCODING")):
        return
    before = socket.gettimeout()
    give_up, dropped = monotonic() + PATIENCE, 0
    try:
        while dropped < MOST and (left := give_up - monotonic()) > 0:
            socket.settimeout(left)
            data = body.read(CHUNK)
            if not data:
                return
            dropped += len(data)
    except (OSError, ParseException):
        return
    finally:
        socket.settimeout(before)
