"""Chooses whose standard a tokenizer makes the model speak."""

from __future__ import annotations

from typing import Any

from tokenizers.processors import TemplateProcessing

from models.labels import source_token


def speak(tokenizer: Any, source: str) -> None:
    """Make `tokenizer` put the token of `source` first, by its post-processor; [SEP] only parts a pair.

    Nothing reads what would stand last, and a token in twenty is time.
    """
    first, parting = source_token(source), tokenizer.sep_token
    tokens = [(token, tokenizer.convert_tokens_to_ids(token)) for token in (first, parting)]
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
        single=f"{first} $A", pair=f"{first} $A {parting} $B", special_tokens=tokens
    )
