"""Whose standard a tokenizer speaks, and what stands last."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.classifier import read_tokenizer
from models.labels import SERVING_SOURCE, source_token
from models.training.voice import closes, speak

SHIPPED = Path(__file__).parents[3] / "models" / "toxicity"


@pytest.mark.parametrize("closed", [False, True])
def test_the_source_stands_first_and_sep_last_only_where_it_is_asked_for(closed: bool) -> None:
    tokenizer = read_tokenizer(SHIPPED)
    speak(tokenizer, "beep", closed=closed)
    tokens = tokenizer.convert_ids_to_tokens(tokenizer("좋은 기사")["input_ids"])
    assert tokens[0] == source_token("beep")
    assert (tokens[-1] == tokenizer.sep_token) == closed == closes(tokenizer)


def test_a_judge_that_speaks_as_the_release_does_reads_what_it_reads() -> None:
    shipped, tokenizer = read_tokenizer(SHIPPED), read_tokenizer(SHIPPED)
    speak(tokenizer, SERVING_SOURCE, closed=closes(tokenizer))
    assert tokenizer("좋은 기사")["input_ids"] == shipped("좋은 기사")["input_ids"]
