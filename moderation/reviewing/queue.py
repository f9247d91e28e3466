"""What waits for a person, the most urgent first.  A page reads its own comments, however much waits beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from moderation.decision import State
from moderation.desk import Desk
from moderation.moderator import May, Moderator
from moderation.record import Record
from moderation.store.docket import Sizes
from moderation.store.waiting import Kind, Slip

PAGE = 25
LOT = 500
"""How many slips are looked through at a time where only some are wanted."""

TEXTS = 2000
"""How many texts one page searches; what comes after them, the next page does."""

LATE = timedelta(minutes=2)
"""What the machine has not ruled on for this long is shown to people."""

AGES = (1, 6, 24, 72)
"""Hours by which one may ask for what has waited longer."""


@dataclass(frozen=True, slots=True)
class Item:
    """A comment that waits, and its slip in the index."""

    record: Record
    slip: Slip

    @property
    def kinds(self) -> frozenset[Kind]:
        """Why it waits."""
        return self.slip.kinds


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of what waits.  `sizes` counts all; `next` is the rank at which to read on, None at the end."""

    items: tuple[Item, ...]
    sizes: Sizes
    next: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What somebody wants to see of the queue; what is empty matches everything.  `age` is in hours."""

    kind: str = ""
    label: str = ""
    article: str = ""
    section: str = ""
    author: str = ""
    state: str = ""
    age: str = ""
    text: str = ""

    def __call__(self, slip: Slip, now: datetime) -> bool:
        """Whether the comment is wanted, as far as its slip tells."""
        asked = (
            (self.kind, self.kind in slip.kinds),
            (self.label, self.label in slip.labels),
            (self.article, self.article == slip.article),
            (self.section, self.section == slip.section),
            (self.author, self.author.casefold() in slip.author.casefold() or self.author == slip.member),
            (self.state, self.state == slip.state),
            (self.age, now - slip.since >= timedelta(hours=int(self.age or 0))),
        )
        return all(matches for wanted, matches in asked if wanted)

    def found_in(self, record: Record) -> bool:
        """Whether the words are found, in the text or in its author's name."""
        words, comment = self.text.casefold(), record.latest
        return words in comment.text.casefold() or words in comment.author.name.casefold()


EVERYTHING = Filter()


def waiting(desk: Desk, site: str, moderator: Moderator, wanted: Filter = EVERYTHING, start: int = 0) -> Queue:
    """A page of what waits at a site within the moderator's scope, from that rank on."""
    counted, items = sizes(desk, site, moderator), list[Item]()
    lot = LOT // 2 if wanted.text else PAGE + 1
    found = matching(desk, site, moderator, wanted, start)
    looked = 0
    while ranked := list(islice(found, lot)):
        for rank, item in _with_records(desk, ranked):
            if wanted.found_in(item.record):
                if len(items) == PAGE:
                    return Queue(tuple(items), counted, rank)
                items.append(item)
        looked += len(ranked)
        if wanted.text and looked >= TEXTS:
            return Queue(tuple(items), counted, ranked[-1][0] + 1)
    return Queue(tuple(items), counted)


def matching(desk: Desk, site: str, moderator: Moderator, wanted: Filter, start: int = 0) -> Iterator[tuple[int, Slip]]:
    """All that waits, is within scope and wanted as far as slips tell, with its rank; read as far as it is asked for.

    Seniors see what was handed to them first.
    """
    some = moderator.sections or wanted != EVERYTHING
    lot, now, senior = LOT if some else PAGE + 1, desk.clock(), moderator.may(May.UNDO_ANY)
    while slips := desk.docket.queue(site, start, lot, senior):
        for rank, slip in enumerate(slips, start):
            if moderator.serves(site, slip.section or None) and wanted(slip, now):
                yield rank, slip
        start += lot


def sizes(desk: Desk, site: str, moderator: Moderator) -> Sizes:
    """How much waits.  Whoever has sections is told of these alone."""
    if not moderator.sections:
        return desk.docket.sizes(site)
    return Sizes.of([slip for _, slip in matching(desk, site, moderator, EVERYTHING)])


def slip_of(desk: Desk, record: Record) -> Slip | None:
    """The slip of a comment, None where it waits no more."""
    (slip,) = desk.docket.slips(record.comment.site, [record.comment.id])
    return slip


def call_late(desk: Desk) -> int:
    """Put in the queue what the machine is late with: how many comments there were.  Asking twice is harmless."""
    before, start, called = desk.clock() - LATE, 0, 0
    while ids := desk.docket.pending(before, start, LOT):
        found = [record for record in desk.comments.find(ids) if record and record.waiting]
        for site in sorted({record.comment.site for record in found}):
            here = [record.comment.id for record in found if record.comment.site == site]
            slips = zip(here, desk.docket.slips(site, here), strict=True)
            called += desk.docket.call_late([id for id, slip in slips if not slip or Kind.LATE not in slip.kinds])
        start += LOT
    return called


def take_in(desk: Desk) -> int:
    """Put in the queue what waits and is not there, from before there was an index: how many comments there were."""
    taken = 0
    for site in desk.sites.sites():
        size = desk.docket.sizes(site)
        reported = [comment for comment, _ in desk.objections.reported(site, size.reported)] if size.reported else []
        appealed = desk.objections.appealed(site, size.appealed) if size.appealed else []
        waits = list(dict.fromkeys([*desk.docket.held(site, max(1, size.held)), *reported, *appealed]))
        for start in range(0, len(waits), LOT):
            some = waits[start : start + LOT]
            slips = desk.docket.slips(site, some)
            missing = [comment for comment, slip in zip(some, slips, strict=True) if slip is None]
            desk.docket.take_in(missing)
            taken += len(missing)
    return taken


def _with_records(desk: Desk, ranked: Sequence[tuple[int, Slip]]) -> Iterator[tuple[int, Item]]:
    """The index may be ahead of what was read before: what is gone is left out."""
    records = desk.comments.find([slip.comment for _, slip in ranked])
    for (rank, slip), record in zip(ranked, records, strict=True):
        if record and record.state is not State.DELETED:
            yield rank, Item(record, slip)
