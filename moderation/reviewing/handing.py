"""Handing a comment to a senior, and back.  That rules on nothing: readers see what they saw before."""

from moderation.audit import Deed, Entry, Note
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, NotAllowed
from moderation.moderator import May, Moderator
from moderation.record import Record
from moderation.reviewing.queue import slip_of
from moderation.reviewing.ruling import Turn, as_seen, within_reach
from moderation.store.waiting import Kind
from moderation.writing import NOTE, checked


def hand(desk: Desk, moderator: Moderator, id: str, turn: Turn, text: str) -> Note:
    """Let a senior see to a comment, with a note that says why.

    Raises NotFound, NotAllowed, BadSubmission where it does not wait, or Settled where something else came first.
    """
    record = as_seen(within_reach(desk, moderator, id, May.RULE), turn)
    if slip_of(desk, record) is None:
        raise BadSubmission("기다리지 않는 의견은 넘길 수 없습니다.", (Fault("/id", "이미 처리된 의견입니다."),))
    note = Note(moderator.name, desk.clock(), checked(text, NOTE) if text.strip() else "")
    desk.docket.hand(record, note)
    desk.logbook.release(id, moderator.name)
    _write(desk, moderator, record, Deed.HANDED)
    return note


def hand_back(desk: Desk, moderator: Moderator, id: str) -> None:
    """Let everybody see to it again: whoever handed it over may, and every senior.  Raises NotFound, NotAllowed."""
    record = within_reach(desk, moderator, id, May.RULE)
    note = desk.docket.handed(record)
    if note is None:
        return
    if note.by != moderator.name and not moderator.may(May.UNDO_ANY):
        raise NotAllowed("넘긴 사람이나 선임 담당자만 되돌릴 수 있습니다.")
    desk.docket.hand_back(record)
    _write(desk, moderator, record, Deed.HANDED_BACK)


def is_handed(desk: Desk, record: Record) -> bool:
    """Whether it waits for a senior now."""
    slip = slip_of(desk, record)
    return slip is not None and Kind.HANDED in slip.kinds


def _write(desk: Desk, moderator: Moderator, record: Record, deed: Deed) -> None:
    desk.logbook.write(Entry(desk.clock(), moderator.name, deed, record.comment.id, record.comment.site))
