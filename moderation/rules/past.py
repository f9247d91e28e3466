"""The comments on which something was ruled in the last days: what a change of the rules is tried on.  Reads a bounded
number of them, the newest, and says so."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from moderation.decision import Ruling, State
from moderation.desk import Desk
from moderation.moderator import Moderator
from moderation.record import Record

DAYS: Final = (1, 7, 30)
MOST: Final = 3000
"""How many comments are read: a trial on a busy site covers fewer days, and never takes long."""

BATCH: Final = 500
LEAST: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Past:
    """The newest first.  `span` is the time that they cover: less than was asked for where there were too many."""

    records: tuple[Record, ...]
    days: int
    span: timedelta
    bounded: bool


def past(desk: Desk, moderator: Moderator, site: str, days: int) -> Past:
    """What this moderator may see of the last days at a site; what was deleted is not there."""
    now, asked = desk.clock(), timedelta(days=days)
    ids = desk.docket.recent(site, now - asked, MOST + 1)
    bounded, ids = len(ids) > MOST, ids[:MOST]
    found = [record for at in range(0, len(ids), BATCH) for record in desk.comments.find(ids[at : at + BATCH])]
    kept = [record for record in found if record and record.state is not State.DELETED]
    oldest = min((record.changed_at for record in kept), default=now)
    seen = tuple(each for each in kept if moderator.serves(site, each.comment.article.section))
    return Past(seen, days, max(LEAST, now - oldest) if bounded else asked, bounded)


def last_traced(record: Record) -> Ruling | None:
    """The last ruling on what the author wrote last that says all that the stages saw, or None where none does."""
    traced = (each for each in reversed(record.trail) if each.traces and each.revision == record.latest.revision)
    return next(traced, None)
