"""Cuts texts into other pieces than the tokenizer's best, so that no word is known by one cut alone.

Subword regularisation (Kudo 2018) as dropout: a piece is now and then read as two shorter ones.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from random import Random


class Splits:
    """The two-piece cuts of every piece of a vocabulary but those `whole`, by their numbers."""

    def __init__(self, vocabulary: Mapping[str, int], whole: Container[int] = ()) -> None:
        self.of = {
            number: cuts
            for piece, number in vocabulary.items()
            if number not in whole
            and (
                cuts := [
                    (vocabulary[piece[:i]], vocabulary[piece[i:]])
                    for i in range(1, len(piece))
                    if piece[:i] in vocabulary and piece[i:] in vocabulary
                ]
            )
        }

    def draw(self, ids: Sequence[int], chance: float, rng: Random) -> list[int]:
        """`ids` with each piece that can be cut in two read so with `chance`."""
        drawn: list[int] = []
        for number in ids:
            cuts = self.of.get(number)
            drawn += rng.choice(cuts) if cuts and rng.random() < chance else (number,)
        return drawn
