"""Reports on the dev files with bootstrap intervals; every limit was chosen on held-out training rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.classifier import load
from models.labels import LABELS
from models.training import decode, tables
from models.training.decode import HATE, TOXIC, Limits
from models.training.examples import Example
from models.training.gate import PolicyLimits, acts, gate, read_policy
from models.training.judge import judge
from models.training.metrics import calibration_error, classes_f1, f1, interval, macro_f1, reliability
from models.training.tables import Row

Array = NDArray[Any]
Figure = dict[str, Any]
SETS = ("clean", *LABELS[1:])


def targets_of(rows: Sequence[Row | Example]) -> Array:
    """Targets of shape (rows, outputs); NaN where a source says nothing."""
    told = [row.targets() if isinstance(row, Row) else row.targets for row in rows]
    return np.array([[np.nan if t is None else t for t in row] for row in told])


def label_sets(targets: Array) -> Array:
    """Booleans of shape (rows, 9): clean, then K-MHaS's eight labels."""
    return np.column_stack([targets[:, TOXIC] == 0, targets[:, 1 : len(LABELS)] == 1])


def hate_classes(targets: Array) -> Array:
    """BEEP's 0 none, 1 offensive, 2 hate."""
    return np.asarray((targets[:, TOXIC] + targets[:, HATE]).astype(int))


class Reader:
    """Reads texts by each source's standard, with one model of one backend."""

    def __init__(self, folder: Path, backend: str) -> None:
        self.folder, self.backend = folder, backend
        self.seen: dict[tuple[str, int], Array] = {}

    def __call__(self, source: str, rows: Sequence[Row | Example]) -> Array:
        """Probabilities of shape (rows, outputs); the same rows are read once."""
        key = (source, hash(tuple(row.text for row in rows)))
        if key not in self.seen:
            self.seen[key] = judge(self.folder, source, backend=self.backend).chances([row.text for row in rows])
        return self.seen[key]


def choose_limits(read: Reader, held: Sequence[Example]) -> Limits:
    """The limits that do best on held-out rows."""
    rows = {source: [e for e in held if e.source == source] for source in ("kmhas", "beep", "kotox")}
    said = {source: targets_of(part) for source, part in rows.items()}
    beep_toxic, beep_hate = decode.choose_beep(read("beep", rows["beep"]), hate_classes(said["beep"]))
    kotox = decode.choose_kotox(read("kotox", rows["kotox"]), said["kotox"][:, TOXIC].astype(int))
    label = decode.choose_label(read("kmhas", rows["kmhas"]), label_sets(said["kmhas"]))
    return Limits(label, beep_toxic, beep_hate, kotox)


def figure(measure: Callable[[Array], float], rows: int) -> Figure:
    """A measure over all rows, and its 95 % bootstrap interval."""
    low, high = interval(measure, rows)
    return {"value": round(measure(np.arange(rows)), 4), "low": round(low, 4), "high": round(high, 4)}


def label_figure(true: Array, told: Array) -> Figure:
    """F1 of one label, and how many rows have it."""
    return figure(lambda i: f1(true[i], told[i]), len(true)) | {"rows": int(true.sum())}


def report_kmhas(read: Reader, rows: Sequence[Row], limits: Limits) -> Figure:
    """Micro- and macro-F1 over nine classes, clean or not by `toxic` at one half, each label, its calibration."""
    said, chances = targets_of(rows), read("kmhas", rows)
    true, told = label_sets(said), decode.kmhas_sets(chances, limits)
    toxic, found = said[:, TOXIC].astype(int), (chances[:, TOXIC] >= 0.5).astype(int)
    each = {name: label_figure(true[:, c], told[:, c]) for c, name in enumerate(SETS)}
    return {
        "rows": len(rows),
        "micro": figure(lambda i: f1(true[i], told[i]), len(rows)),
        "macro": figure(lambda i: macro_f1(true[i], told[i]), len(rows)),
        "binary": figure(lambda i: classes_f1(toxic[i], found[i], 2), len(rows)),
        "calibration_error": figure(lambda i: calibration_error(toxic[i], chances[i, TOXIC]), len(rows)),
        "reliability": reliability(toxic, chances[:, TOXIC]),
        "labels": each,
    }


def report_beep(read: Reader, path: Path, limits: Limits) -> Figure:
    """Macro-F1 over none, offensive, hate."""
    rows = list(tables.beep(path))
    true, told = hate_classes(targets_of(rows)), decode.beep_classes(read("beep", rows), limits)
    return {"rows": len(rows), "macro": figure(lambda i: classes_f1(true[i], told[i], 3), len(rows))}


def report_kotox(read: Reader, path: Path, limits: Limits) -> Figure:
    """Macro-F1 of obfuscated toxic/clean, by KOTOX's standard and by the one that is served."""
    rows = list(tables.kotox(path))
    true = targets_of(rows)[:, TOXIC].astype(int)
    own = (read("kotox", rows)[:, TOXIC] >= limits.kotox).astype(int)
    served = (read("kmhas", rows)[:, TOXIC] >= 0.5).astype(int)
    return {
        "rows": len(rows),
        "macro": figure(lambda i: classes_f1(true[i], own[i], 2), len(rows)),
        "macro_as_served": figure(lambda i: classes_f1(true[i], served[i], 2), len(rows)),
    }


def parity(read: Reader, other: Reader, rows: Sequence[Row], limits: PolicyLimits, own: Limits) -> Figure:
    """How the served weights differ from the float ones on `rows` of K-MHaS: macro-F1, decisions at the policy."""
    true = label_sets(targets_of(rows))
    served, exact = read("kmhas", rows), other("kmhas", rows)
    macro = [macro_f1(true, decode.kmhas_sets(chances, own)) for chances in (served, exact)]
    told = [policy_acts(chances, limits) for chances in (served, exact)]
    return {
        "rows": len(rows),
        "macro_served": round(macro[0], 4),
        "macro_float": round(macro[1], 4),
        "decisions_flipped": round(float((told[0] != told[1]).mean()), 5),
        "hidings_flipped": round(float(((told[0] == 2) != (told[1] == 2)).mean()), 5),
        "mean_difference": round(float(np.abs(served[:, TOXIC] - exact[:, TOXIC]).mean()), 5),
    }


def policy_acts(chances: Array, limits: PolicyLimits) -> Array:
    """0 published, 1 referred, 2 hidden or rejected, by the gravest label; shape (rows,)."""
    referred, hidden = acts(chances[:, : len(LABELS)], limits)
    return np.where(hidden, 2, referred.astype(int))


def evaluate(folder: Path, floats: Path, dev: Path, held: Sequence[Example], policy: Path) -> Figure:
    """Everything that the card reports of the folder that is shipped, as one JSON object.

    `floats` holds the float weights that the served ones are compared with.
    """
    read = Reader(folder, "openvino")
    limits, rules = choose_limits(read, held), read_policy(policy, LABELS)
    rows = list(tables.kmhas(dev / "kmhas_test_a.tsv", "kmhas"))
    classifier = load(folder, threads=2)
    return {
        "model": classifier.identity,
        "runtime": classifier.runtime,
        "limits": {name: round(getattr(limits, name), 3) for name in Limits.__slots__},
        "kmhas": report_kmhas(read, rows, limits),
        "beep": report_beep(read, dev / "beep_dev.tsv", limits),
        "kotox": report_kotox(read, dev / "kotox_valid.tsv", limits),
        "parity": parity(read, Reader(floats, "torch"), rows, rules, limits),
        "gates": gate(classifier, rules),
    }
