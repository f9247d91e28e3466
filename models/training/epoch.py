"""What one epoch reads: which rows, with which source token, evaded or not; a function of seed and epoch alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

import numpy as np

from models.labels import source_token
from models.padding import padded
from models.training.batches import shuffled
from models.training.config import Train
from models.training.evasion import evade
from models.training.examples import Example
from models.training.pieces import Splits

EVADED_SOURCES = frozenset({"kmhas", "mixed", "beep", "own", "taught"})
"""KOTOX is obfuscated as it comes; the others keep their own way of writing, unless they are read as KOTOX is."""


Redraw = Callable[[Sequence[int]], list[int]]
"""Reads the pieces of a text as others that say the same."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids and mask of shape (rows, longest); targets and what is known of them, (rows, outputs)."""

    ids: np.ndarray
    mask: np.ndarray
    targets: np.ndarray
    known: np.ndarray


def voice(example: Example, settings: Train, rng: Random) -> str:
    """The source whose token an example is read with this time; clean rows may have voices of their own."""
    own = f"{example.source}-clean" if example.targets[0] == 0 else ""
    voices = settings.voices.get(own) or settings.voices.get(example.source)
    if not voices:
        return example.source
    return rng.choices(list(voices), weights=list(voices.values()))[0]


def chance_of_evasion(source: str, voice: str, settings: Train) -> float:
    """How often a text of `source` that is read with the token of `voice` is obfuscated first."""
    if source != voice == "kotox":
        return 1.0
    return settings.evasion if source in EVADED_SOURCES else 0.0


def tokens_of(
    texts: Sequence[str], voices: Sequence[str], tokenizer: Any, window: int, redraw: Redraw = list
) -> list[list[int]]:
    """Ids of each text: the voice's token, then the pieces as `redraw` gives them back; cut to `window`."""
    pieces = tokenizer(list(texts), add_special_tokens=False, truncation=True, max_length=window - 1)["input_ids"]
    first = {v: tokenizer.convert_tokens_to_ids(source_token(v)) for v in set(voices)}
    return [[first[v], *redraw(ids)[: window - 1]] for v, ids in zip(voices, pieces, strict=True)]


class Epoch:
    """The batches of one epoch, by number: `epoch[17]` is the same batch on every run and after a resume."""

    def __init__(self, examples: Sequence[Example], tokenizer: Any, settings: Train, number: int) -> None:
        rng = Random(f"{settings.seed}:{number}")
        self.rows = [e for e in examples if rng.random() < settings.share.get(e.source, 1.0)]
        voices = [voice(e, settings, rng) for e in self.rows]
        texts = [
            evade(e.text, rng) if rng.random() < chance_of_evasion(e.source, spoken, settings) else e.text
            for e, spoken in zip(self.rows, voices, strict=True)
        ]
        redraw: Redraw = list
        if settings.split:
            splits = Splits(tokenizer.get_vocab(), set(tokenizer.all_special_ids))
            redraw = partial(splits.draw, chance=settings.split, rng=rng)
        self.ids = tokens_of(texts, voices, tokenizer, settings.window, redraw)
        self.batches = shuffled([len(i) for i in self.ids], settings.tokens, settings.most_rows, rng)
        self.padding = tokenizer.pad_token_id

    def __len__(self) -> int:
        return len(self.batches)

    def __getitem__(self, number: int) -> Batch:
        rows = self.batches[number]
        texts = [self.ids[r] for r in rows]
        ids, mask = padded(texts, max(map(len, texts)), self.padding)
        said = np.array([[np.nan if t is None else t for t in self.rows[r].targets] for r in rows], np.float32)
        known = ~np.isnan(said)
        return Batch(ids, mask, np.nan_to_num(said), known.astype(np.float32))
