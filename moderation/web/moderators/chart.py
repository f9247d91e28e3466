"""A chart made here, as numbers for an SVG: one bar a day, in parts by state.  No library, no script."""

from dataclasses import dataclass

from moderation.decision import State
from moderation.reviewing.numbers import Numbers

WIDTH, HEIGHT, FOOT = 700, 220, 20
ORDER = (State.PUBLISHED, State.HELD, State.HIDDEN, State.REJECTED)


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of the chart."""

    state: State
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The rectangles, and where each day's name stands."""

    parts: tuple[Part, ...]
    names: tuple[tuple[float, str, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - FOOT


def chart(numbers: Numbers) -> Chart:
    """The bars of the days; the highest fills the height."""
    step = WIDTH / len(numbers.days)
    most = max((day.total for day in numbers.days), default=0) or 1
    scale = (HEIGHT - 2 * FOOT) / most
    parts, names = [], []
    for number, day in enumerate(numbers.days):
        top, x = float(HEIGHT - FOOT), step * number + step * 0.15
        for state in ORDER:
            height = day.changes.get(state, 0) * scale
            top -= height
            if height:
                parts.append(Part(state, round(x, 1), round(top, 1), round(step * 0.7, 1), round(height, 1)))
        names.append((round(x + step * 0.35, 1), f"{day.day.month}.{day.day.day}", day.total))
    return Chart(tuple(parts), tuple(names))
