"""The unit that a reader counts in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.assessment import Span
from moderation.text.graphemes import is_blank, length, mask


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("한마디", 3),
        ("\u1112\u1161\u11ab\u1106\u1161\u1103\u1175", 3),
        ("ㅋㅋㅋ", 3),
        ("👨‍👩‍👧‍👦", 1),
        ("🇰🇷🇰🇷", 2),
        ("👍🏽", 1),
        ("e\u0301e\u0301", 2),
        ("가" + "\u0301" * 500, 1),
        ("\r\n", 1),
    ],
)
def test_a_character_is_what_a_reader_counts(text: str, count: int) -> None:
    assert length(text) == count


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "\u200b\u200d", "\u3164", "\uffa0 \u115f", "\u00ad", "\u2800", "\ufe0f"]
)
def test_text_that_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", "\u200b가", "ㅋ", "🐶\ufe0f", "●"])
def test_text_that_shows_anything_is_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_each_masked_grapheme_becomes_one_cover() -> None:
    assert mask("야 시발 뭐", [Span(2, 4)]) == "야 ●● 뭐"


def test_half_a_grapheme_is_masked_whole() -> None:
    assert mask("가족 👨‍👩‍👧 이다", [Span(4, 5)]) == "가족 ● 이다"


def test_overlapping_nested_and_unordered_spans_mask_once() -> None:
    assert mask("0123456789", [Span(5, 8), Span(1, 9), Span(2, 3), Span(9, 9)]) == "0●●●●●●●●9"


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_masking_never_changes_how_many_characters_there_are_outside(text: str, pairs: list[tuple[int, int]]) -> None:
    masked = mask(text, [Span(*pair) for pair in pairs])
    assert len(masked) <= len(text)
    if not any(start < end for start, end in pairs):
        assert masked == text
