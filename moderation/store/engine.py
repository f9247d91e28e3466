"""What the store says of itself, and when the sweep came by: a protocol, and the fake of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Kind:
    """Keys of one kind: about how many there are, and about how many bytes they take."""

    name: str
    keys: int
    size: int


@dataclass(frozen=True, slots=True)
class Engine:
    """The server, its memory (bytes; `most` is its limit, None for none) and how durable it is.

    `kinds` are estimated from a sample of keys.  `level` is the durability that was chosen, empty where none was.
    """

    server: str
    used: int
    peak: int
    most: int | None
    keys: int
    kinds: tuple[Kind, ...]
    level: str
    append_only: str
    fsync: str
    sound: bool
    role: str
    replicas: int

    @property
    def per_comment(self) -> float | None:
        """About how many bytes all of ours comes to for each comment that is kept."""
        comments = sum(kind.keys for kind in self.kinds if kind.name == COMMENTS)
        return sum(kind.size for kind in self.kinds) / comments if comments else None


COMMENTS = "hm:comment"
"""The kind that has one key for each comment."""


class EngineStore(Protocol):
    """Every method raises StoreUnavailable."""

    def look(self) -> Engine:
        """How it is now.  Costs the same however much is stored."""
        ...

    def swept(self, at: datetime) -> None:
        """Say that the sweep came by."""
        ...

    def last_sweep(self) -> datetime | None:
        """When it did last, None if never."""
        ...


class MemoryEngine:
    """The EngineStore in memory."""

    def __init__(self) -> None:
        self.sweep: datetime | None = None

    def look(self) -> Engine:
        """See EngineStore."""
        kinds = (Kind(COMMENTS, 1000, 500_000), Kind("hm:decision", 1000, 700_000))
        return Engine("memory", 4_200_000, 5_000_000, None, 2_000, kinds, "memory", "no", "", True, "master", 0)

    def swept(self, at: datetime) -> None:
        """See EngineStore."""
        self.sweep = at

    def last_sweep(self) -> datetime | None:
        """See EngineStore."""
        return self.sweep
