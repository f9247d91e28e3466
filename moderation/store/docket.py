"""What waits for a person, as it is read: a protocol, and the fake of it.  Reads are bounded, whatever waits."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, Self

from moderation.audit import Note
from moderation.record import Record
from moderation.store.articles import MemoryArticles
from moderation.store.memory import MemoryComments
from moderation.store.objections import MemoryObjections
from moderation.store.waiting import Around, Kind, Slip, readers


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many comments of a site wait, by why and all together; `arrived` counts those that ever began to."""

    held: int
    reported: int
    appealed: int
    handed: int = 0
    total: int = 0
    arrived: int = 0

    @classmethod
    def of(cls, slips: Sequence[Slip]) -> Self:
        """The sizes of what waits, as its slips tell."""
        held, reported, appealed, handed = (
            sum(kind in slip.kinds for slip in slips) for kind in (Kind.HELD, Kind.REPORTED, Kind.APPEALED, Kind.HANDED)
        )
        return cls(held, reported, appealed, handed, len(slips))


class Docket(Protocol):
    """The index of what waits.  Every method raises StoreUnavailable."""

    def queue(self, site: str, start: int, limit: int, senior: bool) -> list[Slip]:
        """The slips from that rank on, at most `limit`, the most urgent first.

        What was handed to the seniors comes first for a `senior`, and last for everybody else.
        """
        ...

    def slips(self, site: str, comments: Sequence[str]) -> list[Slip | None]:
        """The slips of these comments, in order; None where one does not wait."""
        ...

    def sizes(self, site: str) -> Sizes:
        """How many wait."""
        ...

    def take_in(self, comments: Sequence[str]) -> None:
        """Put these in their places anew, as they and what was said of them now stand."""
        ...

    def call_late(self, comments: Sequence[str]) -> int:
        """Put these in the queue, if the machine has still not ruled on them: how many were not there."""
        ...

    def hand(self, record: Record, note: Note) -> None:
        """Hand a comment to the seniors, for as long as this text of it waits."""
        ...

    def hand_back(self, record: Record) -> None:
        """Let everybody see to it again."""
        ...

    def handed(self, record: Record) -> Note | None:
        """Who handed the text to the seniors, and why."""
        ...

    def held(self, site: str, limit: int) -> list[str]:
        """Up to `limit` held comments of a site, oldest first."""
        ...

    def pending(self, before: datetime, start: int, limit: int) -> list[str]:
        """Comments of any site received before `before` on which the machine has not ruled, oldest first."""
        ...

    def ended(self, at: datetime, limit: int) -> list[str]:
        """Hidden comments of any site whose hiding ends at that time or before, the earliest first."""
        ...

    def recent(self, site: str, since: datetime, limit: int) -> list[str]:
        """The comments of a site that changed since then, each once, the one that changed last first."""
        ...


class MemoryDocket:
    """The Docket in memory, beside the stores whose comments it finds.  It makes the slips when it is asked."""

    def __init__(self, comments: MemoryComments, objections: MemoryObjections, articles: MemoryArticles) -> None:
        self.comments = comments
        self.objections = objections
        self.articles = articles
        self.late: set[str] = set()
        self.notes: dict[str, tuple[int, Note]] = {}
        self.known: dict[str, set[str]] = {}
        self.arrived: dict[str, int] = {}

    def queue(self, site: str, start: int, limit: int, senior: bool) -> list[Slip]:
        """See Docket."""
        slips = self._slips(site)
        slips.sort(key=lambda slip: ((Kind.HANDED in slip.kinds) != senior, slip.place, slip.comment))
        return slips[start : start + limit]

    def slips(self, site: str, comments: Sequence[str]) -> list[Slip | None]:
        """See Docket."""
        found = {slip.comment: slip for slip in self._slips(site)}
        return [found.get(comment) for comment in comments]

    def sizes(self, site: str) -> Sizes:
        """See Docket."""
        slips = self._slips(site)
        known = self.known.get(site, set())
        self.known[site] = {slip.comment for slip in slips}
        self.arrived[site] = self.arrived.get(site, 0) + len(self.known[site] - known)
        return replace(Sizes.of(slips), arrived=self.arrived[site])

    def take_in(self, comments: Sequence[str]) -> None:
        """See Docket.  Here everything is in its place."""

    def call_late(self, comments: Sequence[str]) -> int:
        """See Docket."""
        new = set(comments) - self.late
        self.late |= new
        return len(new)

    def hand(self, record: Record, note: Note) -> None:
        """See Docket."""
        self.notes[record.comment.id] = (record.latest.revision, note)

    def hand_back(self, record: Record) -> None:
        """See Docket."""
        self.notes.pop(record.comment.id, None)

    def handed(self, record: Record) -> Note | None:
        """See Docket."""
        revision, note = self.notes.get(record.comment.id, (0, None))
        return note if revision == record.latest.revision else None

    def held(self, site: str, limit: int) -> list[str]:
        """See Docket."""
        held = sorted((each.comment.received_at, each.comment.id) for each in self._of(site) if each.held)
        return [id for _, id in held[:limit]]

    def pending(self, before: datetime, start: int, limit: int) -> list[str]:
        """See Docket."""
        waiting = sorted((each.waiting.received_at, id) for id, each in self.comments.records.items() if each.waiting)
        return [id for at, id in waiting if at < before][start : start + limit]

    def ended(self, at: datetime, limit: int) -> list[str]:
        """See Docket."""
        hidden = sorted((each.hidden_until, id) for id, each in self.comments.records.items() if each.hidden_until)
        return [id for until, id in hidden if until <= at][:limit]

    def recent(self, site: str, since: datetime, limit: int) -> list[str]:
        """See Docket.  Here, those with a ruling."""
        changed = [each for each in self._of(site) if each.trail and each.changed_at >= since]
        return [each.comment.id for each in sorted(changed, key=lambda each: each.changed_at, reverse=True)][:limit]

    def _of(self, site: str) -> Iterable[Record]:
        return (each for each in self.comments.records.values() if each.comment.site == site)

    def _slips(self, site: str) -> list[Slip]:
        published = Counter(each.comment.article.id for each in self._of(site) if each.seen)
        slips = (Slip.of(each, self._around(each, published[each.comment.article.id])) for each in self._of(site))
        return [slip for slip in slips if slip]

    def _around(self, record: Record, published: int) -> Around:
        id, comment = record.comment.id, record.comment
        reports, appeal = self.objections.reports(id), self.objections.appeal_of(id)
        (discussion,) = self.articles.find([(comment.site, comment.article.id)])
        return Around(
            reports=sum(report.weight for report in reports),
            reported_at=min((report.at for report in reports), default=None),
            appealed_at=appeal.at if appeal else None,
            late=id in self.late,
            handed=self.handed(record) is not None,
            readers=readers(discussion.reach if discussion else None, published),
        )
