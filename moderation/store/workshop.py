"""The machinery behind the desk, for operators: queues, workers, jobs that failed.  A protocol, and the fake of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Line:
    """A queue: how many jobs wait, since when the oldest does, and how many have failed."""

    name: str
    length: int
    oldest: datetime | None = None
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Hand:
    """A worker that is registered.  `heard` is its last heartbeat, `done` and `failed` count its jobs."""

    name: str
    queues: tuple[str, ...]
    host: str = ""
    pid: int | None = None
    since: datetime | None = None
    heard: datetime | None = None
    busy: bool = False
    done: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that failed.  `about` is a comment's id or a site; `lines` say where it broke, and quote nothing."""

    id: str
    queue: str
    about: str
    at: datetime | None
    lines: tuple[str, ...] = ()


class Workshop(Protocol):
    """What is known of our own queues and workers.  Every method raises StoreUnavailable."""

    def queues(self) -> list[Line]:
        """Our queues."""
        ...

    def hands(self) -> list[Hand]:
        """The workers of our queues, by name."""
        ...

    def failures(self, limit: int) -> list[Failure]:
        """Jobs of our queues that failed, the latest first."""
        ...

    def failure(self, id: str) -> Failure | None:
        """One of them."""
        ...

    def retry(self, id: str) -> bool:
        """Put a failed job back into its queue; False if there is none by that id."""
        ...

    def discard(self, id: str) -> bool:
        """Forget a failed job; False if there is none by that id."""
        ...


class MemoryWorkshop:
    """The Workshop in memory: what it is told."""

    def __init__(
        self, lines: Sequence[Line] = (), hands: Sequence[Hand] = (), failures: Sequence[Failure] = ()
    ) -> None:
        self.lines = list(lines)
        self.registered = list(hands)
        self.failed = {failure.id: failure for failure in failures}
        self.retried: list[str] = []

    def queues(self) -> list[Line]:
        """See Workshop."""
        return list(self.lines)

    def hands(self) -> list[Hand]:
        """See Workshop."""
        return sorted(self.registered, key=lambda hand: hand.name)

    def failures(self, limit: int) -> list[Failure]:
        """See Workshop."""
        return list(self.failed.values())[::-1][:limit]

    def failure(self, id: str) -> Failure | None:
        """See Workshop."""
        return self.failed.get(id)

    def retry(self, id: str) -> bool:
        """See Workshop."""
        if not self.discard(id):
            return False
        self.retried.append(id)
        return True

    def discard(self, id: str) -> bool:
        """See Workshop."""
        return self.failed.pop(id, None) is not None
