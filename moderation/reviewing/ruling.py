"""What a moderator does about a comment: opens it, rules on it, takes a ruling back, leaves a note."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from moderation.audit import Deed, Entry, Note
from moderation.decision import SILENT, Decision, Reason, Referral, Ruling, State
from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound, Refused, Settled
from moderation.intake import checked
from moderation.moderator import May, Moderator
from moderation.objection import Appeal, Report
from moderation.record import Record
from moderation.reviewing.review import STAGE, Ruled, review

LEASE = timedelta(minutes=10)
OTHERS = 10
"""How many of an author's other comments are shown."""

Turn = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a moderator is shown of a comment.  `holder` is who has it open; `others` are views of the author's."""

    record: Record
    holder: str | None
    reports: tuple[Report, ...]
    appeal: Appeal | None
    notes: tuple[Note, ...]
    others: tuple[dict[str, Any], ...]


def open_brief(desk: Desk, moderator: Moderator, id: str) -> Brief:
    """What there is to see of a comment; whoever may rule takes it for LEASE, if nobody has it.

    Raises NotFound, also for a site outside the moderator's scope, or NotAllowed.
    """
    record = within_reach(desk, moderator, id, May.LOOK)
    now, comment = desk.clock(), record.comment
    if moderator.may(May.RULE):
        holder: str | None = desk.logbook.lease(id, moderator.name, now, now + LEASE)
    else:
        (holder,) = desk.logbook.leases([id], now)
    author = comment.author.id
    views = desk.comments.list_member(comment.site, author, OTHERS + 1).views if author else ()
    return Brief(
        record,
        holder,
        tuple(desk.objections.reports(id)),
        desk.objections.appeal_of(id),
        tuple(desk.logbook.notes(id)),
        tuple(view for view in views if view["id"] != id and view["state"] != State.DELETED)[:OTHERS],
    )


def rule(desk: Desk, moderator: Moderator, id: str, turn: Turn, ruled: Ruled) -> Record:
    """Decide on a comment as it was at `turn`.

    Raises NotFound, NotAllowed, BadSubmission, or Settled where something else came first.
    """
    record = within_reach(desk, moderator, id, May.RULE)

    def decide() -> Record:
        return review(desk, moderator.name, _as_seen(record, turn), ruled)

    return _done(desk, moderator, record, Deed.RULED, decide)


def undo(desk: Desk, moderator: Moderator, id: str, turn: Turn) -> Record:
    """Take a person's ruling back by a new one that says what was said before.

    Where nothing was said of this revision before, a person must look again.  Raises as `rule` does.
    """
    record = within_reach(desk, moderator, id, May.UNDO_OWN)

    def restore() -> Record:
        seen = _as_seen(record, turn)
        if not may_undo(moderator, seen):
            raise NotAllowed("이 결정은 결정한 사람이나 선임 담당자만 되돌릴 수 있습니다.")
        if desk.objections.appeal_of(id):
            raise NotAllowed("이의 제기가 들어온 결정은 되돌리지 않고, 다른 담당자가 다시 결정합니다.")
        (after,) = desk.comments.rule([(seen, replace(former(seen), at=desk.clock(), by=moderator.name))])
        if after is None:
            raise _somebody_else()
        return after

    return _done(desk, moderator, record, Deed.UNDID, restore)


def note(desk: Desk, moderator: Moderator, id: str, text: str) -> Note:
    """Leave a note for other moderators.  Raises NotFound, NotAllowed, BadSubmission."""
    record = within_reach(desk, moderator, id, May.NOTE)
    left = Note(moderator.name, desk.clock(), checked(text))
    desk.logbook.note(id, left)
    _write(desk, moderator, record, Deed.NOTED, "done")
    return left


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
    if record is None or record.state is State.DELETED or not moderator.serves(record.comment.site):
        raise NotFound("그런 의견이 없습니다. 작성자가 삭제했을 수 있습니다.")
    if not moderator.may(act):
        raise NotAllowed("이 일을 하실 권한이 없습니다.")
    return record


def _as_seen(record: Record, turn: Turn) -> Record:
    if record.turn != turn:
        raise _somebody_else()
    return record


def _somebody_else() -> Settled:
    return Settled("다른 담당자가 먼저 결정했거나 작성자가 의견을 고쳤습니다. 아무것도 덮어쓰지 않았습니다.")


def _done(desk: Desk, moderator: Moderator, record: Record, deed: Deed, do: Callable[[], Record]) -> Record:
    """Do it, write down what came of it, and give the comment back."""
    try:
        after = do()
    except Refused as error:
        _write(desk, moderator, record, deed, error.code)
        raise
    _write(desk, moderator, record, deed, _outcome(after.trail[-1]))
    desk.logbook.release(record.comment.id, moderator.name)
    return after


def _outcome(ruling: Ruling) -> str:
    return ruling.verdict.value if isinstance(ruling, Decision) else "refer"


def _write(desk: Desk, moderator: Moderator, record: Record, deed: Deed, outcome: str) -> None:
    comment = record.comment
    desk.logbook.write(Entry(desk.clock(), moderator.name, deed, comment.id, comment.site, outcome))
