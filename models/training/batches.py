"""Cuts an epoch into batches of like lengths whose padded size is bounded, the same way for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

POOL = 4096
"""Rows that are sorted by length together: enough for even lengths, few enough to keep chance in the order."""


def cut(lengths: Sequence[int], order: Sequence[int], tokens: int, most_rows: int) -> list[list[int]]:
    """Rows of `order` in batches with `rows * longest <= tokens` (one row at least)."""
    batches: list[list[int]] = []
    batch: list[int] = []
    longest = 0
    for row in order:
        longest = max(longest, lengths[row])
        if batch and (longest * (len(batch) + 1) > tokens or len(batch) == most_rows):
            batches.append(batch)
            batch, longest = [], lengths[row]
        batch.append(row)
    return [*batches, batch] if batch else batches


def shuffled(lengths: Sequence[int], tokens: int, most_rows: int, rng: Random) -> list[list[int]]:
    """An epoch's batches: rows drawn in any order, sorted within pools, the batches shuffled again."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), POOL):
        pool = sorted(order[start : start + POOL], key=lambda row: lengths[row])
        batches += cut(lengths, pool, tokens, most_rows)
    rng.shuffle(batches)
    return batches
