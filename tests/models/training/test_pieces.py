"""Other cuts of the same text."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Any

from models.training.epoch import tokens_of
from models.training.pieces import Splits

PIECES = {"[CLS]": 0, "▁한마디": 1, "▁한": 2, "마디": 3, "▁": 4, "한마디": 5, "의": 6, "[": 7, "CLS]": 8}
NAMES = {number: piece for piece, number in PIECES.items()}


def test_every_cut_of_a_piece_is_drawn_and_says_the_same() -> None:
    splits, rng = Splits(PIECES, {0}), Random(1)
    drawn = {tuple(splits.draw([0, 1, 6], 1.0, rng)) for _ in range(50)}
    assert drawn == {(0, 2, 3, 6), (0, 4, 5, 6)}
    assert {"".join(NAMES[n] for n in ids) for ids in drawn} == {"[CLS]▁한마디의"}


def test_pieces_are_cut_as_often_as_is_said() -> None:
    splits, rng = Splits(PIECES), Random(1)
    assert splits.draw([1] * 100, 0.0, rng) == [1] * 100
    assert 1150 < len(splits.draw([1] * 1000, 0.2, rng)) < 1250


class Eight:
    """A tokenizer for which every text is eight times the same piece."""

    def __call__(self, texts: list[str], **_: Any) -> dict[str, list[list[int]]]:
        return {"input_ids": [[1] * 8 for _ in texts]}

    def convert_tokens_to_ids(self, token: str) -> int:
        return 0


def test_a_text_that_outgrows_its_window_keeps_its_first_token() -> None:
    redraw = partial(Splits(PIECES, {0}).draw, chance=1.0, rng=Random(1))
    (ids,) = tokens_of(["한마디 " * 8], ["kmhas"], Eight(), 10, redraw)
    assert (len(ids), ids[0]) == (10, 0)
    assert not {0, 1} & set(ids[1:])
