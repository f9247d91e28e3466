"""Padded batches, for models that read one text a row."""

from __future__ import annotations

import numpy as np

from models.packing import Ints
from models.padding import TOKENS, Floats, batches, in_batches

BAD = 7


def test_batches_hold_every_row_once_in_few_shapes() -> None:
    lengths = [1 + n * 7 % 128 for n in range(500)]
    cut = list(batches(lengths))
    assert sorted(row for rows, _ in cut for row in rows) == list(range(500))
    for rows, length in cut:
        assert max(lengths[row] for row in rows) <= length
        assert len(rows) * length <= TOKENS
    assert len(shapes_of([1, 3, 4, 7, 16, 33])) <= 10


def shapes_of(counts: list[int]) -> set[tuple[int, int]]:
    """The shapes of so many rows of every length."""
    return {(len(rows), length) for n in counts for length in range(1, 129) for rows, length in batches([length] * n)}


def test_a_window_longer_than_ours_is_served_too() -> None:
    assert list(batches([512, 130])) == [([1], 256), ([0], 512)]


def test_padding_is_masked_and_the_order_is_kept() -> None:
    """The padding is the bad token: a short text beside a long one must not be blamed for it."""

    def bad(ids: Ints, mask: Ints) -> Floats:
        return np.array(
            [[(row == BAD)[seen == 1].any()] for row, seen in zip(ids, mask, strict=True)], dtype=np.float32
        )

    texts = [[3] * 40, [3, BAD], [3], [3] * 15, [BAD] * 20]
    assert in_batches(bad, texts, BAD)[:, 0].tolist() == [0, 1, 0, 0, 1]
