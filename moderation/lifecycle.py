"""What an author may do with a comment afterwards: edit it, or have it erased."""

from collections.abc import Callable
from dataclasses import replace

from moderation.admission import admit, keep_pace, premoderated, profile_of
from moderation.comment import Comment
from moderation.decision import State
from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound, Settled
from moderation.intake import must_be_open
from moderation.record import Record
from moderation.store.articles import discussion_of
from moderation.writing import checked

TRIES = 5
"""How often we look again when something else keeps coming first."""

NOTHING = "그런 의견이 없습니다."
BUSY = "의견의 상태가 계속 바뀌고 있습니다. 잠시 후 다시 시도해 주십시오."


def edit(desk: Desk, site: str, id: str, text: str) -> Comment:
    """A new revision, through the whole path; what readers see stays until it is ruled on.

    Raises NotFound, BadSubmission, Closed, Barred, Slowed, or Settled if the comment keeps changing under our hands.
    """
    written = checked(text)
    (writer,) = desk.authors.writers([owned(desk, site, id).comment])
    profile = profile_of(desk, writer)
    admit(desk, profile)

    def revise(record: Record) -> Record | None:
        must_be_open(discussion_of(desk.articles, site, record.comment.article), desk.clock())
        revision = record.latest.revision + 1
        keep_pace(desk, profile, f"{id} {revision}")
        return desk.comments.revise(
            record,
            replace(
                record.latest,
                text=written,
                revision=revision,
                received_at=desk.clock(),
                post=record.latest.post and not premoderated(desk, profile),
            ),
        )

    return _persist(desk, site, id, revise).latest


def erase(desk: Desk, site: str, id: str, member: str | None = None) -> None:
    """Erase what was written, wherever it is; a tombstone and a trail without words stay.  Doing it twice is harmless.

    Raises NotFound, Settled, or NotAllowed where it is not `member` who wrote it.
    """
    for _ in range(TRIES):
        record = _found(desk, site, id)
        if record.state is State.DELETED:
            return
        must_be_by(record, member)
        if desk.comments.erase(record, desk.clock()):
            return
    raise Settled(BUSY)


def must_be_by(record: Record, member: str | None) -> None:
    """A site that says for which member it acts is held to it.  Raises NotAllowed."""
    if member is not None and record.comment.author.id != member:
        raise NotAllowed("이 회원이 쓴 의견이 아닙니다.")


def owned(desk: Desk, site: str, id: str) -> Record:
    """The record of a comment of this site.  Raises NotFound, also for what is deleted."""
    record = _found(desk, site, id)
    if record.state is State.DELETED:
        raise NotFound(NOTHING)
    return record


def _found(desk: Desk, site: str, id: str) -> Record:
    (record,) = desk.comments.find([id])
    if record is None or record.comment.site != site:
        raise NotFound(NOTHING)
    return record


def _persist(desk: Desk, site: str, id: str, change: Callable[[Record], Record | None]) -> Record:
    """An author's wish outlasts a ruling that comes in between: look again, and try again."""
    for _ in range(TRIES):
        changed = change(owned(desk, site, id))
        if changed:
            return changed
    raise Settled(BUSY)
