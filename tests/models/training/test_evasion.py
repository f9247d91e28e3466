"""Disguises change a text and keep what a person reads."""

from __future__ import annotations

from random import Random

import pytest

from models.training import evasion
from models.training.evasion import EVASIONS, Evasion, evade, put_together, take_apart

SENTENCE = "병신아 대체 왜 그래 10번 말했잖아"


def test_syllables_come_apart_and_together() -> None:
    for syllable in "가힣뷁뭐":
        assert put_together(*take_apart(syllable)) == syllable


@pytest.mark.parametrize("change", EVASIONS, ids=lambda change: str(change.__name__))
def test_every_evasion_changes_something_and_takes_its_chances_from_the_generator(change: Evasion) -> None:
    told = {change(SENTENCE, Random(seed)) for seed in range(30)}
    assert told - {SENTENCE}
    assert change(SENTENCE, Random(3)) == change(SENTENCE, Random(3))


def test_a_text_without_hangul_survives() -> None:
    for seed in range(50):
        assert evade("", Random(seed)).strip("😂🤬💩♡★ㅋㅡ^🐶🔥「」●") == ""


def test_a_tail_runs_on_to_an_empty_lead() -> None:
    assert "병시나" in {evasion.run_on("병신아", Random(seed)) for seed in range(10)}
