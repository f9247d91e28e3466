"""Measures what the machine says of texts whose labels are known: how much it finds, and how often it is right."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.training.metrics import calibration_error, f1, interval
from moderation.errors import Refused
from moderation.label import LABELS
from moderation.policy import Policy

Figures = dict[str, Any]
Truths = NDArray[np.bool_]
Measure = Callable[[Truths, Truths], float]

ALIASES: Final = {"origin": "region"}
CLEAN: Final = {"", "clean", "none"}
TRUTHS: Final = {"1": True, "0": False, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, and what is known of it; `labels` is None where the file does not tell them."""

    text: str
    toxic: bool
    labels: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the machine said of one text: scores by label, and the state that the policy gives it."""

    scores: Mapping[str, float]
    state: str


def read_samples(lines: Iterable[str]) -> Iterator[Sample]:
    """The rows of a tab-separated table with the columns `text`, and `labels`, `toxic` or both.

    Raises Refused, naming the column or the line.
    """
    table = csv.DictReader(lines, delimiter="\t")
    columns = set(table.fieldnames or ())
    if "text" not in columns or not columns & {"labels", "toxic"}:
        there = ", ".join(str(name) for name in table.fieldnames or ()) or "-"
        raise Refused(
            "`text` 열과, `labels`나 `toxic` 열이 필요합니다. (It needs a column `text`, and `labels` or `toxic`, "
            f"separated by tabs; there are: {there}.)"
        )
    for row in table:
        try:
            yield _sample(row)
        except ValueError as error:
            raise Refused(f"{table.line_num}번째 줄: {error}") from error


def _sample(row: Mapping[str, str | None]) -> Sample:
    if row["text"] is None or None in row or None in row.values():
        raise ValueError("열의 수가 맞지 않습니다. (It has more or fewer columns than the first line.)")
    labels = _labels(row["labels"] or "") if "labels" in row else None
    said = (row.get("toxic") or "").strip().lower()
    if said not in TRUTHS and (said or labels is None):
        raise ValueError(f"`toxic`은 0이나 1이어야 합니다. (`toxic` must be 0 or 1, not {said!r}.)")
    return Sample(row["text"], TRUTHS[said] if said else bool(labels), labels)


def _labels(text: str) -> frozenset[str]:
    names = {name.strip() for name in text.split(",")} - CLEAN
    labels = frozenset(ALIASES.get(name, name) for name in names)
    unknown = ", ".join(sorted(labels - set(LABELS)))
    if unknown:
        raise ValueError(f"모르는 라벨입니다: {unknown} (Unknown; there are: {', '.join(LABELS)}.)")
    return labels


def measure(samples: Sequence[Sample], seen: Sequence[Seen], policy: Policy) -> Figures:
    """Precision, recall and F1 at the policy's limits with 95 % intervals, calibration, and who ends in which state."""
    toxic = np.array([sample.toxic for sample in samples])
    stopped = np.array([each.state != "published" for each in seen])
    scores = np.array([each.scores.get("toxic", 0.0) for each in seen])
    return {
        "rows": len(samples),
        "toxic": int(toxic.sum()),
        "policy": policy.identity,
        "not_published": figures(toxic, stopped),
        "labels": dict(_by_label(samples, seen, policy)),
        "calibration_error": round(calibration_error(toxic.astype(int), scores), 4),
        "states": _states(toxic, [each.state for each in seen]),
    }


def figures(true: Truths, told: Truths) -> Figures:
    """Precision, recall and F1 of one yes-or-no question, each with its interval; None for nothing at all."""
    return {
        "is": int(true.sum()),
        "said": int(told.sum()),
        **{name: _figure(each, true, told) for name, each in MEASURES.items()},
    }


def precision(true: Truths, told: Truths) -> float:
    """Of what was said to be so, how much is."""
    return float((true & told).sum() / max(1, told.sum()))


def recall(true: Truths, told: Truths) -> float:
    """Of what is so, how much was said."""
    return float((true & told).sum() / max(1, true.sum()))


MEASURES: Final[Mapping[str, Measure]] = {"precision": precision, "recall": recall, "f1": f1}


def _figure(measured: Measure, true: Truths, told: Truths) -> list[float] | None:
    if not true.any() and not told.any():
        return None
    low, high = interval(lambda drawn: measured(true[drawn], told[drawn]), len(true))
    return [round(each, 4) for each in (measured(true, told), low, high)]


def _by_label(samples: Sequence[Sample], seen: Sequence[Seen], policy: Policy) -> Iterator[tuple[str, Figures]]:
    """Each label that the samples have, at the lowest limit by which the policy does something."""
    known = [sample.labels is not None for sample in samples]
    for label in LABELS:
        acts = policy.limits[label].acts if label in policy.limits else {}
        if label != "toxic" and not all(known):
            continue
        is_so = np.array([s.toxic if label == "toxic" else label in (s.labels or ()) for s in samples])
        limit = min(acts.values(), default=1.0)
        told = np.array([each.scores.get(label, 0.0) >= limit for each in seen])
        if is_so.any() or label == "toxic":
            yield label, {"limit": limit, **figures(is_so, told)}


def _states(toxic: Truths, states: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many of the clean and of the toxic end in each state."""
    names = [state for state in ("published", "held", "hidden", "rejected") if state in states]
    pairs = Counter(zip(states, (bool(each) for each in toxic), strict=True))
    return {kind: {name: pairs[name, wanted] for name in names} for kind, wanted in (("clean", False), ("toxic", True))}
