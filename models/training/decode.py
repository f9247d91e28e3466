"""From probabilities to the classes of the published tests, with limits that are chosen on held-out rows."""

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
    """Where a probability becomes a class: toxic at all, K-MHaS's labels, BEEP's hate."""

    toxic: float = 0.5
    label: float = 0.5
    beep_toxic: float = 0.5
    beep_hate: float = 0.5
    kotox: float = 0.5


def kmhas_sets(chances: Array, limits: Limits) -> Array:
    """Booleans of shape (rows, 9): clean, then K-MHaS's eight labels.  What is toxic has one label at least."""
    labels = chances[:, 1 : len(LABELS)]
    toxic = chances[:, TOXIC] >= limits.toxic
    best = np.eye(labels.shape[1], dtype=bool)[labels.argmax(axis=1)]
    found = ((labels >= limits.label) | best) & toxic[:, None]
    return np.column_stack([~toxic, found])


def beep_classes(chances: Array, limits: Limits) -> Array:
    """0 none, 1 offensive, 2 hate."""
    toxic = chances[:, TOXIC] >= limits.beep_toxic
    return np.where(toxic & (chances[:, HATE] >= limits.beep_hate), 2, toxic.astype(int))


def choose_kmhas(chances: Array, true: Array) -> tuple[float, float]:
    """The limits of toxic and of the labels with the best micro-F1."""
    tried = [(f1(true, kmhas_sets(chances, Limits(toxic=t, label=x))), t, x) for t in GRID for x in GRID]
    _, toxic, label = max(tried)
    return float(toxic), float(label)


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
