"""Batches hold every row once, in bounded size, the same for the same seed."""

from __future__ import annotations

from random import Random

from models.training.batches import cut, shuffled


def test_every_row_is_read_once() -> None:
    lengths = [1 + n * 37 % 128 for n in range(9000)]
    batches = shuffled(lengths, 768, 48, Random(7))
    assert sorted(row for batch in batches for row in batch) == list(range(9000))
    assert all(len(b) <= 48 and len(b) * max(lengths[r] for r in b) <= 768 for b in batches)


def test_a_row_longer_than_a_batch_stands_alone() -> None:
    assert cut([5, 900, 5], [0, 1, 2], 100, 8) == [[0], [1], [2]]


def test_the_same_seed_gives_the_same_batches() -> None:
    lengths = list(range(1, 100))
    assert shuffled(lengths, 500, 9, Random(1)) == shuffled(lengths, 500, 9, Random(1))
