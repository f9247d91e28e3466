"""What moderators leave at the desk: the audit trail, notes beside comments, and what each has open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from moderation.audit import EVERYTHING, Entry, Note, Wanted

MOST_READ = 20_000
"""How many entries one read looks through."""


class Logbook(Protocol):
    """Audit entries can be added and read; there is no way to change one.  Every method raises StoreUnavailable."""

    def write(self, entry: Entry, transaction: Any = None) -> None:
        """Add an entry, within a transaction of the CommentStore if one is given."""
        ...

    def read(
        self, limit: int, before: str | None = None, wanted: Wanted = EVERYTHING
    ) -> tuple[list[Entry], str | None]:
        """The newest entries that are wanted, and the place after which older ones begin (None at the end).

        At most MOST_READ are looked through: there may be older ones where fewer than `limit` were found.
        """
        ...

    def note(self, comment: str, note: Note) -> None:
        """Add a note to a comment; it goes when the comment's text does."""
        ...

    def unnote(self, comment: str, note: Note) -> None:
        """Remove a note, if it is there."""
        ...

    def notes(self, comment: str) -> list[Note]:
        """The notes of a comment, oldest first."""
        ...

    def lease(self, comment: str, who: str, at: datetime, until: datetime) -> str:
        """Take a comment, unless somebody has it: who has it now.  Whatever else they had is given back.

        Taking it again makes it last longer.
        """
        ...

    def opened(self, comment: str, who: str) -> datetime | None:
        """Since when they have it open, however often they took it again; None if they have not."""
        ...

    def release(self, comment: str, who: str) -> None:
        """Give a comment back, if it is theirs."""
        ...

    def leases(self, comments: Sequence[str], at: datetime) -> list[str | None]:
        """Who has each comment open."""
        ...


class MemoryLogbook:
    """The Logbook in memory."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.noted: dict[str, list[Note]] = {}
        self.held: dict[str, tuple[str, datetime]] = {}
        self.since: dict[str, tuple[str, datetime]] = {}

    def write(self, entry: Entry, transaction: Any = None) -> None:
        """See Logbook."""
        self.entries.append(entry)

    def read(
        self, limit: int, before: str | None = None, wanted: Wanted = EVERYTHING
    ) -> tuple[list[Entry], str | None]:
        """See Logbook."""
        end = int(before) if before and before.isdecimal() else len(self.entries)
        found: list[Entry] = []
        for place in range(end - 1, -1, -1):
            if len(found) == limit or end - place > MOST_READ:
                return found, str(place + 1)
            if wanted(self.entries[place]):
                found.append(self.entries[place])
        return found, None

    def note(self, comment: str, note: Note) -> None:
        """See Logbook."""
        self.noted.setdefault(comment, []).append(note)

    def unnote(self, comment: str, note: Note) -> None:
        """See Logbook."""
        self.noted[comment] = [each for each in self.noted.get(comment, ()) if each != note]

    def notes(self, comment: str) -> list[Note]:
        """See Logbook."""
        return list(self.noted.get(comment, ()))

    def lease(self, comment: str, who: str, at: datetime, until: datetime) -> str:
        """See Logbook."""
        (holder,) = self.leases([comment], at)
        if holder in (None, who):
            self.held = {id: lease for id, lease in self.held.items() if lease[0] != who}
            self.since[who] = self.since[who] if self.since.get(who, ("",))[0] == comment else (comment, at)
            self.held[comment] = (who, until)
        return holder or who

    def opened(self, comment: str, who: str) -> datetime | None:
        """See Logbook."""
        open_now, at = self.since.get(who, ("", None))
        return at if open_now == comment else None

    def release(self, comment: str, who: str) -> None:
        """See Logbook."""
        if self.held.get(comment, ("",))[0] == who:
            del self.held[comment]

    def leases(self, comments: Sequence[str], at: datetime) -> list[str | None]:
        """See Logbook."""
        found = [self.held.get(comment, ("", at)) for comment in comments]
        return [who if until > at else None for who, until in found]
