"""Carries messages to one receiver: over one connection, to an address that was judged, within a time limit."""

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from socket import SHUT_RDWR, socket
from threading import Timer
from time import monotonic
from types import TracebackType
from typing import Final

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from moderation.errors import ReceiverUnavailable
from moderation.webhook.address import Guard, Target, parse

CONNECT_SECONDS: Final = 4.0
SECONDS: Final = 10.0
"""From the first byte that we send to the last one that we read."""

MOST_ADDRESSES: Final = 2
"""How many addresses of one name are tried."""

LONGEST_ANSWER: Final = 16_384
"""More than so many bytes of an answer are not read; only its status matters."""

Failures = (HTTPError, HTTPException, OSError)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver said: the status, and how many seconds it asked us to wait (Retry-After)."""

    status: int
    retry_after: float = 0.0

    @property
    def accepted(self) -> bool:
        """Any 2xx."""
        return 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """The receiver wants no more messages, ever."""
        return self.status == HTTPStatus.GONE

    @property
    def busy(self) -> bool:
        """The receiver as a whole cannot take messages now."""
        return self.status in (429, 502, 503, 504)


class Courier:
    """Posts to one URL.  Follows no redirect, uses no proxy, keeps its connection between two messages."""

    def __init__(self, url: str, guard: Guard, tls: ssl.SSLContext | None = None, seconds: float = SECONDS) -> None:
        self.target: Target = parse(url)
        self.guard = guard
        self.tls = tls
        self.seconds = seconds
        self.connection: HTTPConnection | None = None

    def __enter__(self) -> "Courier":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self.connection:
            self.connection.close()
        self.connection = None

    def post(self, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post one message.  Raises AddressRefused, or ReceiverUnavailable if no answer came in time."""
        connection = self._connected()
        alarm = Timer(self.seconds, _hang_up, [connection.sock])
        alarm.daemon = True
        began = monotonic()
        alarm.start()
        try:
            connection.request("POST", self.target.path, body, self._headers(headers), preload_content=False)
            response = connection.getresponse()
            if monotonic() - began >= self.seconds:  # what was cut off by us may look like the end of an answer
                raise TimeoutError
        except Failures as error:
            self.close()
            late = monotonic() - began >= self.seconds
            raise ReceiverUnavailable(f"no answer within {self.seconds:g} seconds" if late else _why(error)) from error
        else:
            self._drain(response)
            return Answer(response.status, _seconds(response.headers.get("Retry-After")))
        finally:
            alarm.cancel()

    def _headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        ours = {"Host": self.target.authority, "Content-Type": "application/json", "User-Agent": "Hanmadi"}
        return {**ours, **headers}

    def _connected(self) -> HTTPConnection:
        if self.connection is None or not self.connection.is_connected:
            self.close()
            self.connection = self._connect(self.guard.addresses(self.target)[:MOST_ADDRESSES])
        return self.connection

    def _connect(self, addresses: Sequence[str]) -> HTTPConnection:
        """A connection to the first of the addresses that takes one."""
        why = ""
        for address in addresses:
            connection = self._connection(address)
            try:
                connection.connect()
            except Failures as error:
                connection.close()
                why = _why(error)
            else:
                connection.timeout = self.seconds
                return connection
        raise ReceiverUnavailable(f"cannot connect: {why}")

    def _connection(self, address: str) -> HTTPConnection:
        if self.target.scheme == "http":
            return HTTPConnection(address, self.target.port, timeout=CONNECT_SECONDS)
        return HTTPSConnection(
            address,
            self.target.port,
            timeout=CONNECT_SECONDS,
            server_hostname=self.target.host.rstrip("."),
            ssl_context=self.tls or ssl.create_default_context(),
        )

    def _drain(self, response: HTTPResponse) -> None:
        """Read the rest of a short answer, so that the connection can be used again; hang up on any other."""
        try:
            rest = response.read(LONGEST_ANSWER + 1, decode_content=False)
        except Failures:  # the status came, which is all that we asked for
            self.close()
        else:
            if len(rest) > LONGEST_ANSWER:
                self.close()


def _hang_up(connected: socket) -> None:
    """End a connection that another thread waits on: each byte that trickles in would extend a timeout of its own."""
    try:
        socket.shutdown(connected, SHUT_RDWR)
    except OSError:
        return


def _why(error: Exception) -> str:
    """What the system or the TLS library says.  Never what the receiver sent: that may be the comment's own text."""
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    said = getattr(cause, "verify_message", None) or getattr(cause, "strerror", None)
    return f"{type(cause).__name__}: {said}" if said else type(cause).__name__


def _seconds(retry_after: str | None) -> float:
    """Only the form in seconds is heeded; a date says nothing about the receiver's clock."""
    text = (retry_after or "").strip()
    return float(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0.0
