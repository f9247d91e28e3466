"""How an author stands with a site: counts of what became of their comments, and how often these were published.

A standing holds numbers alone.  It is the sum of `tally` over all comments of an author, each as it stands now: what
was overturned counts for its author, what was erased as it last stood, what waits for the machine not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, Self

from moderation.decision import State, Verdict
from moderation.record import Record

HALF_LIFE: Final = timedelta(days=90)
"""After this long a comment weighs half as much in `accuracy` and `refused`."""

LANDMARK: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""What weights are told against.

Forward decay (Cormode, Shkapenyuk, Srivastava, Xu: Forward Decay, ICDE 2009): a comment weighs 2^(age of the landmark
at its receipt / half-life), for good.  Sums of such weights need no clock when they are written, and what is taken back
is taken back exactly; they grow to 2^200 in fifty years, well within a double.
"""

COUNTS: Final = ("published", "masked", "hidden", "rejected", "held", "overturned", "upheld")

OUTCOMES: Final = {
    Verdict.PUBLISH: "published",
    Verdict.MASK: "masked",
    Verdict.HIDE: "hidden",
    Verdict.REJECT: "rejected",
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose standing it is: a member by the site's own id, a guest by the pseudonym of a network."""

    site: str
    kind: Literal["member", "guest"]
    id: str


@dataclass(frozen=True, slots=True)
class Standing:
    """`published` (in full), `masked`, `hidden`, `rejected`, `held`: comments, as they stand now.  `overturned`:
    decisions against the author that a person took back.  `upheld`: comments that moderators acted on after reports.

    `kept` and `lost` are sums of weights as `tally` makes them: of what was published, and of what was not.
    """

    published: int = 0
    masked: int = 0
    hidden: int = 0
    rejected: int = 0
    held: int = 0
    overturned: int = 0
    upheld: int = 0
    kept: float = 0.0
    lost: float = 0.0

    @classmethod
    def of(cls, sums: Mapping[str, float]) -> Self:
        """The standing that these sums make; rounding, and what was forgotten meanwhile, leave nothing below zero."""
        counts = {name: max(0, round(sums.get(name, 0))) for name in COUNTS}
        return cls(**counts, kept=max(0.0, sums.get("kept", 0.0)), lost=max(0.0, sums.get("lost", 0.0)))

    @property
    def shown(self) -> int:
        """How many comments readers see in full or in part."""
        return self.published + self.masked

    @property
    def accuracy(self) -> float | None:
        """The share of their decided comments that was published, the late ones first of all; None: nothing decided."""
        decided = self.kept + self.lost
        return self.kept / decided if decided and self.shown + self.hidden + self.rejected else None

    def refused(self, at: datetime) -> int:
        """How many comments were hidden or rejected, those of a HALF_LIFE ago counting half; rounded."""
        return round(self.lost / weight(at))


def tally(record: Record) -> dict[str, float]:
    """What one comment adds to its author's standing, as it stands now; nothing while it is pending."""
    ruling = record.ruling
    if record.state is State.HELD:
        return {"held": 1}
    if ruling is None or ruling.verdict is None or record.state is State.PENDING:
        return {}
    side = "kept" if record.state is State.PUBLISHED else "lost"
    added = {OUTCOMES[ruling.verdict]: 1, side: weight(record.comment.received_at)}
    return {**added, "overturned": 1} if _overturned(record) else added


def difference(before: Record, after: Record) -> dict[str, float]:
    """What is to be added to a standing when a record changes: erasure changes nothing."""
    if after.state is State.DELETED:
        return {}
    old, new = tally(before), tally(after)
    added = {name: new.get(name, 0) - old.get(name, 0) for name in {**old, **new}}
    return {name: each for name, each in added.items() if each}


def weight(at: datetime) -> float:
    """What a comment that was received then weighs; also the unit in which weights are told then."""
    return float(2.0 ** ((at - LANDMARK) / HALF_LIFE))


def _overturned(record: Record) -> bool:
    """Whether what is published now was decided against before, on the same revision, and a person took that back."""
    ruling = record.ruling
    if ruling is None or ruling.by == "policy" or record.state is not State.PUBLISHED:
        return False
    earlier = (each.verdict for each in record.trail if each.revision == ruling.revision)
    return any(verdict in (Verdict.HIDE, Verdict.REJECT) for verdict in earlier)
