"""How long a moderator takes for one decision: measured from the audit trail, or assumed where there is too little."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from moderation.audit import Deed
from moderation.desk import Desk

ENTRIES: Final = 1000
ENOUGH: Final = 20
ASSUMED: Final = timedelta(seconds=15)
SHORTEST: Final = timedelta(seconds=1)
"""Less than this between two decisions: they were made together."""

LONGEST: Final = timedelta(minutes=5)
"""More than this: somebody was away."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The time for one decision: the median of `measured` ones, or ASSUMED where that is 0."""

    each: timedelta
    measured: int


def pace(desk: Desk) -> Pace:
    """The median time between two decisions of one moderator in a row, among the newest entries of the audit trail."""
    entries, _ = desk.logbook.read(ENTRIES)
    before: dict[str, datetime] = {}
    gaps = []
    for entry in reversed(entries):
        if entry.deed is Deed.RULED:
            gap = entry.at - before.get(entry.who, datetime.min.replace(tzinfo=entry.at.tzinfo))
            if SHORTEST <= gap <= LONGEST:
                gaps.append(gap.total_seconds())
            before[entry.who] = entry.at
    return Pace(timedelta(seconds=median(gaps)), len(gaps)) if len(gaps) >= ENOUGH else Pace(ASSUMED, 0)
