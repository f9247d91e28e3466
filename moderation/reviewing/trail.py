"""The audit trail as it is read: by those who may, within their scope.  It is written where the deeds are."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from moderation.audit import Deed, Entry, Wanted
from moderation.desk import Desk
from moderation.errors import NotAllowed
from moderation.moderator import May, Moderator

BATCH = 1000
MOST = 100_000
"""How many entries one file holds at most: whoever wants older ones asks for dates."""


def read(
    desk: Desk, moderator: Moderator, wanted: Wanted, limit: int, before: str | None = None
) -> tuple[list[Entry], str | None]:
    """The newest entries that are wanted, and the place after which older ones begin.  Raises NotAllowed.

    Whoever is responsible for some sites sees the entries of these; for some sections, what was done to comments there.
    """
    if not moderator.may(May.AUDIT):
        raise NotAllowed("이 일을 하실 권한이 없습니다.")
    entries, older = desk.logbook.read(limit, before, _within(moderator, wanted))
    return (_of_sections(desk, moderator, entries) if moderator.sections else entries), older


def export(desk: Desk, moderator: Moderator, wanted: Wanted, name: str) -> Iterator[Entry]:
    """All that is wanted, at most MOST.  That it was taken away is itself written down.  Raises NotAllowed."""
    first = read(desk, moderator, wanted, BATCH)
    site = wanted.sites[0] if wanted.sites else ""
    desk.logbook.write(Entry(desk.clock(), moderator.name, Deed.EXPORTED, name, site))
    return islice(_all(desk, moderator, wanted, first), MOST)


def _all(desk: Desk, moderator: Moderator, wanted: Wanted, first: tuple[list[Entry], str | None]) -> Iterator[Entry]:
    entries, older = first
    yield from entries
    while older:
        entries, older = read(desk, moderator, wanted, BATCH, older)
        yield from entries


def _within(moderator: Moderator, wanted: Wanted) -> Wanted:
    if not moderator.sites:
        return wanted
    sites = tuple(site for site in moderator.sites if not wanted.sites or site in wanted.sites)
    return replace(wanted, sites=sites or (NOWHERE,))


NOWHERE = "\n"
"""No site has this name."""


def _of_sections(desk: Desk, moderator: Moderator, entries: list[Entry]) -> list[Entry]:
    records = desk.comments.find([entry.about for entry in entries])
    served = [record and moderator.serves(record.comment.site, record.comment.article.section) for record in records]
    return [entry for entry, seen in zip(entries, served, strict=True) if seen]
