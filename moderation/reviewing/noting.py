"""Notes beside a comment, which other moderators read and nobody else: left, and taken back."""

from moderation.audit import Deed, Entry, Note
from moderation.desk import Desk
from moderation.errors import NotAllowed
from moderation.moderator import May, Moderator
from moderation.record import Record
from moderation.reviewing.ruling import within_reach
from moderation.writing import NOTE, checked


def note(desk: Desk, moderator: Moderator, id: str, text: str) -> Note:
    """Leave a note for other moderators.  Raises NotFound, NotAllowed, BadSubmission."""
    record = within_reach(desk, moderator, id, May.NOTE)
    left = Note(moderator.name, desk.clock(), checked(text, NOTE))
    desk.logbook.note(id, left)
    _write(desk, moderator, record, "done")
    return left


def unnote(desk: Desk, moderator: Moderator, id: str, at: str) -> None:
    """Take back the note of that moment (RFC 3339), if it is still there.  Raises NotFound, NotAllowed."""
    record = within_reach(desk, moderator, id, May.NOTE)
    left = next((each for each in desk.logbook.notes(id) if each.at.isoformat() == at), None)
    if left is None:
        return
    if not may_unnote(moderator, left):
        raise NotAllowed("메모는 남긴 사람이나 선임 담당자만 지울 수 있습니다.")
    desk.logbook.unnote(id, left)
    _write(desk, moderator, record, "undone")


def may_unnote(moderator: Moderator, left: Note) -> bool:
    """Whether this moderator may take the note back."""
    return moderator.may(May.NOTE) and (left.by == moderator.name or moderator.may(May.UNDO_ANY))


def _write(desk: Desk, moderator: Moderator, record: Record, outcome: str) -> None:
    comment = record.comment
    desk.logbook.write(Entry(desk.clock(), moderator.name, Deed.NOTED, comment.id, comment.site, outcome))
