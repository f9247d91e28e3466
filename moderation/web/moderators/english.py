"""English for what the desk says in Korean: `english.tsv`, a sentence a line."""

from functools import cache
from pathlib import Path


@cache
def english() -> dict[str, str]:
    """Every sentence that has an English, by its Korean."""
    lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))
