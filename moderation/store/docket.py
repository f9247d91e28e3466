"""What waits for a person, as it is read: a protocol, and the fake of it.  Reads are bounded, whatever waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from moderation.decision import State
from moderation.store.memory import MemoryComments
from moderation.store.objections import MemoryObjections


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many comments of a site wait, by why."""

    held: int
    reported: int
    appealed: int


class Docket(Protocol):
    """The index of what waits.  Every method raises StoreUnavailable."""

    def held(self, site: str, limit: int) -> list[str]:
        """Up to `limit` held comments of a site: the oldest half and the newest half, oldest first."""
        ...

    def pending(self, before: datetime, limit: int) -> list[str]:
        """Comments of any site received before `before` on which the machine has not ruled, oldest first."""
        ...

    def ended(self, at: datetime, limit: int) -> list[str]:
        """Hidden comments of any site whose hiding ends at that time or before, the earliest first."""
        ...

    def changes(self, site: str, since: datetime, limit: int) -> list[tuple[datetime, State]]:
        """The newest changes of state at a site since then, at most `limit`, in no order."""
        ...

    def sizes(self, site: str) -> Sizes:
        """How many wait."""
        ...


class MemoryDocket:
    """The Docket in memory, beside the stores whose comments it finds."""

    def __init__(self, comments: MemoryComments, objections: MemoryObjections) -> None:
        self.comments = comments
        self.objections = objections

    def held(self, site: str, limit: int) -> list[str]:
        """See Docket."""
        ids = self._held(site)
        return ids if len(ids) <= limit else ids[: limit - limit // 2] + ids[len(ids) - limit // 2 :]

    def pending(self, before: datetime, limit: int) -> list[str]:
        """See Docket."""
        waiting = sorted((each.waiting.received_at, id) for id, each in self.comments.records.items() if each.waiting)
        return [id for at, id in waiting if at < before][:limit]

    def ended(self, at: datetime, limit: int) -> list[str]:
        """See Docket."""
        hidden = sorted((each.hidden_until, id) for id, each in self.comments.records.items() if each.hidden_until)
        return [id for until, id in hidden if until <= at][:limit]

    def changes(self, site: str, since: datetime, limit: int) -> list[tuple[datetime, State]]:
        """See Docket.  Here, the rulings."""
        records = [each for each in self.comments.records.values() if each.comment.site == site]
        rulings = sorted((ruling.at, ruling.state) for record in records for ruling in record.trail)
        return [(at, state) for at, state in rulings if at >= since][-limit:]

    def sizes(self, site: str) -> Sizes:
        """See Docket."""
        everything = len(self.comments.records) + 1
        reported, appealed = self.objections.reported(site, everything), self.objections.appealed(site, everything)
        return Sizes(len(self._held(site)), len(reported), len(appealed))

    def _held(self, site: str) -> list[str]:
        records = self.comments.records.values()
        held = [(each.comment.received_at, each.comment.id) for each in records if each.held]
        return [id for _, id in sorted(held) if self.comments.records[id].comment.site == site]
