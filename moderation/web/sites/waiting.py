"""`Prefer: wait=N` (RFC 7240): the answer may wait for the decision, a few seconds and a few callers at once."""

import re
import threading
import time
from typing import Any

from flask import Request

from moderation.decision import State
from moderation.desk import Desk

WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?(\d{1,30})\"?\s*(?:$|[,;])", re.IGNORECASE)
LONGEST = 10
"""Seconds that a caller may wait."""

PAUSES = (0.01, 0.01, 0.02, 0.03, 0.05)
"""Seconds between two looks, the last one from then on: most decisions are made within a tenth of a second."""

PLACES = 32
"""Callers that may wait at once in this process; whoever waits holds a thread, and the server has so many for them."""

AT_ONCE = threading.BoundedSemaphore(PLACES)


class Waiting:
    """What one request wishes: `seconds` to wait, 0 for not at all."""

    def __init__(self, request: Request) -> None:
        wish = WAIT.search(request.headers.get("Prefer", ""))
        self.seconds = min(int(wish[1]), LONGEST) if wish else 0

    def until_decided(self, desk: Desk, site: str, id: str, revision: int) -> dict[str, Any] | None:
        """The view once this revision is decided or waits for a person; None if that takes too long."""
        if not self.seconds or not AT_ONCE.acquire(blocking=False):
            self.seconds = 0
            return None
        try:
            return self._look(desk, site, id, revision)
        finally:
            AT_ONCE.release()

    def _look(self, desk: Desk, site: str, id: str, revision: int) -> dict[str, Any] | None:
        give_up = time.monotonic() + self.seconds
        pauses = iter(PAUSES)
        while True:
            view = desk.comments.view(id, site)
            if view is None or _settled(view, revision):
                return view
            if time.monotonic() >= give_up:
                return None
            time.sleep(next(pauses, PAUSES[-1]))


def _settled(view: dict[str, Any], revision: int) -> bool:
    if edit := view.get("edit"):
        return bool(edit["state"] == State.HELD)
    return bool(view["revision"] >= revision and view["state"] != State.PENDING)
