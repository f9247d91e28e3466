"""Examples: rows with their fold, kept as one JSON object a line so that every later step reads the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.training.tables import Row

TRAIN, HELD = "train", "held"
COMMENTS = frozenset({"kmhas", "mixed", "beep"})
"""Sources of comments as readers write them."""


@dataclass(frozen=True, slots=True)
class Example:
    """One text with its targets in the order of `models.labels.OUTPUTS`; None masks what is unknown."""

    text: str
    source: str
    targets: tuple[float | None, ...]
    fold: str


def fold_of(text: str, held_share: float, seed: int) -> str:
    """Train or held, drawn from the text's letters and digits alone: twins fall on the same side."""
    letters = "".join(c for c in text if c.isalnum())
    digest = hashlib.blake2b(letters.encode(), key=str(seed).encode(), digest_size=8).digest()
    return HELD if int.from_bytes(digest, "big") < held_share * 2**64 else TRAIN


def divide(rows: Iterable[Row], held_share: float, seed: int) -> list[Example]:
    """Examples of all rows that have a text."""
    return [
        Example(row.text, row.source, tuple(row.targets()), fold_of(row.text, held_share, seed))
        for row in rows
        if row.text.strip()
    ]


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    """Write JSON Lines to `path`; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for e in examples:
            row = {"text": e.text, "source": e.source, "targets": e.targets, "fold": e.fold}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_examples(path: Path, fold: str | None = None) -> list[Example]:
    """The examples of a fold, or all; raises `FileNotFoundError` before `prepare` has run."""
    with path.open(encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        return [
            Example(r["text"], r["source"], tuple(r["targets"]), r["fold"])
            for r in rows
            if fold is None or r["fold"] == fold
        ]
