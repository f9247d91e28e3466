"""Measures of a classifier in numpy: F1 in its kinds, calibration error, bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def f1(true: Array, told: Array) -> float:
    """F1 of boolean arrays of one shape, counted over all their cells; 0 where there is nothing to find."""
    hits = float((true & told).sum())
    both = float(true.sum() + told.sum())
    return 2 * hits / both if both else 0.0


def macro_f1(true: Array, told: Array) -> float:
    """The mean over columns of boolean (rows, labels) arrays of each column's F1."""
    return float(np.mean([f1(true[:, i], told[:, i]) for i in range(true.shape[1])]))


def classes_f1(true: Array, told: Array, classes: int) -> float:
    """Macro-F1 of integer classes in arrays of shape (rows,)."""
    return macro_f1(np.eye(classes, dtype=bool)[true], np.eye(classes, dtype=bool)[told])


def calibration_error(true: Array, chances: Array, bins: int = 15) -> float:
    """Expected calibration error over equally filled bins (Nixon et al. 2019's adaptive form)."""
    order = np.argsort(chances, kind="stable")
    gaps = [
        abs(float(chances[part].mean()) - float(true[part].mean())) * len(part)
        for part in np.array_split(order, bins)
        if len(part)
    ]
    return sum(gaps) / max(1, len(true))


def reliability(true: Array, chances: Array, bins: int = 10) -> list[dict[str, float]]:
    """For each tenth of the scale: how many rows, what was said on average, what was so."""
    number = np.minimum((chances * bins).astype(int), bins - 1)
    return [
        {
            "from": i / bins,
            "rows": int((number == i).sum()),
            "said": float(chances[number == i].mean()),
            "was": float(true[number == i].mean()),
        }
        for i in range(bins)
        if (number == i).any()
    ]


def interval(measure: Callable[[Array], float], rows: int, draws: int = 400, seed: int = 7) -> tuple[float, float]:
    """The 95 % bootstrap interval of `measure`, which is given the numbers of the rows drawn."""
    rng = np.random.default_rng(seed)
    values = [measure(rng.integers(0, rows, rows)) for _ in range(draws)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
