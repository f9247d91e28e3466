"""The entries that operators lay over the lists of the product at run time, and how often each entry was right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from moderation.lexicon import Entry
from moderation.store import Join


@dataclass(frozen=True, slots=True)
class Count:
    """How many comments an entry had a part in ruling on, and how many of those rulings a person overturned."""

    hits: int = 0
    overturned: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of the overlay: `before` and `after` are None where no entry of that key was or is in it."""

    at: datetime
    by: str
    key: str
    before: Entry | None
    after: Entry | None


class LexiconStore(Protocol):
    """The overlay, each entry by its `key`.  Every method raises StoreUnavailable."""

    def revise(self, revisions: Sequence[Revision], join: Join | None = None) -> bool:
        """Make these changes, remember them, and write whatever `join` does: in one transaction, all or none.

        False, and nothing is written, where an entry is no longer what a revision says was `before`.
        """
        ...

    def revisions(self, limit: int) -> list[Revision]:
        """The newest changes, newest first.  Raises BadEntry as `entries` does."""
        ...

    def entries(self) -> list[Entry]:
        """All entries of the overlay, by key.  Raises BadEntry if one was written that we cannot use."""
        ...

    def version(self) -> int:
        """Another number after every change; cheap to ask for."""
        ...

    def count_hits(self, keys: Iterable[str]) -> None:
        """Count one more hit for each of these entries, of the overlay or of the product's lists."""
        ...

    def count_overturned(self, keys: Iterable[str], times: int = 1) -> None:
        """Count for each of these entries that a person ruled otherwise; -1 takes it back."""
        ...

    def counts(self) -> dict[str, Count]:
        """What was counted so far, by key."""
        ...


class MemoryLexicon:
    """The LexiconStore in memory."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._revisions: list[Revision] = []
        self._version = 0
        self._counts: dict[str, Count] = {}

    def revise(self, revisions: Sequence[Revision], join: Join | None = None) -> bool:
        """See LexiconStore."""
        if any(self._entries.get(each.key) != each.before for each in revisions):
            return False
        for each in revisions:
            self._entries.pop(each.key, None)
            if each.after:
                self._entries[each.key] = each.after
        self._revisions += revisions
        self._version += bool(revisions)
        if join:
            join(self)
        return True

    def revisions(self, limit: int) -> list[Revision]:
        """See LexiconStore."""
        return self._revisions[::-1][:limit]

    def entries(self) -> list[Entry]:
        """See LexiconStore."""
        return [self._entries[key] for key in sorted(self._entries)]

    def version(self) -> int:
        """See LexiconStore."""
        return self._version

    def count_hits(self, keys: Iterable[str]) -> None:
        """See LexiconStore."""
        for key in keys:
            count = self._counts.get(key, Count())
            self._counts[key] = Count(count.hits + 1, count.overturned)

    def count_overturned(self, keys: Iterable[str], times: int = 1) -> None:
        """See LexiconStore."""
        for key in keys:
            count = self._counts.get(key, Count())
            self._counts[key] = Count(count.hits, count.overturned + times)

    def counts(self) -> dict[str, Count]:
        """See LexiconStore."""
        return dict(self._counts)
