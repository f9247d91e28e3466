"""From probabilities to the classes of the published tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.labels import LABELS, OUTPUTS
from models.training.metrics import classes_f1, f1

Array = NDArray[Any]
GRID = np.linspace(0.2, 0.8, 25)
TOXIC, HATE = OUTPUTS.index("toxic"), OUTPUTS.index("hate")


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a probability becomes a class: K-MHaS's nine, BEEP's offensive and hate, KOTOX's toxic."""

    label: float = 0.5
    beep_toxic: float = 0.5
    beep_hate: float = 0.5
    kotox: float = 0.5


def kmhas_sets(chances: Array, limits: Limits) -> Array:
    """Booleans of shape (rows, 9): clean, which is what is not toxic, then K-MHaS's eight labels, each by itself."""
    return np.column_stack([1 - chances[:, TOXIC], chances[:, 1 : len(LABELS)]]) >= limits.label


def choose_label(chances: Array, true: Array, rounds: int = 20) -> float:
    """The limit of nine calibrated outputs at which their micro-F1 is best: half of what it is there.

    Lipton, Elkan and Narayanaswamy 2014, "Optimal Thresholding of Classifiers to Maximize F1 Measure".
    """
    limit = 0.5
    for _ in range(rounds):
        limit = f1(true, kmhas_sets(chances, Limits(label=limit))) / 2
    return limit


def beep_classes(chances: Array, limits: Limits) -> Array:
    """0 none, 1 offensive, 2 hate."""
    toxic = chances[:, TOXIC] >= limits.beep_toxic
    return np.where(toxic & (chances[:, HATE] >= limits.beep_hate), 2, toxic.astype(int))


def choose_beep(chances: Array, true: Array) -> tuple[float, float]:
    """The limits of offensive and of hate with the best macro-F1."""
    tried = [
        (classes_f1(true, beep_classes(chances, Limits(beep_toxic=t, beep_hate=h)), 3), t, h)
        for t in GRID
        for h in GRID
    ]
    _, toxic, hate = max(tried)
    return float(toxic), float(hate)


def choose_kotox(chances: Array, true: Array) -> float:
    """The limit of toxic with the best macro-F1."""
    tried = [(classes_f1(true, (chances[:, TOXIC] >= t).astype(int), 2), t) for t in GRID]
    return float(max(tried)[1])
