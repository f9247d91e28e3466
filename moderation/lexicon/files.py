"""Reads and writes entries as TSV: a header of column names, one entry a line, `#` before a remark."""

import csv
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from moderation.errors import Misconfigured
from moderation.lexicon.entry import DEFAULTS, BadEntry, Entry
from moderation.lexicon.patterns import checked


def read_entries(file: Path | Traversable) -> list[Entry]:
    """The entries of one TSV file.  Raises Misconfigured, which tells every bad line of it at once."""
    return parsed_entries(file.read_text(encoding="utf-8-sig"), file.name)


def parsed_entries(text: str, name: str) -> list[Entry]:
    """The entries of a TSV text; `name` says in faults where it came from.  Raises Misconfigured likewise."""
    numbered = enumerate(text.splitlines(), 1)
    kept = [(number, line) for number, line in numbered if line.strip() and not line.startswith("#")]
    rows = csv.DictReader((line for _, line in kept), delimiter="\t", quoting=csv.QUOTE_NONE)
    if "word" not in (rows.fieldnames or ()):
        raise Misconfigured(f"{name}: 첫 줄에 열 이름이 있어야 합니다. (It must begin with the names of its columns.)")
    entries: dict[str, Entry] = {}
    faults = []
    for (number, _), row in zip(kept[1:], rows, strict=False):
        try:
            entry = checked(Entry.from_dict(row))
            if entry.key in entries:
                faults.append(f"{name}:{number}: '{entry.key}'은(는) 앞에 이미 있습니다.")
            entries[entry.key] = entry
        except BadEntry as reason:
            faults.append(f"{name}:{number}: {reason}")
    if faults:
        raise Misconfigured(*faults)
    return list(entries.values())


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
