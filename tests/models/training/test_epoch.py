"""What an epoch reads, and in whose voice."""

from __future__ import annotations

from models.training.config import Train
from models.training.epoch import chance_of_evasion


def test_what_is_read_as_kotox_is_obfuscated_first_but_for_kotox_itself_which_comes_so() -> None:
    settings = Train(evasion=0.1)
    assert chance_of_evasion("kda", "kotox", settings) == 1.0
    assert chance_of_evasion("kotox", "kotox", settings) == 0.0
    assert chance_of_evasion("kotox", "kmhas", settings) == 0.0


def test_comments_are_obfuscated_now_and_then_and_written_sentences_never() -> None:
    settings = Train(evasion=0.1)
    assert chance_of_evasion("kmhas", "kmhas", settings) == 0.1
    assert chance_of_evasion("kda", "kda", settings) == 0.0
