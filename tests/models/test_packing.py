"""Packs: every text once, whole, alone with itself, in few shapes and with little padding."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.packing import LONG, SHORT, STEP, TEXTS, TOKENS, Floats, Ints, Pack, in_packs, packs

PADDING = 0
LENGTHS = st.lists(st.integers(1, 128), min_size=1, max_size=200)


def texts_of(lengths: Sequence[int]) -> list[list[int]]:
    """Texts whose tokens occur nowhere else."""
    ends = np.cumsum(lengths)
    return [list(range(end - length + 1, end + 1)) for length, end in zip(lengths, ends.tolist(), strict=True)]


def read(pack: Pack) -> dict[int, list[int]]:
    """The texts of a pack by their numbers, read as the model does: what shares the owner of the first token."""
    found = {}
    for number, row, column in zip(pack.numbers.tolist(), *pack.slots, strict=True):
        own = pack.owners[row] == pack.owners[row, pack.firsts[row, column]]
        assert pack.positions[row][own].tolist() == list(range(own.sum()))
        found[number] = pack.ids[row][own].tolist()
    return found


@given(LENGTHS)
def test_every_text_stands_in_one_pack_whole_and_alone_with_itself(lengths: list[int]) -> None:
    texts = texts_of(lengths)
    found: dict[int, list[int]] = {}
    for pack in packs(texts, PADDING):
        told = read(pack)
        assert not told.keys() & found.keys()
        found |= told
        assert (pack.ids[pack.owners == 0] == PADDING).all()
    assert found == dict(enumerate(texts))


@given(LENGTHS)
def test_shapes_are_few(lengths: list[int]) -> None:
    """The runtime keeps code for each, some MB."""
    for pack in packs(texts_of(lengths), PADDING):
        rows, length = pack.ids.shape
        assert length % STEP == 0
        assert length <= SHORT or length == LONG or rows == 1
        assert rows in (1, 2, 4, 8)
        assert rows * length <= TOKENS
        assert pack.firsts.shape == (rows, TEXTS)


def test_few_texts_are_not_computed_in_whole_rows() -> None:
    assert [pack.ids.shape for n in (3, 16, 17, 65, 81) for pack in packs([[1] * n])] == [
        (1, 16), (1, 16), (1, 32), (1, 80), (1, 96)
    ]  # fmt: skip
    assert [pack.ids.shape for pack in packs([[1] * 9, [2] * 20])] == [(1, 32)]
    assert [pack.ids.shape for pack in packs([[1] * 40, [2] * 33])] == [(2, 48)]


def test_a_fuller_row_does_not_lengthen_an_emptier_pack() -> None:
    assert [pack.ids.shape for pack in packs([[1] * 10, [2] * 60, [3] * 60])] == [(2, 64), (1, 16)]


def test_a_window_longer_than_ours_is_served_too() -> None:
    assert [pack.ids.shape for pack in packs([[1] * 512, [2] * 130])] == [(1, 144), (1, 512)]


def test_little_of_a_backlog_is_padding() -> None:
    """Lengths as comments have them: half below 20 tokens, one in a hundred over 110."""
    rng = random.Random(3)
    texts = [[1] * min(128, max(3, round(rng.lognormvariate(3.0, 0.6)))) for _ in range(128)]
    computed = sum(pack.ids.size for pack in packs(texts))
    assert sum(map(len, texts)) / computed > 0.9


def test_what_is_computed_comes_back_in_the_order_of_the_texts() -> None:
    texts = texts_of([5, 100, 3, 64, 64, 7, 1])

    def first_token(ids: Ints, positions: Ints, owners: Ints, firsts: Ints) -> Floats:
        return np.take_along_axis(ids, firsts, 1)[:, :, None].astype(np.float32)

    assert in_packs(first_token, texts, PADDING)[:, 0].tolist() == [text[0] for text in texts]
