"""What waits for a person, sorted by priority.  However much waits, a bounded part of it is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from moderation.decision import SILENT, Ruling, State
from moderation.desk import Desk
from moderation.priority import UNKNOWN, priority
from moderation.record import Record
from moderation.store.docket import Sizes

MOST = 500
"""How many of each kind are read: the heaviest reported, the oldest appeals, the oldest and the newest held."""

LATE = timedelta(minutes=2)
"""What the machine has not ruled on for this long is shown to people."""

OLDEST = timedelta(days=2)
"""Age counts up to this: an old comment that is reported today must not outrun everything."""


class Kind(StrEnum):
    """Why something waits for a person."""

    HELD = "held"
    REPORTED = "reported"
    APPEALED = "appealed"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Item:
    """A comment that waits, why, and how urgently.  `reports` is the sum of the weights of its open reports."""

    record: Record
    kinds: frozenset[Kind]
    reports: float
    urgency: float

    @property
    def labels(self) -> frozenset[str]:
        """The labels among the reasons of the last ruling on the latest revision."""
        ruling = latest_ruling(self.record)
        return frozenset(reason.code for reason in ruling.reasons) if ruling else frozenset()


@dataclass(frozen=True, slots=True)
class Queue:
    """The most urgent first.  `sizes` counts all that waits, also what was not read."""

    items: tuple[Item, ...]
    sizes: Sizes


@dataclass(frozen=True, slots=True)
class Filter:
    """What somebody wants to see of the queue; what is empty matches everything."""

    kind: str = ""
    label: str = ""
    article: str = ""
    author: str = ""
    state: str = ""
    text: str = ""

    def __call__(self, item: Item) -> bool:
        """Whether the item is wanted."""
        comment = item.record.latest
        asked = (
            (self.kind, self.kind in item.kinds),
            (self.label, self.label in item.labels),
            (self.article, self.article == comment.article.id),
            (self.author, self.author.casefold() in comment.author.name.casefold() or self.author == comment.author.id),
            (self.state, self.state == item.record.state),
            (self.text, self.text.casefold() in comment.text.casefold()),
        )
        return all(matches for wanted, matches in asked if wanted)


def waiting(desk: Desk, site: str) -> Queue:
    """What waits at a site, the most urgent first."""
    weights = dict(desk.objections.reported(site, MOST))
    kinds: dict[str, set[Kind]] = {}
    for kind, ids in (
        (Kind.HELD, desk.docket.held(site, MOST)),
        (Kind.REPORTED, list(weights)),
        (Kind.APPEALED, desk.objections.appealed(site, MOST)),
        (Kind.LATE, desk.docket.pending(desk.clock() - LATE, MOST)),
    ):
        for id in ids:
            kinds.setdefault(id, set()).add(kind)
    found = _of_site(desk.comments.find(list(kinds)), site)
    items = [_item(desk, record, kinds[record.comment.id], weights.get(record.comment.id, 0.0)) for record in found]
    items.sort(key=lambda item: (-item.urgency, item.record.latest.received_at, item.record.comment.id))
    return Queue(tuple(items), desk.docket.sizes(site))


def latest_ruling(record: Record) -> Ruling | None:
    """The last ruling on what the author wrote last, or None while there is none."""
    ruling = record.trail[-1] if record.trail else None
    return ruling if ruling and ruling.revision == record.latest.revision else None


def risk(record: Record) -> float:
    """The highest score among the reasons; UNKNOWN where a stage was silent or nobody has looked."""
    ruling = latest_ruling(record)
    if ruling is None or any(reason.code == SILENT for reason in ruling.reasons):
        return max(UNKNOWN, _highest(ruling))
    return _highest(ruling)


def _highest(ruling: Ruling | None) -> float:
    return max((reason.score or 0.0 for reason in ruling.reasons), default=0.0) if ruling else 0.0


def _of_site(records: Sequence[Record | None], site: str) -> Iterable[Record]:
    return (each for each in records if each and each.comment.site == site and each.state is not State.DELETED)


def _item(desk: Desk, record: Record, kinds: set[Kind], weight: float) -> Item:
    age = min(desk.clock() - record.changed_at, OLDEST)
    return Item(record, frozenset(kinds), weight, priority(risk(record), weight, age, appealed=Kind.APPEALED in kinds))
