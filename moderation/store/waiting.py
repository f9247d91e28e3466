"""What the index of the queue keeps of a comment that waits for a person: a slip, made in one place for every store."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from moderation.decision import SILENT, Ruling, State
from moderation.priority import READERS_A_COMMENT, UNKNOWN, place, weight
from moderation.record import Record


class Kind(StrEnum):
    """Why something waits for a person.  What is HANDED waits for a senior."""

    HELD = "held"
    REPORTED = "reported"
    APPEALED = "appealed"
    LATE = "late"
    HANDED = "handed"


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a comment beside its record: its open reports (the sum of their weights, and the first), its
    appeal, whether the machine is late with it or somebody handed it to a senior, how many read the article, and
    whether it waited before.
    """

    reports: float = 0.0
    reported_at: datetime | None = None
    appealed_at: datetime | None = None
    late: bool = False
    handed: bool = False
    readers: int = 0
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A comment that waits: why, since when, how urgently, and what one may filter by."""

    comment: str
    kinds: frozenset[Kind]
    since: datetime
    risk: float
    reports: float
    readers: int
    labels: tuple[str, ...]
    article: str
    section: str
    author: str
    member: str
    state: State

    @property
    def place(self) -> datetime:
        """Its place in the queue; the earliest is looked at first."""
        return place(self.since, weight(self.risk, self.reports, self.readers, Kind.APPEALED in self.kinds))

    @classmethod
    def of(cls, record: Record, around: Around) -> Self | None:
        """The slip of a comment, or None while it waits for nobody."""
        comment = record.latest
        since = {kind: at for kind, at in _since(record, around).items() if at}
        if not since or record.state is State.DELETED:
            return None
        ruling = latest_ruling(record)
        return cls(
            comment=comment.id,
            kinds=frozenset(since) | (frozenset({Kind.HANDED}) if around.handed else frozenset()),
            since=min(since.values()),
            risk=risk(record),
            reports=around.reports,
            readers=around.readers,
            labels=tuple(dict.fromkeys(reason.code for reason in ruling.reasons)) if ruling else (),
            article=comment.article.id,
            section=comment.article.section or "",
            author=comment.author.name,
            member=comment.author.id or "",
            state=record.state,
        )


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


def readers(reach: int | None, published: int) -> int:
    """How many read an article: as its site says, else as its comments tell."""
    return published * READERS_A_COMMENT if reach is None else reach


def _highest(ruling: Ruling | None) -> float:
    return max((reason.score or 0.0 for reason in ruling.reasons), default=0.0) if ruling else 0.0


def _since(record: Record, around: Around) -> dict[Kind, datetime | None]:
    """Why it waits, and since when.  What is held waits since the first ruling on its text, however often it was
    ruled on and restored since."""
    rulings = [ruling.at for ruling in record.trail if ruling.revision == record.latest.revision]
    return {
        Kind.HELD: min(rulings, default=record.latest.received_at) if record.held else None,
        Kind.REPORTED: around.reported_at,
        Kind.APPEALED: around.appealed_at,
        Kind.LATE: record.waiting.received_at if record.waiting and around.late else None,
    }
