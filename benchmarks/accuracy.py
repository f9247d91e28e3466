"""Macro-F1 of each system's model on the labelled rows: nine classes of K-MHaS, at the limits of the release."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.models import ModelInUse
from benchmarks.options import Options
from benchmarks.stats import rounded
from benchmarks.texts import Texts
from models.classifier import load
from models.labels import LABELS
from models.training import metrics
from models.training.decode import TOXIC, Array, Limits, kmhas_sets
from models.training.tables import Row

EVALUATION = Path(__file__).parents[1] / "models" / "evaluation.json"


def macro_f1(model: ModelInUse, texts: Texts, options: Options) -> float | None:
    """Its figure; None where there are no labelled rows."""
    chances = CHANCES.get(model.name, of_classifier)
    return f1_of(lambda given: chances(model.folder, given), texts.rows[: options.rows])


def f1_of(chances_of: Callable[[Sequence[str]], Array], rows: Sequence[Row]) -> float | None:
    """Macro-F1 of whatever gives probabilities of shape (texts, labels)."""
    if not rows:
        return None
    chances = chances_of([row.text for row in rows])
    said = np.array([[row.said[label] for label in LABELS] for row in rows])
    true = np.column_stack([said[:, TOXIC] == 0, said[:, 1:] == 1])
    return rounded(metrics.macro_f1(true, kmhas_sets(chances, limits())))


def limits() -> Limits:
    """Where a probability becomes a label: chosen on held-out training rows, not here."""
    return Limits(**json.loads(EVALUATION.read_text(encoding="utf-8"))["limits"])


def of_classifier(folder: Path, texts: Sequence[str]) -> Array:
    """Probabilities of our classifier, of shape (texts, labels)."""
    return load(folder, threads=2).chances(texts)


def of_pipeline(folder: Path, texts: Sequence[str]) -> Array:
    """Probabilities of the transformers pipeline, which cuts a text off where its window ends."""
    import torch
    from transformers import pipeline

    scorer: Any = pipeline("text-classification", model=str(folder), dtype=torch.float32, device="cpu", top_k=None)
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    chances = np.zeros((len(texts), len(LABELS)), dtype=np.float32)
    found = scorer([texts[place] for place in order], truncation=True, max_length=128, batch_size=32)
    for place, scores in zip(order, found, strict=True):
        by_label = {each["label"]: each["score"] for each in scores}
        chances[place] = [by_label[label] for label in LABELS]
    return chances


CHANCES = {"torch": of_pipeline}
