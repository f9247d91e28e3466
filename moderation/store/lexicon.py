"""The entries that operators lay over the lists of the product at run time, and how often each entry was right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from moderation.lexicon import Entry


@dataclass(frozen=True, slots=True)
class Count:
    """How many comments an entry had a part in ruling on, and how many of those rulings a person overturned."""

    hits: int = 0
    overturned: int = 0


class LexiconStore(Protocol):
    """The overlay, each entry by its `key`.  Every method raises StoreUnavailable."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep these entries, each in the place of one with the same key: all of them or none."""
        ...

    def remove(self, key: str) -> bool:
        """Forget an entry; False if there is none by that key."""
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

    def count_overturned(self, keys: Iterable[str]) -> None:
        """Count for each of these entries that a person ruled otherwise."""
        ...

    def counts(self) -> dict[str, Count]:
        """What was counted so far, by key."""
        ...


class MemoryLexicon:
    """The LexiconStore in memory."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._version = 0
        self._counts: dict[str, Count] = {}

    def put(self, entries: Sequence[Entry]) -> None:
        """See LexiconStore."""
        self._entries.update((entry.key, entry) for entry in entries)
        self._version += 1

    def remove(self, key: str) -> bool:
        """See LexiconStore."""
        self._version += 1
        return self._entries.pop(key, None) is not None

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

    def count_overturned(self, keys: Iterable[str]) -> None:
        """See LexiconStore."""
        for key in keys:
            count = self._counts.get(key, Count())
            self._counts[key] = Count(count.hits, count.overturned + 1)

    def counts(self) -> dict[str, Count]:
        """See LexiconStore."""
        return dict(self._counts)
