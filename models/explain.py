"""Says which words of a flagged text made it so: leaves each out, and reads each alone (occlusion by 어절)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Protocol

Weighted = tuple[int, int, float]
"""Start and end in code points of the text as written, and the weight in (0, 1]."""

PIECE = 200
"""Code points of a long text that are looked into: the piece with the highest score."""
MOST_PARTS = 16
"""Parts that are left out in turn: it bounds the cost; in a piece of more words a part is several words."""
LEAST_WEIGHT, LEAST_SHARE = 0.05, 0.3


class Scorer(Protocol):
    """What a classifier is to an explanation."""

    def score(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """The probability of each label, for each text in order."""


def explain(classifier: Scorer, text: str, label: str) -> list[Weighted]:
    """The parts of `text` that raise `label`, in the order of the text; empty where no part stands out.

    Raises `KeyError` for an unknown label.
    """
    return explain_all(classifier, [text])[0][label]


def explain_all(
    classifier: Scorer, texts: Sequence[str], most_rows: int | None = None
) -> list[dict[str, list[Weighted]]]:
    """For each text and each label the parts that raise it, in one batch (long texts need another one before).

    At most `most_rows` rows are scored: texts that come after that have no explanation ({}).
    """
    left = math.inf if most_rows is None else most_rows
    within = []
    for text in texts:
        left -= cost(text)
        within.append(left >= 0)
    chosen = [text for text, fits in zip(texts, within, strict=True) if fits]
    told = iter(_explained(classifier, chosen))
    return [next(told) if fits else {} for fits in within]


def cost(text: str) -> int:
    """How many rows are scored for an explanation."""
    pieces = pieces_of(text)
    most_parts = max(len(parts_of(text, *piece)) for piece in pieces)
    return (len(pieces) if len(pieces) > 1 else 0) + 1 + 2 * most_parts


def _explained(classifier: Scorer, texts: Sequence[str]) -> list[dict[str, list[Weighted]]]:
    pieces = strongest_pieces(classifier, texts)
    parts = [parts_of(text, *piece) for text, piece in zip(texts, pieces, strict=True)]
    rows = [_rows(*each) for each in zip(texts, pieces, parts, strict=True)]
    scores = iter(classifier.score([row for each in rows for row in each]))
    return [_weighed(places, [next(scores) for _ in each]) for places, each in zip(parts, rows, strict=True)]


def _rows(text: str, piece: tuple[int, int], parts: Sequence[tuple[int, int]]) -> list[str]:
    """The piece, the piece without each part, each part alone."""
    start, end = piece
    without = [text[start:a] + " " + text[b:end] for a, b in parts]
    return [text[start:end], *without, *(text[a:b] for a, b in parts)]


def _weighed(parts: Sequence[tuple[int, int]], scores: Sequence[Mapping[str, float]]) -> dict[str, list[Weighted]]:
    """A part weighs the mean of what the score loses without it and of what it scores alone.

    The first misses one of two swear words, the second misses what is abusive only in its place.
    """
    whole, left, alone = scores[0], scores[1 : len(parts) + 1], scores[len(parts) + 1 :]
    return {label: _standing_out(parts, whole, left, alone, label) for label in whole}


def _standing_out(
    parts: Sequence[tuple[int, int]],
    whole: Mapping[str, float],
    left: Sequence[Mapping[str, float]],
    alone: Sequence[Mapping[str, float]],
    label: str,
) -> list[Weighted]:
    total = whole[label]
    weights = [
        (max(0.0, total - rest[label]) + min(total, own[label])) / 2 if len(parts) > 1 else total
        for rest, own in zip(left, alone, strict=True)
    ]
    least = max(LEAST_WEIGHT, LEAST_SHARE * max(weights, default=0.0))
    return [(a, b, round(w, 4)) for (a, b), w in zip(parts, weights, strict=True) if w >= least]


def strongest_pieces(classifier: Scorer, texts: Sequence[str]) -> list[tuple[int, int]]:
    """For each text the piece of at most `PIECE` code points that scores highest in any label; all of a short one."""
    pieces = [pieces_of(text) for text in texts]
    rows = [text[a:b] for text, cut in zip(texts, pieces, strict=True) if len(cut) > 1 for a, b in cut]
    scores = iter([max(row.values()) for row in classifier.score(rows)] if rows else ())
    return [max(cut, key=lambda _: next(scores)) if len(cut) > 1 else cut[0] for cut in pieces]


def pieces_of(text: str) -> list[tuple[int, int]]:
    """`text` cut into pieces that end between words where they can; a word longer than a piece is cut."""
    pieces, start = [], 0
    while len(text) - start > PIECE:
        space = text.rfind(" ", start + 1, start + PIECE + 1)
        end = space if space > start else start + PIECE
        pieces.append((start, end))
        start = end
    return [*pieces, (start, len(text))]


def parts_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words between `start` and `end`, neighbours joined where there are more than `MOST_PARTS`."""
    words = [m.span() for m in re.compile(r"\S+").finditer(text, start, end)]
    each = -(-len(words) // MOST_PARTS) or 1
    groups = [words[i : i + each] for i in range(0, len(words), each)]
    return [(group[0][0], group[-1][1]) for group in groups]
