"""Servers that answer over HTTP in this process: the real API on a desk in memory, and one with a script."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from moderation.desk import Desk, utc_now
from moderation.judging import judge
from moderation.store.memory import MemoryComments
from moderation.web import create_app
from moderation.web.keys import issue
from tests.builders import Words, a_desk


@dataclass(frozen=True)
class Live:
    """The API of a site: where it is, the site's key, and the desk behind it."""

    url: str
    key: str
    desk: Desk


@contextmanager
def live_api(site: str = "whytimes") -> Iterator[Live]:
    """The real API with a stage that knows a few words, and somebody who judges what comes in at once."""
    desk = a_desk(utc_now)
    with serving_app(desk) as url, judging(desk):
        yield Live(url, issue(desk, site), desk)


@contextmanager
def serving_app(desk: Desk) -> Iterator[str]:
    """The web side of a desk on a port of its own; its URL."""
    server = make_server(
        "127.0.0.1", 0, create_app(desk, lambda: [Words()]), threaded=True, request_handler=QuietHandler
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class QuietHandler(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@contextmanager
def judging(desk: Desk) -> Iterator[None]:
    """A worker in a thread: looks at what is queued until the end."""
    ended = threading.Event()
    comments = desk.comments
    assert isinstance(comments, MemoryComments)

    def work() -> None:
        while not ended.wait(0.005):
            while comments.queued:
                judge(desk, [Words()], [comments.queued.pop(0)])

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@dataclass(frozen=True)
class Said:
    """An answer that a scripted server gives; one with a `pause` (seconds) comes late."""

    status: int
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0


@dataclass(frozen=True)
class Heard:
    """A request that a scripted server was sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Script:
    """Gives its answers in order, the last one again and again; `heard` is what it was asked."""

    url: str
    answers: list[Said]
    heard: list[Heard] = field(default_factory=list)

    def next(self) -> Said:
        """The answer to the request just heard."""
        return self.answers[min(len(self.heard), len(self.answers)) - 1]


@contextmanager
def scripted(*answers: Said) -> Iterator[Script]:
    """A server that says what it is told."""
    script = Script("", list(answers))

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            script.heard.append(Heard(self.command, self.path, dict(self.headers), body))
            said = script.next()
            time.sleep(said.pause)
            try:
                self.send_response(said.status)
                for name, value in {**said.headers, "Content-Length": str(len(said.body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said.body)
            except ConnectionError:  # the caller did not wait: that is what some tests are about
                return

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing of each request."""

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - http.server's names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
