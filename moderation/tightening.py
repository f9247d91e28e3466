"""When a discussion gets out of hand: how lively it is, how much of it is blocked, and what to propose to a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from moderation.decision import State
from moderation.discussion import Mode

BURST = timedelta(minutes=10)
"""How many comments came in this long is held against the usual."""

HOUR = timedelta(hours=1)
"""Over this the share blocked is taken; what has not lasted as long has no usual yet."""

DAY = timedelta(hours=24)
"""How far back comments are counted."""

BLOCKED = frozenset({State.HELD, State.HIDDEN, State.REJECTED})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many comments that were received in the minute from `at` are in a state now."""

    at: datetime
    state: State
    count: int


@dataclass(frozen=True, slots=True)
class Span:
    """Comments that came in a span of time; `decided` leaves those out that nobody has ruled on."""

    comments: int = 0
    decided: int = 0
    blocked: int = 0

    @property
    def share(self) -> float:
        """Which part of what is decided is blocked: held, hidden or rejected."""
        return self.blocked / self.decided if self.decided else 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How lively a discussion is.  `burst` counts the last BURST, `usual` what is usual then (None: unknown)."""

    day: Span
    hour: Span
    burst: int
    usual: float | None

    @classmethod
    def of(cls, tallies: Iterable[Tally], now: datetime) -> "Pace":
        """The pace that comments show.  What the author deleted counts no more."""
        counted = [each for each in tallies if each.state is not State.DELETED and each.count > 0]
        before = [each for each in counted if each.at < now - BURST]
        first = min((each.at for each in before), default=now)
        long_enough = now - first >= HOUR
        return cls(
            _span(each for each in counted if each.at >= now - DAY),
            _span(each for each in counted if each.at >= now - HOUR),
            sum(each.count for each in counted if each.at >= now - BURST),
            sum(each.count for each in before) / ((now - BURST - first) / BURST) if long_enough else None,
        )


class Why(StrEnum):
    """Which limit was reached."""

    BLOCKED = "blocked"
    BURST = "burst"


@dataclass(frozen=True, slots=True)
class Limits:
    """When to propose something: `share` of the last HOUR is blocked, or a burst is `times` the usual.

    Fewer than `least` comments say nothing.  Once a person has answered, nothing is proposed again for `rest`.
    """

    share: float = 0.5
    times: float = 5.0
    least: int = 20
    rest: timedelta = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Proposal:
    """To make an article's discussion `to`, with the figures at that time.  Nothing happens unless a person says so."""

    article: str
    to: Mode
    at: datetime
    why: Why
    comments: int
    blocked: int = 0
    usual: float = 0.0


def proposal(article: str, mode: Mode, pace: Pace, limits: Limits, at: datetime) -> Proposal | None:
    """What to propose for an article that is in this mode, if anything."""
    to = mode.tighter
    if to is None:
        return None
    hour = pace.hour
    if hour.decided >= limits.least and hour.share >= limits.share:
        return Proposal(article, to, at, Why.BLOCKED, hour.decided, blocked=hour.blocked)
    if pace.usual is not None and pace.burst >= max(limits.least, limits.times * pace.usual):
        return Proposal(article, to, at, Why.BURST, pace.burst, usual=pace.usual)
    return None


def _span(tallies: Iterable[Tally]) -> Span:
    counted = list(tallies)
    decided = [each for each in counted if each.state is not State.PENDING]
    return Span(
        sum(each.count for each in counted),
        sum(each.count for each in decided),
        sum(each.count for each in decided if each.state in BLOCKED),
    )
