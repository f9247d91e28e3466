"""Lays the tokens of many texts side by side in rows of few lengths, so that little of what is computed is padding.

Comments are short and uneven: one a row, three in ten tokens would be padding.  Here a row takes texts until it is
full, longest first, and each keeps its own positions and attention (Krell et al. 2021, "Efficient Sequence Packing
without Cross-contamination").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

SHORT, LONG = 64, 128
"""Lengths of rows.  Attention costs the square of a row's length, so LONG rows are made only for what is longer than
SHORT; a text longer than LONG (of a model with a longer window) has a row of the next multiple of LONG."""
TEXTS = 6
"""The most texts of a row: more have room in few, and the last layer is computed for as many, there or not."""
TOKENS = 512
"""The tokens of a full pack: larger ones were no faster on one core."""
STEP = 16
"""Tokens by which rows get shorter where their pack needs less, so that a few comments cost an idle system what they
are long.  Packs of several LONG rows do not: a runtime keeps code for every shape, and some MB for each of those."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What one call of the runtime is given.

    `ids`, `positions` and `owners` have the shape (rows, length): tokens, their places within their text, and a
    number above 0 that the tokens of one text of a row share (0: padding).  `firsts`, (rows, texts), says where each
    text begins; `slots` where in `firsts` the texts with the numbers `numbers` stand: row, column.
    """

    ids: Ints
    positions: Ints
    owners: Ints
    firsts: Ints
    numbers: Ints
    slots: tuple[Ints, Ints]


def in_packs(infer: Callable[[Ints, Ints, Ints, Ints], Floats], texts: Sequence[Sequence[int]], padding: int) -> Floats:
    """What `infer` makes of packs, (rows, texts, outputs), put back in the order of `texts`, (texts, outputs)."""
    found: dict[int, Floats] = {}
    for each in packs(texts, padding):
        told = infer(each.ids, each.positions, each.owners, each.firsts)
        found.update(zip(each.numbers.tolist(), told[each.slots], strict=True))
    return np.stack([found[number] for number in range(len(texts))])


def packs(texts: Sequence[Sequence[int]], padding: int = 0) -> Iterator[Pack]:
    """Each text (its token ids, one at least) in exactly one pack; padding has the id `padding`."""
    lengths = [len(ids) for ids in texts]

    def filled(row: Sequence[int]) -> int:
        return sum(lengths[number] for number in row)

    for length, rows in sorted(rows_of(lengths).items()):
        rows.sort(key=filled, reverse=True)
        start = 0
        while start < len(rows):
            left = min(len(rows) - start, max(1, TOKENS // length))
            count = 1 << left.bit_length() - 1
            needed = up_to(STEP, filled(rows[start])) if length == SHORT or count == 1 else length
            yield pack(texts, rows[start : start + count], needed, padding)
            start += count


def rows_of(lengths: Sequence[int]) -> dict[int, list[list[int]]]:
    """Rows by their length, each the numbers of its texts: longest text first, into the fullest row that has room."""
    rows: dict[int, list[list[int]]] = {}
    with_room: dict[int, list[list[int]]] = {}
    for number in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        need = lengths[number]
        room = next((room for room in range(need, LONG) if with_room.get(room)), None)
        if room is None:
            room = row_length(need)
            rows.setdefault(room, []).append(row := list[int]())
        else:
            row = with_room[room].pop()
        row.append(number)
        if len(row) < TEXTS:
            with_room.setdefault(room - need, []).append(row)
    return rows


def row_length(length: int) -> int:
    """The length of a row that is made for a text of `length` tokens."""
    return SHORT if length <= SHORT else up_to(LONG, length)


def up_to(step: int, length: int) -> int:
    """`length`, or the next multiple of `step`."""
    return -(-length // step) * step


def pack(texts: Sequence[Sequence[int]], rows: Sequence[Sequence[int]], length: int, padding: int) -> Pack:
    """The pack of `rows`, which name texts by their numbers and have room for them in `length` tokens."""
    ids = np.full((len(rows), length), padding, dtype=np.int64)
    positions, owners = np.zeros_like(ids), np.zeros_like(ids)
    firsts = np.zeros((len(rows), TEXTS), dtype=np.int64)
    placed = []
    for row, numbers in enumerate(rows):
        start = 0
        for column, number in enumerate(numbers):
            end = start + len(texts[number])
            ids[row, start:end] = texts[number]
            positions[row, start:end] = np.arange(end - start)
            owners[row, start:end] = column + 1
            firsts[row, column] = start
            placed.append((number, row, column))
            start = end
    which, *slots = np.array(placed, dtype=np.int64).T
    return Pack(ids, positions, owners, firsts, which, (slots[0], slots[1]))
