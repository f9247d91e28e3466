"""What a moderator does about a comment: opens it, rules on it, takes a ruling back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from moderation.audit import Deed, Entry, Note
from moderation.decision import SILENT, Decision, Reason, Referral, Ruling, State
from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound, Refused, Settled
from moderation.lesson import Lesson
from moderation.moderator import May, Moderator
from moderation.objecting import with_windows
from moderation.objection import Appeal, Burst, Report, densest
from moderation.record import Record
from moderation.reviewing.review import STAGE, Ruled, reopen, review
from moderation.reviewing.thread import Thread, thread_of
from moderation.store import Also
from moderation.strikes import spare
from moderation.tally import took

LEASE = timedelta(minutes=10)
OTHERS = 10
"""How many of an author's other comments are shown."""

Turn = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a moderator is shown of a comment.  `holder` is who has it open; `others` are by the same author.

    `burst`: that many reports came together, which may be an agreement to have the comment taken away.
    """

    record: Record
    holder: str | None
    reports: tuple[Report, ...]
    appeal: Appeal | None
    notes: tuple[Note, ...]
    others: tuple[Record, ...]
    thread: Thread
    handed: Note | None
    lesson: Lesson | None
    burst: Burst | None


def open_brief(desk: Desk, moderator: Moderator, id: str) -> Brief:
    """What there is to see of a comment; whoever may rule takes it for LEASE, if nobody has it.

    Raises NotFound, also for a site outside the moderator's scope, or NotAllowed.
    """
    record = within_reach(desk, moderator, id, May.LOOK)
    now = desk.clock()
    if moderator.may(May.RULE):
        holder: str | None = desk.logbook.lease(id, moderator.name, now, now + LEASE)
    else:
        (holder,) = desk.logbook.leases([id], now)
    reports = tuple(desk.objections.reports(id))
    return Brief(
        record,
        holder,
        reports,
        desk.objections.appeal_of(id),
        tuple(desk.logbook.notes(id)),
        tuple(_others(desk, moderator, record)),
        thread_of(desk, record),
        desk.docket.handed(record),
        desk.lessons.about(id),
        burst(desk, record.comment.site, reports),
    )


def burst(desk: Desk, site: str, reports: Sequence[Report]) -> Burst | None:
    """Whether many of these reports came together, and how many of them by readers of whom nothing is known."""
    found = densest(reports)
    known = desk.objections.accuracy(site, [each.reporter_key for each in found])
    return Burst(len(found), sum(not each.known for each in known)) if found else None


def rule(desk: Desk, moderator: Moderator, id: str, turn: Turn, ruled: Ruled) -> Record:
    """Decide on a comment as it was at `turn`.

    Raises NotFound, NotAllowed, BadSubmission, or Settled where something else came first.
    """
    record = within_reach(desk, moderator, id, May.RULE)

    def decide() -> Record:
        seen = as_seen(record, turn)
        after = review(desk, moderator.name, seen, ruled, _entering(desk, moderator, Deed.RULED))
        if not seen.held and desk.docket.handed(after):  # what is held comes back with an undo, and so does this
            desk.docket.hand_back(after)
        return after

    return _done(desk, moderator, record, Deed.RULED, decide)


def undo(desk: Desk, moderator: Moderator, id: str, turn: Turn) -> Record:
    """Take a person's ruling back by a new one that says what was said before.

    Where nothing was said of this revision before, a person must look again.  The reports and the appeal that it had
    settled are open again, and the slow mode that it brought about has ended.  Raises as `rule` does.
    """
    record = within_reach(desk, moderator, id, May.UNDO_OWN)

    def restore() -> Record:
        seen = as_seen(record, turn)
        if not may_undo(moderator, seen):
            raise NotAllowed("이 결정은 결정한 사람이나 선임 담당자만 되돌릴 수 있습니다.")
        if desk.objections.appeal_of(id):
            raise NotAllowed("이의 제기가 들어온 결정은 되돌리지 않고, 다른 담당자가 다시 결정합니다.")
        restored = replace(former(seen), at=desk.clock(), by=moderator.name, appealed=None)
        rulings = with_windows(desk, [(seen, restored)])
        (after,) = desk.comments.rule(rulings, also=_entering(desk, moderator, Deed.UNDID))
        if after is None:
            raise _somebody_else()
        reopen(desk, after, len(seen.trail))
        spare(desk, after, seen.trail[-1].at)
        return after

    return _done(desk, moderator, record, Deed.UNDID, restore)


def give_back(desk: Desk, moderator: Moderator, id: str) -> None:
    """Close a comment without a ruling: others may open it at once."""
    desk.logbook.release(id, moderator.name)


def may_undo(moderator: Moderator, record: Record) -> bool:
    """Whether the last ruling was a person's, and this moderator may take it back."""
    last = record.trail[-1] if record.trail else None
    if last is None or last.by == "policy" or record.waiting:
        return False
    return moderator.may(May.UNDO_ANY) or (moderator.may(May.UNDO_OWN) and last.by == moderator.name)


