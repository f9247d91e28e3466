"""A site's own server, as the tests need it: a real one on the loopback interface that remembers what it was sent."""

import json
import ssl
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """What arrived: where, with which headers (lower case), and the bytes."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    client: tuple[str, int]

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)

    @property
    def id(self) -> str:
        """The webhook-id."""
        return self.headers["webhook-id"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered; `trickle` sends the status line one byte every twentieth of a second, without an end."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    trickle: bool = False


class Server(ThreadingHTTPServer):
    """Does not mind when somebody hangs up."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Anything else is a fault of the test."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Receiver:
    """Answers each message as `answer` says; `messages` are those that arrived."""

    def __init__(self, answer: Callable[[Message], Reply] = lambda message: Reply()) -> None:
        self.answer = answer
        self.messages: list[Message] = []
        self.closed = Event()
        self.server = Server(("127.0.0.1", 0), self._handler())
        self.names: list[str | None] = []

    def __enter__(self) -> "Receiver":
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.closed.set()
        self.server.shutdown()
        self.server.server_close()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server.server_address[1])

    @property
    def url(self) -> str:
        """Where it is told."""
        return f"http://127.0.0.1:{self.port}/hooks?site=1"

    @property
    def told(self) -> list[tuple[str, str]]:
        """The comments and states of which it was told, in order."""
        return [(message.json["id"], message.json["state"]) for message in self.messages]

    def over_tls(self, certificate: str) -> "Receiver":
        """The same with a certificate; `names` are those that clients asked for (SNI)."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.sni_callback = lambda connection, name, _: self.names.append(name)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        return self

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            """One connection."""

            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                headers = {name.lower(): value for name, value in self.headers.items()}
                message = Message(self.path, headers, self.rfile.read(length), self.client_address)
                reply = receiver.answer(message)
                receiver.messages.append(message)
                if reply.trickle:
                    self.trickle()
                    return
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.send(reply.body)

            def do_GET(self) -> None:
                raise AssertionError("nobody should be led here")

            def trickle(self) -> None:
                """Something arrives all the time, and never an answer."""
                self.close_connection = True
                self.send(b"HTTP/1.1 200 ")
                while not receiver.closed.wait(0.05) and self.send(b"x"):
                    pass

            def send(self, data: bytes) -> bool:
                """False if nobody listens any more."""
                try:
                    self.wfile.write(data)
                except OSError:
                    self.close_connection = True
                    return False
                return True

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        return Handler
