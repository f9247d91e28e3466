"""What changes while somebody looks: told to an open page as server-sent events, and nothing that one reads moves.

A stream holds a thread of the server.  So there are seats, as many as the server has threads beside those that serve
everything else; whoever finds none is refused, and their page asks every few seconds instead.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import StoreUnavailable
from moderation.moderator import May, Moderator
from moderation.reviewing import ruling
from moderation.reviewing.entrance import present
from moderation.reviewing.queue import sizes
from moderation.web.moderators.asked import Asked
from moderation.web.moderators.visit import Visit

SEATS = 16
EVERY = 2.0
"""Seconds between two looks.  One look costs one round trip, however much waits."""

HEARTBEAT = 3
"""Looks without news before a sign of life, which finds out whether anybody still listens, and may listen."""

STOPPING = "STOPPING"
"""The key of the app's config under which the server says whether it is about to stop."""


class Live:
    """The streams of this process."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.seats = threading.BoundedSemaphore(SEATS)

    def events(self) -> ResponseReturnValue:
        """A stream of how much waits at a site, each time that it changes."""
        visit, moderator = Visit.inside(self.desk)
        site = Asked.of(self.desk, moderator).site
        if not self.seats.acquire(blocking=False):
            return Response("", 503, {"Retry-After": "60"})
        stopping: Callable[[], bool] = current_app.config.get(STOPPING, lambda: False)
        response = Response(self._stream(visit.token, moderator, site, stopping), mimetype="text/event-stream")
        response.headers["X-Accel-Buffering"] = "no"
        response.call_on_close(self.seats.release)
        return response

    def release(self, id: str) -> ResponseReturnValue:
        """Give back a comment whose page was closed."""
        visit, moderator = Visit.inside(self.desk, May.RULE)
        visit.trusted()
        ruling.give_back(self.desk, moderator, id)
        return "", 204

    def _stream(self, token: str, moderator: Moderator, site: str, stopping: Callable[[], bool]) -> Iterator[str]:
        """Ends with the session, the server, or the store; the browser asks again by itself."""
        last, quiet = None, 0
        yield "retry: 5000\n\n"
        while not stopping():
            try:
                there = self.desk.docket.sizes(site)
                if there != last:
                    last, quiet = there, 0
                    yield f"data: {json.dumps(asdict(sizes(self.desk, site, moderator)))}\n\n"
                elif quiet >= HEARTBEAT:
                    if present(self.desk, token) is None:
                        return
                    quiet = 0
                    yield ":\n\n"
            except StoreUnavailable:
                return
            quiet += 1
            time.sleep(EVERY)


def routes(site: Blueprint, desk: Desk) -> None:
    """Where to listen, and where to give back."""
    live = Live(desk)
    site.add_url_rule("/events", view_func=live.events, methods=["GET"])
    site.add_url_rule("/comments/<id>/release", view_func=live.release, methods=["POST"])
