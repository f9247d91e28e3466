"""The lexicon is changed here: entries are laid over the product's lists, changed, expired and taken away again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Final

from moderation.audit import Deed
from moderation.audit import Entry as Line
from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound, Settled
from moderation.lexicon import BadEntry, Entry, Lexicon, checked, own_entries
from moderation.moderator import May, Moderator
from moderation.store.lexicon import Count, Revision
from moderation.text.written import Written

REMEMBERED: Final = 1000
"""How many revisions are looked through for those of one entry."""


class Origin(StrEnum):
    """Where an entry in force comes from."""

    OWN = "own"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Word:
    """An entry with what was counted for it; `on` says whether it counts now."""

    entry: Entry
    origin: Origin
    count: Count
    on: bool


class Dropped(StrEnum):
    """What taking an entry away came to."""

    REMOVED = "removed"
    RESTORED = "restored"
    OFF = "off"


@cache
def own() -> dict[str, Entry]:
    """The product's own entries by key, read once."""
    return {entry.key: entry for entry in own_entries()}


def words(desk: Desk) -> dict[str, Word]:
    """Every entry by key: the product's own, and in their place or beside them what was laid over them."""
    laid, counts, now = {entry.key: entry for entry in desk.lexicon.entries()}, desk.lexicon.counts(), desk.clock()
    return {
        key: Word(entry, _origin(key, laid), counts.get(key, Count()), entry.expires is None or entry.expires > now)
        for key, entry in (own() | laid).items()
    }


def searched(everything: Mapping[str, Word], text: str) -> dict[str, Word]:
    """Those whose key holds the text, and those that are found in it: 시발 stands nowhere in [시씨]발."""
    if not text:
        return dict(everything)
    found = {match.entry.key for match in Lexicon(word.entry for word in everything.values()).matches(Written(text))}
    return {key: word for key, word in everything.items() if text in key or key in found}


def laid_over(desk: Desk, key: str) -> Entry | None:
    """The entry of the overlay by that key."""
    return next((entry for entry in desk.lexicon.entries() if entry.key == key), None)


def may_change(moderator: Moderator, scope: str) -> bool:
    """Whether an account may change what is looked for there; one with a scope only within it."""
    kind, _, name = scope.partition(":")
    if not moderator.may(May.LEXICON) or (moderator.sites and moderator.sections):
        return False
    if moderator.sites:
        return kind == "site" and name in moderator.sites
    return not moderator.sections or (kind == "section" and name in moderator.sections)


def lay(desk: Desk, by: Moderator, entries: Sequence[Entry]) -> None:
    """Lay entries over the lists, each in the place of one with its key.  Raises NotAllowed, BadEntry, Settled."""
    before = {entry.key: entry for entry in desk.lexicon.entries()}
    _write(desk, by, [(entry.key, before.get(entry.key), checked(entry)) for entry in entries])


def change(desk: Desk, by: Moderator, key: str, seen: Entry | None, entry: Entry) -> None:
    """Put an entry in the place of the one at `key`, which in the overlay was `seen`.

    Raises NotAllowed, BadEntry, and Settled where somebody else changed it meanwhile, or has such a word already.
    """
    now = desk.clock().replace(microsecond=0)
    rows: list[tuple[str, Entry | None, Entry | None]] = [(entry.key, None, checked(entry))]
    if key == entry.key:
        rows = [(key, seen, entry)]
    elif key in own():
        rows.append((key, seen, replace(own()[key], expires=now, note=entry.key)))
    elif key:
        rows.append((key, seen, None))
    _write(desk, by, rows)


def drop(desk: Desk, by: Moderator, key: str, seen: Entry | None = None) -> Dropped:
    """Take away what was laid over the lists; an entry of the product's own is switched off instead.

    `seen` is what stood in the overlay.  Raises NotFound, NotAllowed, Settled.
    """
    if seen:
        _write(desk, by, [(key, seen, None)])
        return Dropped.RESTORED if key in own() else Dropped.REMOVED
    if key not in own():
        raise NotFound(
            f"{key}라는 항목이 없습니다. (There is no entry {key!r}; `hanmadi lexicon list` shows all keys.)"
        )
    off = replace(own()[key], expires=desk.clock().replace(microsecond=0), note="switched off")
    _write(desk, by, [(key, None, off)])
    return Dropped.OFF


def restored(desk: Desk, key: str) -> Entry | None:
    """What would count at that key after `drop`: the product's own entry, where something was laid over it."""
    return own().get(key) if laid_over(desk, key) else None


def repair(desk: Desk, by: Moderator, key: str) -> None:
    """Take an entry out of the overlay that nobody can read."""
    _write(desk, by, [(key, None, None)])


def history(desk: Desk, key: str = "", limit: int = 20) -> list[Revision]:
    """The last changes, newest first: of one entry, or of all.  None where a row cannot be read."""
    try:
        found = desk.lexicon.revisions(REMEMBERED if key else limit)
    except BadEntry:
        return []
    return [each for each in found if not key or each.key == key][:limit]


def _origin(key: str, laid: Mapping[str, Entry]) -> Origin:
    if key not in laid:
        return Origin.OWN
    return Origin.CHANGED if key in own() else Origin.ADDED


def _write(desk: Desk, by: Moderator, rows: Sequence[tuple[str, Entry | None, Entry | None]]) -> None:
    """Each row is a key, what was there and what will be."""
    at = desk.clock()
    for key, before, after in rows:
        for entry in (own().get(key), before, after):
            if entry and not may_change(by, entry.scope):
                raise NotAllowed("이 범위의 낱말을 바꾸실 권한이 없습니다.")
    if not rows:
        return
    about = rows[0][0] if len(rows) == 1 else f"{rows[0][0]} +{len(rows) - 1}"
    line = Line(at, by.name, Deed.LEXICON, about, outcome=_outcome(at, *rows[0]))
    revisions = [Revision(at, by.name, key, before, after) for key, before, after in rows]
    if not desk.lexicon.revise(revisions, lambda pipe: desk.logbook.write(line, pipe)):
        raise Settled("그사이 다른 분이 이 낱말을 바꾸었습니다. 아무것도 덮어쓰지 않았습니다.")


def _outcome(at: datetime, key: str, before: Entry | None, after: Entry | None) -> str:
    if after is None:
        return "removed"
    if after.expires and after.expires <= at:
        return "off"
    return "changed" if before or key in own() else "added"
