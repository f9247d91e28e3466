"""Says which words of a flagged text made it so: leaves each out, and reads each alone (occlusion by 어절)."""

from __future__ import annotations

import re
from collections.abc import Sequence
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

    def score(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """The probability of each label, for each text in order."""


def explain(classifier: Scorer, text: str, label: str) -> list[Weighted]:
    """The parts of `text` that raise `label`, in the order of the text; empty where no part stands out.

    A part weighs the mean of what the score loses without it and of what it scores alone: the first misses one of
    two swear words, the second misses what is abusive only in its place.  Raises `KeyError` for an unknown label.
    """
    start, end = strongest_piece(classifier, text, label)
    parts = parts_of(text, start, end)
    if not parts:
        return []
    piece = text[start:end]
    without = [piece[: a - start] + " " + piece[b - start :] for a, b in parts]
    scores = [s[label] for s in classifier.score([piece, *without, *(text[a:b] for a, b in parts)])]
    whole, left, alone = scores[0], scores[1 : len(parts) + 1], scores[len(parts) + 1 :]
    weights = [
        (max(0.0, whole - rest) + min(whole, own)) / 2 if len(parts) > 1 else whole
        for rest, own in zip(left, alone, strict=True)
    ]
    least = max(LEAST_WEIGHT, LEAST_SHARE * max(weights))
    return [(a, b, round(w, 4)) for (a, b), w in zip(parts, weights, strict=True) if w >= least]


def strongest_piece(classifier: Scorer, text: str, label: str) -> tuple[int, int]:
    """Start and end of the piece of at most `PIECE` code points that scores highest; all of a short text."""
    if len(text) <= PIECE:
        return 0, len(text)
    pieces = pieces_of(text)
    scores = [s[label] for s in classifier.score([text[a:b] for a, b in pieces])]
    return pieces[max(range(len(pieces)), key=scores.__getitem__)]


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
