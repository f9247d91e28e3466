"""How much came in and what became of it, by day in Korea, from the stream of decisions; and how old the backlog is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from moderation.decision import State
from moderation.desk import Desk
from moderation.store.docket import Sizes

KST = timezone(timedelta(hours=9), "KST")
"""Korea has one zone and no summer time."""

DAYS = 14
MOST = 20_000
"""How many changes are read: a busy site sees fewer days, never a slow page."""
DECIDED = (State.PUBLISHED, State.HIDDEN, State.REJECTED, State.HELD)


@dataclass(frozen=True, slots=True)
class Day:
    """The changes of state on a day, by the state that they led to."""

    day: date
    changes: Mapping[State, int]

    @property
    def total(self) -> int:
        """All of them that were decisions or referrals."""
        return sum(self.changes.get(state, 0) for state in DECIDED)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The days up to today, and what waits now; `oldest` is how long the oldest held comment has waited."""

    days: tuple[Day, ...]
    sizes: Sizes
    oldest: timedelta | None


def numbers(desk: Desk, site: str) -> Numbers:
    """The numbers of a site."""
    now = desk.clock()
    today = now.astimezone(KST).date()
    first = today - timedelta(days=DAYS - 1)
    since = datetime.combine(first, datetime.min.time(), KST)
    counted: Counter[tuple[date, State]] = Counter()
    for at, state in desk.docket.changes(site, since, MOST):
        counted[at.astimezone(KST).date(), state] += 1
    days = tuple(
        Day(day, {state: counted[day, state] for state in DECIDED})
        for day in (first + timedelta(days=n) for n in range(DAYS))
    )
    (record,) = desk.comments.find(desk.docket.held(site, 1)) or (None,)
    return Numbers(days, desk.docket.sizes(site), now - record.latest.received_at if record else None)
