"""What is said of many measurements: percentiles, the median with its range, and the order in which to take them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some measurements, and the lowest and the highest of them."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """The spread of at least one value."""
        return cls(median(values), min(values), max(values))


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that at least `share` (0 to 1) of the values do not exceed: the nearest rank, never invented."""
    if not values:
        raise ValueError("there is no percentile of nothing")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def interleaved(subjects: Sequence[T], rounds: int) -> Iterator[tuple[int, T]]:
    """Round and subject, ABAB…: what drifts with time meets all of them.  Every other round runs backwards."""
    for number in range(rounds):
        yield from ((number, each) for each in (subjects if number % 2 == 0 else reversed(subjects)))


def rounded(value: float, digits: int = 4) -> float:
    """A figure with so many significant digits: more than that no benchmark knows."""
    return float(f"{value:.{digits}g}")
