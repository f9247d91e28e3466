"""Our own sentences: Korean that fits, and never a sentence of the gates."""

from __future__ import annotations

import pytest

from models.training.gate import lines_of, suites
from models.training.templates import fill, own_rows


@pytest.mark.parametrize(
    ("template", "word", "sentence"),
    [
        ("{group}은 옳다", "정부", "정부는 옳다"),
        ("{group}은 옳다", "국민", "국민은 옳다"),
        ("{group}이라고 한다", "기자", "기자라고 한다"),
        ("{group}으로 간다", "서울", "서울로 간다"),
        ("{group}으로 간다", "부산", "부산으로 간다"),
        ("{group} 만세", "기자", "기자 만세"),
    ],
)
def test_particles_fit_the_last_sound(template: str, word: str, sentence: str) -> None:
    assert fill(template, {"group": word}) == sentence


def test_the_same_seed_gives_the_same_sentences() -> None:
    assert [row.text for row in own_rows(7)] == [row.text for row in own_rows(7)]
    assert [row.text for row in own_rows(7)] != [row.text for row in own_rows(8)]


def test_no_slot_is_left_open() -> None:
    assert not [row.text for row in own_rows(7) if "{" in row.text]


def test_no_sentence_of_a_gate_is_trained_on() -> None:
    def letters(text: str) -> str:
        return "".join(c for c in text if c.isalnum())

    trained = {letters(row.text) for row in own_rows(7)}
    for texts in (*suites().values(), lines_of("abusive.txt")):
        assert not [text for text in texts if letters(text) in trained]


def test_the_suites_are_as_large_as_promised() -> None:
    sizes = {name: len(set(texts)) for name, texts in suites().items()}
    assert sizes["neutral"] >= 500
    assert sizes["criticism"] >= 300