def former(record: Record) -> Ruling:
    """The ruling before the last one on the same revision; where there is none, a referral to a person."""
    last = record.trail[-1]
    before = record.trail[-2] if len(record.trail) > 1 else None
    if before is None or before.revision != last.revision:
        return Referral(last.at, (Reason(SILENT, STAGE),), policy=last.policy)
    return before


def within_reach(desk: Desk, moderator: Moderator, id: str, act: May) -> Record:
    """The record, if the moderator may do this to it.  Raises NotFound, or NotAllowed."""
    (record,) = desk.comments.find([id])
    if record is None or not shown_to(moderator, record):
        raise NotFound("그런 의견이 없습니다. 작성자가 삭제했을 수 있습니다.")
    if not moderator.may(act):
        raise NotAllowed("이 일을 하실 권한이 없습니다.")
    return record


def within_scope(moderator: Moderator, record: Record) -> bool:
    """Whether the comment is under an article that this moderator sees."""
    return moderator.serves(record.comment.site, record.comment.article.section)


def _others(desk: Desk, moderator: Moderator, record: Record) -> list[Record]:
    """What else the author wrote, as far as this moderator sees it."""
    comment, author = record.comment, record.comment.author.id
    views = desk.comments.list_member(comment.site, author, OTHERS + 1).views if author else ()
    found = desk.comments.find([view["id"] for view in views if view["id"] != comment.id])
    return [each for each in found if each and shown_to(moderator, each)][:OTHERS]


def shown_to(moderator: Moderator, record: Record) -> bool:
    """Whether there is anything for this moderator to see."""
    return record.state is not State.DELETED and within_scope(moderator, record)


def as_seen(record: Record, turn: Turn) -> Record:
    """The record, if it is still as it was seen.  Raises Settled."""
    if record.turn != turn:
        raise _somebody_else()
    return record


def _somebody_else() -> Settled:
    return Settled("다른 담당자가 먼저 결정했거나 작성자가 의견을 고쳤습니다. 아무것도 덮어쓰지 않았습니다.")


def _done(desk: Desk, moderator: Moderator, record: Record, deed: Deed, do: Callable[[], Record]) -> Record:
    """Do it, which writes it down; or write down why it was refused.  Then give the comment back."""
    try:
        after = do()
    except Refused as error:
        _write(desk, moderator, record, deed, error.code)
        raise
    desk.logbook.release(record.comment.id, moderator.name)
    return after


def _entering(desk: Desk, moderator: Moderator, deed: Deed) -> Also:
    """Writes the entry of a ruling, and how long it took, into the ruling's own transaction."""

    def enter(transaction: Any, after: Record) -> None:
        opened = desk.logbook.opened(after.comment.id, moderator.name) if deed is Deed.RULED else None
        if opened:
            counts = {took(moderator.name, desk.clock() - opened): 1}
            desk.tallies.count(after.comment.site, desk.clock(), counts, transaction)
        desk.logbook.write(_entry(desk, moderator, after, deed, _outcome(after.trail[-1])), transaction)

    return enter


def _outcome(ruling: Ruling) -> str:
    return ruling.verdict.value if isinstance(ruling, Decision) else "refer"


def _write(desk: Desk, moderator: Moderator, record: Record, deed: Deed, outcome: str) -> None:
    desk.logbook.write(_entry(desk, moderator, record, deed, outcome))


def _entry(desk: Desk, moderator: Moderator, record: Record, deed: Deed, outcome: str) -> Entry:
    comment = record.comment
    return Entry(desk.clock(), moderator.name, deed, comment.id, comment.site, outcome)
