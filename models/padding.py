"""Pads texts to few lengths in few batches, for models that read one text a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.packing import Ints

Floats = NDArray[np.float32]

LENGTHS = (16, 32, 64, 128)
"""What rows are padded to; a longer one (of a model with a longer window) to the next multiple of the last."""
ROWS, TOKENS = (16, 4, 1), 512
"""How many rows are computed together, and the most tokens of such a batch: runtimes keep code for every shape."""


def in_batches(infer: Callable[[Ints, Ints], Floats], texts: Sequence[Sequence[int]], padding: int) -> Floats:
    """What `infer` makes of ids and mask, both (rows, length), put back in the order of `texts` (token ids)."""
    found: dict[int, Floats] = {}
    for numbers, length in batches([len(ids) for ids in texts]):
        found.update(zip(numbers, infer(*padded([texts[n] for n in numbers], length, padding)), strict=True))
    return np.stack([found[number] for number in range(len(texts))])


def batches(lengths: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Numbers of rows, like lengths together, each batch with the length it is padded to."""
    by_length: dict[int, list[int]] = {}
    for row, length in enumerate(lengths):
        by_length.setdefault(padded_length(length), []).append(row)
    for length, rows in sorted(by_length.items()):
        start = 0
        while start < len(rows):
            left = len(rows) - start
            count = next((n for n in ROWS if n <= left and n * length <= TOKENS), 1)
            yield rows[start : start + count], length
            start += count


def padded_length(length: int) -> int:
    """The least of the lengths in use that holds `length` tokens."""
    most = LENGTHS[-1]
    return next((n for n in LENGTHS if n >= length), -(-length // most) * most)


def padded(rows: Sequence[Sequence[int]], length: int, padding: int) -> tuple[Ints, Ints]:
    """Ids and mask of shape (rows, length)."""
    ids = np.full((len(rows), length), padding, dtype=np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return ids, mask
