"""The numbers of each site and day, counted as things happen: a protocol, and the fake of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from moderation.store.memory import MemoryComments
from moderation.tally import day_of


class TallyStore(Protocol):
    """Counters by site and day.  What `tally` names is counted by the CommentStore, in the ruling's own transaction.

    Every method raises StoreUnavailable.
    """

    def count(self, site: str, at: datetime, counts: Mapping[str, int], transaction: Any = None) -> None:
        """Add to the counters of a day, within a transaction of the CommentStore if one is given."""
        ...

    def days(self, site: str, days: Sequence[date]) -> list[Counter[str]]:
        """The counters of each day, in order."""
        ...


class MemoryTallies:
    """The TallyStore in memory, beside the comments whose rulings it counts."""

    def __init__(self, comments: MemoryComments) -> None:
        self.tallied = comments.tallied

    def count(self, site: str, at: datetime, counts: Mapping[str, int], transaction: Any = None) -> None:
        """See TallyStore."""
        self.tallied[site, day_of(at)].update(counts)

    def days(self, site: str, days: Sequence[date]) -> list[Counter[str]]:
        """See TallyStore."""
        return [Counter(self.tallied[site, day]) for day in days]
