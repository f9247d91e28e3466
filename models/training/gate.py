"""The gates of a release: rates on our own suites, and how far scores fall when a text is disguised."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from models.classifier import Classifier
from models.training.evasion import evade
from models.training.tables import read_table

GATES = Path(__file__).parent.parent / "gates"


def lines_of(name: str) -> list[str]:
    """The sentences of one suite of plain lines."""
    return [line for line in (GATES / name).read_text(encoding="utf-8").splitlines() if line]


def suites() -> dict[str, list[str]]:
    """Each suite's sentences by its name."""
    neutral = [row["text"] for row in read_table(GATES / "neutral.tsv")]
    return {"neutral": neutral, "criticism": lines_of("criticism.txt"), "news": lines_of("news.txt")}


def rates(chances: np.ndarray, refer: float, hide: float) -> dict[str, float]:
    """Shares whose highest label is at least each limit."""
    highest = chances.max(axis=1)
    return {"hidden": float((highest >= hide).mean()), "referred": float((highest >= refer).mean())}


def fall_under_evasion(classifier: Classifier, toxic: Sequence[str], seed: int = 7) -> dict[str, float]:
    """How far `toxic` falls from the plain to the disguised text, over texts that score 0.5 or more plainly."""
    rng = Random(seed)
    plain = classifier.chances(toxic)[:, 0]
    flagged = [text for text, chance in zip(toxic, plain, strict=True) if chance >= 0.5]
    falls = plain[plain >= 0.5] - classifier.chances([evade(text, rng) for text in flagged])[:, 0]
    return {"texts": len(flagged), "median": float(np.median(falls)), "mean": float(falls.mean())}


def gate(classifier: Classifier, toxic: Sequence[str], refer: float, hide: float) -> dict[str, Any]:
    """The rates of every suite, with the sentences that are over the limit to refer, and the fall under evasion."""
    report: dict[str, Any] = {}
    for name, texts in suites().items():
        chances = classifier.chances(texts)
        over = [t for t, c in zip(texts, chances.max(axis=1), strict=True) if c >= refer]
        report[name] = {"sentences": len(texts), **rates(chances, refer, hide), "over": over}
    report["evasion"] = fall_under_evasion(classifier, toxic)
    return report
