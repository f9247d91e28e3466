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
    """The sizes of a BERT-like encoder."""

    layers: int
    hidden: int
    intermediate: int

    def flops(self, tokens: int) -> float:
        """Multiplications and additions for a sequence: 2 a parameter and token, and attention's two products.

        The head reads the first position alone, so of the last layer only keys and values are asked of the others.
        """
        read, given = 2 * self.hidden**2, 2 * self.hidden**2 + 2 * self.hidden * self.intermediate
        attention = 4 * self.hidden * tokens
        below = (self.layers - 1) * tokens * (2 * (read + given) + attention)
        return float(below + 2 * (tokens * read + given) + attention)


@cache
def encoder_of(folder: Path) -> Encoder:
    """The sizes that a model's folder states."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return Encoder(config["num_hidden_layers"], config["hidden_size"], config["intermediate_size"])


def token_counts(folder: Path, texts: Sequence[str]) -> list[int]:
    """Tokens of each text as the model reads it, its window at most."""
    tokenizer: Any = read_tokenizer(folder)
    encoded = tokenizer(list(texts), truncation=True, max_length=read_manifest(folder).window)
    return [len(ids) for ids in encoded["input_ids"]]


def a_comment(folder: Path, texts: Sequence[str]) -> float:
    """Mean FLOP of a comment."""
    encoder = encoder_of(folder)
    return sum(map(encoder.flops, token_counts(folder, texts))) / len(texts)
