"""What an epoch reads, and in whose voice."""

from __future__ import annotations

from random import Random

from models.labels import OUTPUTS
from models.training.config import Train
from models.training.epoch import chance_of_evasion, kind, voice, voices_of
from models.training.examples import TRAIN, Example


def example(source: str, *grounds: str) -> Example:
    said = {output: float(output in grounds or (output == "toxic" and bool(grounds))) for output in OUTPUTS}
    return Example("글", source, tuple(said.values()), TRAIN)


def test_a_row_is_clean_or_of_the_grounds_that_it_names() -> None:
    assert kind(example("mixed")) == "clean"
    assert kind(example("mixed", "age")) == "age"
    assert kind(example("mixed", "age", "gender")) == "several"


def test_a_kind_of_rows_may_be_read_with_another_sources_token_than_the_rest_of_its_table() -> None:
    settings = Train(voices={"mixed-age": {"kmhas": 1.0}, "mixed": {"mixed": 1.0}})
    assert voice(example("mixed", "age"), settings, Random(1)) == "kmhas"
    assert voice(example("mixed", "race"), settings, Random(1)) == "mixed"
    assert voice(example("beep", "age"), settings, Random(1)) == "beep"
    assert voices_of(example("beep", "age"), settings) == {"beep": 1.0}


def test_what_is_read_as_kotox_is_obfuscated_first_but_for_kotox_itself_which_comes_so() -> None:
    settings = Train(evasion=0.1)
    assert chance_of_evasion("kda", "kotox", settings) == 1.0
    assert chance_of_evasion("kotox", "kotox", settings) == 0.0
    assert chance_of_evasion("kotox", "kmhas", settings) == 0.0


def test_comments_are_obfuscated_now_and_then_and_written_sentences_never() -> None:
    settings = Train(evasion=0.1)
    assert chance_of_evasion("kmhas", "kmhas", settings) == 0.1
    assert chance_of_evasion("kda", "kda", settings) == 0.0
