"""How much arithmetic a comment is, from the model's configuration and the comment's own tokens; padding is none."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from models.classifier import read_tokenizer
from models.folder import read_manifest


@dataclass(frozen=True, slots=True)
class Encoder:
    """The sizes of a BERT-like encoder.  `heads` are those that give something, of `width` each."""

    layers: int
    hidden: int
    intermediate: int
    heads: int
    width: int

    def flops(self, tokens: int) -> float:
        """Multiplications and additions for a sequence: 2 a parameter and token, and attention's two products.

        The head reads the first position alone, so of the last layer only that is asked for; keys and values are
        mapped on its side (`models.training.export.Logits.read`), once a head.
        """
        inner = self.heads * self.width
        maps = 4 * self.hidden * inner + 2 * self.hidden * self.intermediate
        below = (self.layers - 1) * tokens * (2 * maps + 4 * inner * tokens)
        return float(below + 2 * maps + self.heads * 4 * self.hidden * tokens)


@cache
def encoder_of(folder: Path) -> Encoder:
    """The sizes that a model's folder states."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    hidden, heads = config["hidden_size"], config["num_attention_heads"]
    return Encoder(
        config["num_hidden_layers"],
        hidden,
        config["intermediate_size"],
        config.get("live_heads", heads),
        hidden // heads,
    )


def token_counts(folder: Path, texts: Sequence[str]) -> list[int]:
    """Tokens of each text as the model reads it, its window at most."""
    tokenizer: Any = read_tokenizer(folder)
    encoded = tokenizer(list(texts), truncation=True, max_length=read_manifest(folder).window)
    return [len(ids) for ids in encoded["input_ids"]]


def a_comment(folder: Path, texts: Sequence[str]) -> float:
    """Mean FLOP of a comment."""
    encoder = encoder_of(folder)
    return sum(map(encoder.flops, token_counts(folder, texts))) / len(texts)
