"""Fits the scale and shift of each output on held-out rows, and folds them into the head's own weights.

After that a plain sigmoid is calibrated by the standard of the serving source, and any tool that reads the folder
gets the same probabilities (Platt 1999; the prior keeps rare labels near what they were).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from models.labels import LABELS, OUTPUTS, SERVING_SOURCE
from models.training.examples import Example
from models.training.judge import judge

Array = NDArray[Any]
PRIOR = 4.0
"""How strongly scale 1 and shift 0 are believed before any row is seen, in units of squared distance."""


def logit(chances: Array) -> Array:
    """The inverse of the logistic function, within what float32 can tell apart."""
    bounded = np.clip(chances.astype(np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(bounded / (1 - bounded)))


def fit_platt(logits: Array, true: Array, rounds: int = 50) -> tuple[float, float]:
    """Scale and shift with the highest posterior, by Newton's method."""
    prior, theta = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    design = np.column_stack([logits, np.ones_like(logits)])
    for _ in range(rounds):
        told = 1 / (1 + np.exp(-design @ theta))
        slope = design.T @ (told - true) + PRIOR * (theta - prior)
        curvature = design.T @ (design * (told * (1 - told))[:, None]) + PRIOR * np.eye(2)
        theta = theta - np.linalg.solve(curvature, slope)
    return float(max(theta[0], 0.05)), float(theta[1])


def fit(folder: Path, held: Sequence[Example]) -> dict[str, tuple[float, float]]:
    """Scale and shift for each label, from held rows of the serving source."""
    rows = [e for e in held if e.source == SERVING_SOURCE]
    logits = logit(judge(folder, SERVING_SOURCE, backend="torch").chances([e.text for e in rows]))
    found = {}
    for column, label in enumerate(LABELS):
        told = [(logits[i, column], e.targets[column]) for i, e in enumerate(rows) if e.targets[column] is not None]
        said, true = np.array(told, dtype=np.float64).T
        found[label] = fit_platt(said, true)
    return found


def fold_in(folder: Path, maps: dict[str, tuple[float, float]], out: Path) -> None:
    """Write to `out` the model of `folder` with each output's scale and shift inside its head."""
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32)
    with torch.no_grad():
        for label, (scale, shift) in maps.items():
            row = OUTPUTS.index(label)
            model.classifier.weight[row] *= scale
            model.classifier.bias[row] = model.classifier.bias[row] * scale + shift
    model.save_pretrained(out)
    AutoTokenizer.from_pretrained(folder).save_pretrained(out)
