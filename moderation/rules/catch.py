"""What a change of the lexicon would have found in the comments of the last days, and what it would no longer find."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from moderation.assessment import Span
from moderation.decision import State
from moderation.desk import Desk
from moderation.lexicon import Entry, Lexicon
from moderation.moderator import Moderator
from moderation.pipeline import Case
from moderation.record import Record
from moderation.rules.past import Past, past
from moderation.rules.words import own

SAMPLE: Final = 20


@dataclass(frozen=True, slots=True)
class Caught:
    """A comment, and the words in it or in its nickname as they were written."""

    record: Record
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heap:
    """How many comments by where they stand now, and the newest of them."""

    states: Mapping[State, int]
    sample: tuple[Caught, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Catch:
    """`found` are the comments in which the draft would be found, or what was excepted until now.

    `fresh` are those of them in which nothing is found now; `freed` those in which something would no longer be found.
    """

    past: Past
    found: Heap
    fresh: Heap
    freed: Heap


def catch(desk: Desk, moderator: Moderator, draft: Entry | None, gone: str, site: str, days: int) -> Catch:
    """Look for words with the lexicon in force, and with `draft` in it and the entry at the key `gone` out of it."""
    looked_at, at = past(desk, moderator, site, days), desk.clock()
    now = own() | {entry.key: entry for entry in desk.lexicon.entries()}
    then = {key: entry for key, entry in now.items() if key != gone} | ({draft.key: draft} if draft else {})
    before, after = Lexicon(now.values()), Lexicon(then.values())
    changed = {entry for _, entry in now.items() ^ then.items()}
    probe = _probe(changed | {draft} if draft else changed)
    found, fresh, freed = [], [], []
    for record in looked_at.records:
        case = Case(record.latest)
        if probe and not _found(probe, case, at):
            continue
        was, would = _found(before, case, at), _found(after, case, at)
        caught = [place for place, entry in would if entry == draft or _is_apart(place, was)]
        if caught:
            found.append(Caught(record, _written(caught)))
            if not was:
                fresh.append(found[-1])
        lost = [place for place, _ in was if _is_apart(place, would)]
        if lost:
            freed.append(Caught(record, _written(lost)))
    return Catch(looked_at, _heap(found), _heap(fresh), _heap(freed))


@dataclass(frozen=True, slots=True)
class Place:
    """Words as they were written, and where in the text or in the nickname."""

    words: str
    span: Span
    text: str

    def touches(self, other: "Place") -> bool:
        """Whether both lie in the same text and share a letter."""
        return self.text == other.text and self.span.start < other.span.end and other.span.start < self.span.end


def _probe(changed: set[Entry]) -> Lexicon | None:
    """A lexicon of nothing but what changes: where it finds nothing, nothing changes.

    None where an exception changes, which is found in no text by itself.
    """
    return Lexicon(changed) if all(entry.kind != "allow" for entry in changed) else None


def _found(lexicon: Lexicon, case: Case, at: datetime) -> list[tuple[Place, Entry]]:
    comment = case.comment
    return [
        (Place(written.text[slice(*match.span)], match.span, written.text), match.entry)
        for written in (case.text, case.nickname)
        for match in lexicon.matches(written, comment.site, comment.article.section, at)
    ]


def _is_apart(place: Place, others: list[tuple[Place, Entry]]) -> bool:
    return not any(place.touches(other) for other, _ in others)


def _written(places: list[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.words for place in places))


def _heap(caught: list[Caught]) -> Heap:
    return Heap(Counter(each.record.state for each in caught), tuple(caught[:SAMPLE]))
