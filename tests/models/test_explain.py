"""Explanations point into the text as written."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.explain import MOST_PARTS, PIECE, explain, parts_of, pieces_of


class Swearing:
    """A scorer for which each 나쁜 makes a text worse."""

    def score(self, texts: Sequence[str]) -> list[dict[str, float]]:
        return [{"toxic": min(0.95, 0.05 + 0.9 * text.count("나쁜"))} for text in texts]


def test_the_word_that_made_it_so_is_found() -> None:
    text = "기사는  😀 잘 봤는데 나쁜놈 왜 그래"
    assert [text[a:b] for a, b, _ in explain(Swearing(), text, "toxic")] == ["나쁜놈"]


def test_two_bad_words_are_both_found_though_one_is_enough() -> None:
    text = "나쁜놈 그리고 나쁜년"
    assert [text[a:b] for a, b, _ in explain(Swearing(), text, "toxic")] == ["나쁜놈", "나쁜년"]


def test_a_single_word_explains_itself() -> None:
    assert [(a, b) for a, b, _ in explain(Swearing(), " 나쁜놈", "toxic")] == [(1, 4)]


def test_a_clean_or_blank_text_has_nothing_that_stands_out() -> None:
    assert explain(Swearing(), "   ", "toxic") == []
    assert explain(Swearing(), "좋은 기사", "toxic") == []


def test_a_long_text_is_explained_where_it_is_worst() -> None:
    text = "좋은 말 " * 500 + "나쁜놈" + " 좋은 말" * 500
    assert any("나쁜놈" in text[a:b] for a, b, _ in explain(Swearing(), text, "toxic"))


def test_an_unknown_label_is_an_error() -> None:
    with pytest.raises(KeyError):
        explain(Swearing(), "좋은 기사", "advert")


def test_pieces_cover_the_text_in_order() -> None:
    text = "가" * 450 + " 나" * 300
    pieces = pieces_of(text)
    assert "".join(text[a:b] for a, b in pieces) == text
    assert all(b - a <= PIECE for a, b in pieces)


def test_parts_are_never_too_many() -> None:
    text = "말 " * 99
    assert 0 < len(parts_of(text, 0, len(text))) <= MOST_PARTS
