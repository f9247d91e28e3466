"""Where people write now: comments of the last day by article, minute and state.  A protocol, and the fake of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from moderation.store.memory import MemoryComments
from moderation.tightening import DAY, Tally


@dataclass(frozen=True, slots=True)
class Activity:
    """An article's tallies, and the comment that was received last (None: none in the last day)."""

    tallies: tuple[Tally, ...] = ()
    latest: str | None = None


class ActivityStore(Protocol):
    """Counted in the transactions that receive comments and rule on them.  Every method raises StoreUnavailable."""

    def active(self, site: str, since: datetime, limit: int) -> list[str]:
        """Articles under which something happened since then, the latest first."""
        ...

    def activities(self, site: str, articles: Sequence[str], at: datetime) -> list[Activity]:
        """What was counted for each article in the day before `at`, in order."""
        ...

    def forget(self, site: str, before: datetime) -> None:
        """Forget articles under which nothing happened since then."""
        ...


class MemoryActivity:
    """The ActivityStore in memory: it counts the comments anew."""

    def __init__(self, comments: MemoryComments) -> None:
        self.comments = comments
        self.forgotten: dict[str, datetime] = {}

    def active(self, site: str, since: datetime, limit: int) -> list[str]:
        """See ActivityStore."""
        since = max(since, self.forgotten.get(site, since))
        seen: dict[str, datetime] = {}
        for record in self.comments.records.values():
            comment, at = record.comment, record.changed_at
            if comment.site == site and since <= at <= comment.received_at + DAY:
                seen[comment.article.id] = max(at, seen.get(comment.article.id, at))
        return sorted(seen, key=lambda article: seen[article], reverse=True)[:limit]

    def activities(self, site: str, articles: Sequence[str], at: datetime) -> list[Activity]:
        """See ActivityStore."""
        return [self._activity(site, article, at) for article in articles]

    def forget(self, site: str, before: datetime) -> None:
        """See ActivityStore."""
        self.forgotten[site] = before

    def _activity(self, site: str, article: str, at: datetime) -> Activity:
        records = [
            record
            for record in self.comments.records.values()
            if (record.comment.site, record.comment.article.id) == (site, article)
            and at - DAY < record.comment.received_at <= at
        ]
        counts = Counter((minute(record.comment.received_at), record.state) for record in records)
        tallies = tuple(Tally(at, state, count) for (at, state), count in sorted(counts.items()))
        latest = max(records, key=lambda record: record.comment.received_at, default=None)
        return Activity(tallies, latest.comment.id if latest else None)


def minute(at: datetime) -> datetime:
    """The minute in which that was."""
    return at.replace(second=0, microsecond=0)
