"""What an epoch reads, and in whose voice."""

from __future__ import annotations

from random import Random

from models.labels import OUTPUTS
from models.training.config import Train
from models.training.epoch import chance_of_evasion, voice
from models.training.examples import TRAIN, Example


def example(source: str, toxic: float) -> Example:
    return Example("글", source, (toxic, *(None,) * (len(OUTPUTS) - 1)), TRAIN)


def test_clean_rows_may_be_read_with_another_sources_token_than_the_rest_of_their_table() -> None:
    settings = Train(voices={"kosbi-clean": {"kmhas": 1.0}, "kosbi": {"own": 1.0}})
    assert voice(example("kosbi", 0), settings, Random(1)) == "kmhas"
    assert voice(example("kosbi", 1), settings, Random(1)) == "own"
    assert voice(example("beep", 0), settings, Random(1)) == "beep"


def test_what_is_read_as_kotox_is_obfuscated_first_but_for_kotox_itself_which_comes_so() -> None:
    settings = Train(evasion=0.1)
    assert chance_of_evasion("kda", "kotox", settings) == 1.0
    assert chance_of_evasion("kotox", "kotox", settings) == 0.0
    assert chance_of_evasion("kotox", "kmhas", settings) == 0.0


def test_comments_are_obfuscated_now_and_then_and_written_sentences_never() -> None:
    settings = Train(evasion=0.1)
    assert chance_of_evasion("kmhas", "kmhas", settings) == 0.1
    assert chance_of_evasion("kda", "kda", settings) == 0.0
