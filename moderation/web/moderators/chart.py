"""Charts as numbers for an SVG: what a screen reader needs stands in the table beside.  No library, no script."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from moderation.decision import State
from moderation.reviewing.numbers import Day

WIDTH, HEIGHT, FOOT = 700, 220, 20
ORDER = (State.PUBLISHED, State.HELD, State.HIDDEN, State.REJECTED)
MOST_NAMES = 14
"""How many days are named below a chart: more would stand in each other's way."""


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of the chart."""

    state: State
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Name:
    """A word beside an axis."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar a day, in parts by state; the highest fills the height."""

    parts: tuple[Part, ...]
    names: tuple[Name, ...]
    highest: int
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - FOOT
    ceiling: int = FOOT


@dataclass(frozen=True, slots=True)
class Lines:
    """How long people took, day by day: the points of a line for each share, on a logarithmic scale."""

    p50: tuple[tuple[float, float], ...]
    p95: tuple[tuple[float, float], ...]
    names: tuple[Name, ...]
    marks: tuple[tuple[float, timedelta], ...]
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - FOOT


MARKS = tuple(timedelta(seconds=each) for each in (1, 10, 60, 600, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600))
"""Times at which a line is drawn across."""


def bars(days: Sequence[Day]) -> Bars:
    """The bars of the days."""
    step = WIDTH / len(days)
    highest = max(day.total for day in days)
    scale = (HEIGHT - 2 * FOOT) / (highest or 1)
    parts = []
    for number, day in enumerate(days):
        top, x = float(HEIGHT - FOOT), step * number + step * 0.15
        for state in ORDER:
            height = day.changes.get(state, 0) * scale
            top -= height
            if height:
                parts.append(Part(state, round(x, 1), round(top, 1), round(step * 0.7, 1), round(height, 1)))
    return Bars(tuple(parts), _names(days), highest)


def lines(days: Sequence[Day]) -> Lines | None:
    """The lines of people's times; None where nobody ruled."""
    known = [each for day in days for each in (day.people.p50, day.people.p95) if each]
    if not known:
        return None
    least = max((mark for mark in MARKS if mark <= min(known)), default=MARKS[0])
    most = min((mark for mark in MARKS if mark >= max(known)), default=MARKS[-1])
    shown = [mark for mark in MARKS if least <= mark <= most]

    def height(time: timedelta) -> float:
        share = math.log(max(time / least, 1)) / (math.log(most / least) or 1)
        return round(HEIGHT - FOOT - min(share, 1) * (HEIGHT - 2 * FOOT), 1)

    def points(times: Sequence[timedelta | None]) -> tuple[tuple[float, float], ...]:
        step = WIDTH / len(days)
        return tuple((round(step * (at + 0.5), 1), height(time)) for at, time in enumerate(times) if time)

    return Lines(
        points([day.people.p50 for day in days]),
        points([day.people.p95 for day in days]),
        _names(days),
        tuple((height(mark), mark) for mark in shown),
    )


def _names(days: Sequence[Day]) -> tuple[Name, ...]:
    """The dates below, every so many days so that they fit, and always the last."""
    step, every = WIDTH / len(days), -(-len(days) // MOST_NAMES)
    named = [(at, day.day) for at, day in enumerate(days) if (len(days) - 1 - at) % every == 0]
    return tuple(Name(round(step * (at + 0.5), 1), HEIGHT - 5, f"{day.month}.{day.day}") for at, day in named)
