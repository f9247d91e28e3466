"""Chooses whose standard a tokenizer makes the model speak."""

from __future__ import annotations

from typing import Any

from tokenizers.processors import TemplateProcessing

from models.labels import source_token


def speak(tokenizer: Any, source: str, *, closed: bool = False) -> None:
    """Make `tokenizer` put the token of `source` first, by its post-processor; [SEP] only parts a pair.

    Nothing reads what would stand last, and a token in twenty is time.  `closed` puts [SEP] there too, for a model that
    was trained so (releases up to 1.4.0).
    """
    first, parting = source_token(source), tokenizer.sep_token
    tokens = [(token, tokenizer.convert_tokens_to_ids(token)) for token in (first, parting)]
    end = f" {parting}" if closed else ""
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
        single=f"{first} $A{end}", pair=f"{first} $A {parting} $B{end}", special_tokens=tokens
    )


def closes(tokenizer: Any) -> bool:
    """Whether `tokenizer` puts [SEP] last."""
    ids: list[int] = tokenizer("")["input_ids"]
    return ids[-1:] == [tokenizer.sep_token_id]
