"""The suites that a release is measured on: large enough, of every ground, and none of them trained on."""

from pathlib import Path

import pytest

from models.training.gate import SECOND, failures, lines_of, suites
from models.training.tables import read_table
from models.training.templates import own_rows

LEAST = {"neutral": 250, "criticism": 200, "news": 100}


@pytest.mark.parametrize("folder", [SECOND.parent, SECOND], ids=lambda path: path.name)
def test_the_suites_are_large_and_say_nothing_twice(folder: Path) -> None:
    for name, texts in suites(folder).items():
        assert len(texts) >= LEAST[name], name
        assert len(set(texts)) == len(texts), name


def test_the_second_suites_speak_of_every_ground_and_are_others_than_the_first() -> None:
    grounds = {row["ground"] for row in read_table(SECOND / "neutral.tsv")}
    assert len(grounds) == 9
    assert len(lines_of("abusive.txt", SECOND)) >= 150
    for name, texts in suites(SECOND).items():
        assert not set(texts) & set(suites()[name])


def test_nothing_of_the_second_suites_is_trained_on() -> None:
    trained = {row.text for row in own_rows(7)}
    written = {text for texts in suites(SECOND).values() for text in texts} | set(lines_of("abusive.txt", SECOND))
    assert not trained & written


def test_a_broken_bound_is_told_in_a_sentence() -> None:
    assert failures({"criticism": {"hidden": 0.02}}) == ["criticism: hidden is 0.0200, at most 0.01 is allowed"]
    assert failures({"criticism": {"hidden": 0.01}}) == []
