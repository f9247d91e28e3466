"""Chooses whose standard a tokenizer makes the model speak."""

from __future__ import annotations

from typing import Any

from tokenizers.processors import TemplateProcessing

from models.labels import source_token


def speak(tokenizer: Any, source: str) -> None:
    """Make `tokenizer` put the token of `source` first, and [SEP] last, by its post-processor."""
    first, last = source_token(source), tokenizer.sep_token
    tokens = [(token, tokenizer.convert_tokens_to_ids(token)) for token in (first, last)]
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
        single=f"{first} $A {last}", pair=f"{first} $A {last} $B {last}", special_tokens=tokens
    )
