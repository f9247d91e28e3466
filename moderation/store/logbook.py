"""What moderators leave at the desk: the audit trail, notes beside comments, and what each has open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from moderation.audit import Entry, Note


class Logbook(Protocol):
    """Audit entries can be added and read; there is no way to change one.  Every method raises StoreUnavailable."""

    def write(self, entry: Entry) -> None:
        """Add an entry."""
        ...

    def read(self, limit: int, before: str | None = None) -> tuple[list[Entry], str | None]:
        """The newest entries, and the place after which older ones begin (None at the end)."""
        ...

    def note(self, comment: str, note: Note) -> None:
        """Add a note to a comment; it goes when the comment's text does."""
        ...

    def notes(self, comment: str) -> list[Note]:
        """The notes of a comment, oldest first."""
        ...

    def lease(self, comment: str, who: str, at: datetime, until: datetime) -> str:
        """Take a comment, unless somebody has it: who has it now.  Whatever else they had is given back.

        Taking it again makes it last longer.
        """
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

    def write(self, entry: Entry) -> None:
        """See Logbook."""
        self.entries.append(entry)

    def read(self, limit: int, before: str | None = None) -> tuple[list[Entry], str | None]:
        """See Logbook."""
        end = int(before) if before and before.isdecimal() else len(self.entries)
        start = max(0, end - limit)
        return self.entries[start:end][::-1], str(start) if start else None

    def note(self, comment: str, note: Note) -> None:
        """See Logbook."""
        self.noted.setdefault(comment, []).append(note)

    def notes(self, comment: str) -> list[Note]:
        """See Logbook."""
        return list(self.noted.get(comment, ()))

    def lease(self, comment: str, who: str, at: datetime, until: datetime) -> str:
        """See Logbook."""
        (holder,) = self.leases([comment], at)
        if holder in (None, who):
            self.held = {id: lease for id, lease in self.held.items() if lease[0] != who}
            self.held[comment] = (who, until)
        return holder or who

    def release(self, comment: str, who: str) -> None:
        """See Logbook."""
        if self.held.get(comment, ("",))[0] == who:
            del self.held[comment]

    def leases(self, comments: Sequence[str], at: datetime) -> list[str | None]:
        """See Logbook."""
        found = [self.held.get(comment, ("", at)) for comment in comments]
        return [who if until > at else None for who, until in found]
