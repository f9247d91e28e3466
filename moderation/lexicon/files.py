"""Reads and writes entries as TSV: a header of column names, one entry a line, `#` before a remark."""

import csv
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from moderation.errors import Misconfigured
from moderation.lexicon.entry import DEFAULTS, BadEntry, Entry


def read_entries(file: Path | Traversable) -> list[Entry]:
    """The entries of one TSV file.  Raises Misconfigured, which tells every bad line of it at once."""
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    rows = csv.DictReader((line for _, line in kept), delimiter="\t", quoting=csv.QUOTE_NONE)
    entries, faults = [], []
    for (number, _), row in zip(kept[1:], rows, strict=False):
        try:
            entries.append(Entry.from_dict(row))
        except BadEntry as reason:
            faults.append(f"{file.name}:{number}: {reason}")
    if faults:
        raise Misconfigured(*faults)
    return entries


def written_entries(entries: Iterable[Entry]) -> str:
    """The TSV text that `read_entries` reads back as these entries."""
    rows = [entry.to_dict() for entry in entries]
    lines = ["\t".join(DEFAULTS), *("\t".join(row.get(name, "") for name in DEFAULTS) for row in rows)]
    return "\n".join(line.rstrip("\t") for line in lines) + "\n"


def own_entries() -> list[Entry]:
    """The lists that come with the product, moderation/lexicons/*.tsv, in the order of their names."""
    lists = files("moderation") / "lexicons"
    named = sorted((file for file in lists.iterdir() if file.name.endswith(".tsv")), key=lambda file: file.name)
    return [entry for file in named for entry in read_entries(file)]
