"""How much the lexicon sees and how much it wrongly flags, beside two other filters from PyPI: `make eval-text`."""

import csv
import re
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from moderation.lexicon import Lexicon, own_entries
from moderation.text.written import Written

SUITES = Path(__file__).parent / "suites"
ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")
MENTION = "mention"
"""The kind of innocents that a person should look at: they are to be found, and to be found quoted."""

Filter = Callable[[str], bool]
Row = tuple[str, str]


def _korcen(module: Any) -> Filter:
    return lambda text: bool(module.korcen.check(text))


def _nerv(module: Any) -> Filter:
    loaded = module.NervFilter()
    return lambda text: bool(loaded.analyze(text).detected_words)


OTHERS: dict[str, Callable[[Any], Filter]] = {"korcen": _korcen, "nerv-filter": _nerv}


def suite(name: str) -> list[Row]:
    """Kind and text of every line of a suite; escapes stand for characters that nobody could review."""
    with (SUITES / f"{name}.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["kind"], ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), row["text"])) for row in rows]


def filters() -> Iterator[tuple[str, Filter]]:
    """Ours and the others that are installed, by name."""
    lexicon = Lexicon(own_entries())
    yield "hanmadi", lambda text: bool(lexicon.matches(Written(text)))
    for name, module in (("korcen", "korcen"), ("nerv-filter", "nerv_filter")):
        try:
            yield name, OTHERS[name](import_module(module))
        except ImportError:
            print(f"{name} is not installed", file=sys.stderr)


def main() -> None:
    """Prints recall by kind, false alarms by kind, and the time for a text."""
    evasions = suite("evasions")
    innocents = [row for row in suite("innocents") if row[0] != MENTION]
    looked = {name: (flagged(check, evasions), flagged(check, innocents)) for name, check in filters()}
    print_shares("evasions found", evasions, {name: seen for name, (seen, _) in looked.items()})
    print_shares("innocents flagged", innocents, {name: seen for name, (_, seen) in looked.items()})
    for name, check in filters():
        print(f"{name:>14} {microseconds(check, [text for _, text in evasions + innocents]):10.0f} µs a text")
    for row in sorted(looked["hanmadi"][1]):
        print("flagged:", *row, sep="\t")
    for row in sorted(set(evasions) - looked["hanmadi"][0]):
        print("missed:", row[0], ascii(row[1]), sep="\t")


def flagged(check: Filter, rows: list[Row]) -> set[Row]:
    """The rows in whose text the filter finds anything."""
    return {row for row in rows if check(row[1])}


def print_shares(title: str, rows: list[Row], seen: dict[str, set[Row]]) -> None:
    """One line for each kind and one for all: how many rows, and what share of them each filter found."""
    print(f"\n{title:<18}{'rows':>6}" + "".join(f"{name:>14}" for name in seen))
    kinds = list(dict.fromkeys(kind for kind, _ in rows))
    for kind in [*kinds, None]:
        group = [row for row in rows if kind in (row[0], None)]
        shares = (sum(row in found for row in group) / len(group) for found in seen.values())
        print(f"{kind or 'all':<18}{len(group):>6}" + "".join(f"{share:>14.1%}" for share in shares))


def microseconds(check: Filter, texts: list[str]) -> float:
    """Mean time for one text, in microseconds."""
    started = time.perf_counter()
    for text in texts:
        check(text)
    return (time.perf_counter() - started) / len(texts) * 1e6


if __name__ == "__main__":
    main()
