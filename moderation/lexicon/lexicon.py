"""All entries compiled for one pass over a text, however many they are."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import accumulate
from json import dumps

from ahocorasick_rs import AhoCorasick, Implementation

from moderation.assessment import Span
from moderation.lexicon.entry import Entry
from moderation.lexicon.patterns import Pattern, is_plain, patterns
from moderation.lexicon.standing import Found, Page
from moderation.text.readings import Reading
from moderation.text.written import Written

REMEMBERED = 20_000
"""Entries whose spellings are kept in mind: a change of one entry must not spell out all others again."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that stands in a text.  `reading` says how it was read there, `span` where it was written."""

    entry: Entry
    span: Span
    reading: str


class Finder:
    """Every pattern at once, over one kind of reading (Aho-Corasick)."""

    def __init__(self, wanted: Iterable[Pattern]) -> None:
        by_text: dict[str, list[Pattern]] = {}
        for pattern in wanted:
            if pattern.text:
                by_text.setdefault(pattern.text, []).append(pattern)
        self._patterns = list(by_text.values())
        self._automaton = AhoCorasick(list(by_text), implementation=Implementation.ContiguousNFA)

    def __call__(self, written: str, reading: Reading) -> Iterator[Found]:
        """All places where a pattern occurs, whether or not it stands there as a word."""
        hits = self._automaton.find_matches_as_indexes(reading.folded.text, overlapping=True)
        if not hits:
            return
        page = Page(written, reading)
        for index, start, end in hits:
            for pattern in self._patterns[index]:
                yield Found(page, pattern, start, end)


def digest(entries: Iterable[Entry]) -> str:
    """A short hash of these entries, in this order."""
    rows = dumps([entry.to_dict() for entry in entries], ensure_ascii=False)
    return sha256(rows.encode()).hexdigest()[:12]


class Lexicon:
    """Finds the words of its entries as a reader would, through every disguise that `text.readings` knows."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        banned = [entry for entry in self.entries if entry.kind != "allow"]
        spelled = [pattern for entry in banned for pattern in _spelled(entry)]
        self._tight = Finder(p for p in spelled if not is_plain(p.entry, p.text))
        self._plain = Finder(p for p in spelled if is_plain(p.entry, p.text))
        allowed = [entry for entry in self.entries if entry.kind == "allow"]
        self._allowed = Finder(pattern for entry in allowed for pattern in _spelled(entry))

    @cached_property
    def version(self) -> str:
        """A short hash of every entry: stored with each decision."""
        return digest(self.entries)

    def with_entries(self, overlay: Iterable[Entry]) -> "Lexicon":
        """This lexicon with more entries laid over it; one with the same key replaces the one that was there."""
        merged = {entry.key: entry for entry in self.entries}
        merged.update((entry.key, entry) for entry in overlay)
        return Lexicon(merged.values())

    def matches(
        self, written: Written, site: str = "", section: str | None = None, at: datetime | None = None
    ) -> tuple[Match, ...]:
        """The entries that stand in a text, in order; what an `allow` covers or a longer match holds is left out."""
        found: dict[tuple[int, int, int], tuple[Match, Span]] = {}
        for way in written.readings:
            finder = self._plain if way.name == "plain" else self._tight
            for place in finder(written.text, way):
                entry = place.pattern.entry
                seen = (*place.reach, id(entry))
                if seen not in found and place.stands and entry.counts(site, section, at):
                    found[seen] = Match(entry, Span(*place.reach), way.name), place.core
        if not found:
            return ()
        allowed = Covers(
            Span(*place.reach)
            for place in self._allowed(written.text, written.readings[0])
            if place.stands and place.undisguised and place.pattern.entry.counts(site, section, at)
        )
        return tuple(_outermost([match for match, core in found.values() if not allowed.hold(core)]))


@lru_cache(REMEMBERED)
def _spelled(entry: Entry) -> tuple[Pattern, ...]:
    return tuple(patterns(entry))


class Covers:
    """Spans that are allowed, sorted so that one look tells whether any of them holds another span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def hold(self, span: Span) -> bool:
        """Whether one of them begins no later and reaches as far: whichever begins in time and reaches farthest."""
        place = bisect_right(self._starts, span.start)
        return place > 0 and self._reach[place - 1] >= span.end


def _outermost(matches: list[Match]) -> Iterator[Match]:
    """The longest match of each kind at each place; a ban is never hidden behind a mere suspicion."""
    ordered = sorted(matches, key=lambda match: (match.span.start, -match.span.end))
    reach: dict[bool, int] = {True: -1, False: -1}
    for match in ordered:
        ban = match.entry.kind == "ban"
        if match.span.end > (reach[True] if ban else max(reach.values())):
            reach[ban] = match.span.end
            yield match
