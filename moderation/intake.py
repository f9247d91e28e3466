"""Receives a comment: checks what was submitted, keeps it as pending and has it judged, in one transaction."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from moderation import room
from moderation.admission import admit, keep_pace, premoderated
from moderation.comment import Article, Author, Comment
from moderation.decision import State
from moderation.desk import Desk
from moderation.discussion import CLOSED, Discussion, Mode
from moderation.errors import BadSubmission, Closed, Fault, Refused
from moderation.record import Record
from moderation.room import Place, Room
from moderation.standing import Writer
from moderation.store import Once
from moderation.store.gate import Asked
from moderation.text.graphemes import is_blank
from moderation.writing import text_faults, written

MAX_KEY = 255


@dataclass(frozen=True, slots=True)
class Submission:
    """A comment as a site hands it in; its fields have the right types, their meaning is still to be checked.

    `network` is the pseudonym of a guest's network; the same comment may come again by another one.
    """

    article: Article
    author: Author
    text: str
    parent: str | None = None
    network: str | None = field(default=None, repr=False)

    def writer(self, site: str) -> Writer | None:
        """Who writes, as far as one can tell."""
        if self.author.id:
            return Writer(site, "member", self.author.id)
        return Writer(site, "guest", self.network) if self.network else None


@dataclass(frozen=True, slots=True)
class Batch:
    """Comments that came together: the `body` as it came, those that are accepted, and what is answered to all."""

    body: str
    comments: Sequence[Comment]
    answer: str


def look(desk: Desk, site: str, submissions: Sequence[Submission]) -> Room:
    """Where these submissions would stand, and whether there is room for them: one round trip."""
    return room.look(desk, site, [Asked(each.article, each.writer(site), each.parent) for each in submissions])


def receive(desk: Desk, site: str, submission: Submission, place: Place, urgent: bool = False) -> Comment:
    """Keep the comment as pending and enqueue its judgement, before others if `urgent`.  Raises as `accept` does."""
    comment = accept(desk, site, submission, place)
    desk.comments.receive([comment], urgent)
    return comment


def receive_once(desk: Desk, site: str, submission: Submission, place: Place, key: str, urgent: bool = False) -> str:
    """The same, once for each idempotency key of a site: the id of the comment that this key stands for.

    Raises as `accept` does, or Reused if the key came before with another submission.
    """
    _must_be_a_key(key)
    once = Once(_digest(site, key), _digest(repr(submission)), "")
    try:
        comment = accept(desk, site, submission, place, once.key)
    except Refused:  # the article was closed since, the parent deleted: the first answer still holds
        earlier = desk.comments.answered(once)
        if earlier:
            return earlier
        raise
    return desk.comments.receive_once([comment], replace(once, answer=comment.id), urgent)


def receive_batch_once(desk: Desk, site: str, batch: Batch, key: str) -> str:
    """Keep a batch, once for each idempotency key of a site: the answer that this key stands for.

    Raises BadSubmission on a key that is none, or Reused if the key came before with another batch.
    """
    once = _once_for_batch(site, batch.body, key)
    return desk.comments.receive_once(batch.comments, replace(once, answer=batch.answer))


def answered_batch(desk: Desk, site: str, body: str, key: str) -> str | None:
    """What such a batch was answered with already: it takes no more room, and begins no pause.  Raises likewise."""
    return desk.comments.answered(_once_for_batch(site, body, key))


def accept(desk: Desk, site: str, submission: Submission, place: Place, key: str | None = None) -> Comment:
    """The comment that a submission makes; not kept yet.  The same `key` is never too soon after itself.

    Raises BadSubmission with every fault at once, Closed, Barred, Slowed, or Overloaded.
    """
    if place.refusal:
        raise place.refusal
    discussion, profile = place.discussion, place.profile
    must_be_open(discussion, desk.clock())
    admit(desk, profile)
    text = written(submission.text)
    if submission.parent and discussion.mode is Mode.CONDOLENCE:
        raise Closed("추모 의견란에는 답글을 달 수 없습니다.")
    faults = (
        *text_faults(text),
        *_name_faults(submission.author.name),
        *_parent_faults(site, submission, place.parent),
    )
    if faults:
        raise BadSubmission(faults[0].reason, faults)
    id = f"c_{secrets.token_urlsafe(15)}"
    keep_pace(desk, profile, key or id)
    return Comment(
        id=id,
        site=site,
        article=submission.article,
        author=submission.author,
        text=text,
        received_at=desk.clock(),
        parent=submission.parent,
        post=discussion.mode is Mode.POST and not premoderated(desk, profile),
        network=submission.network,
    )


def _once_for_batch(site: str, body: str, key: str) -> Once:
    _must_be_a_key(key)
    return Once(_digest(site, "batch", key), _digest(body), "")


def _must_be_a_key(key: str) -> None:
    if not 1 <= len(key) <= MAX_KEY:
        fault = Fault("/Idempotency-Key", f"1자에서 {MAX_KEY}자 사이여야 합니다.")
        raise BadSubmission("`Idempotency-Key` 값이 올바르지 않습니다.", (fault,))


def must_be_open(discussion: Discussion, now: datetime) -> None:
    """Raises Closed where nothing new is accepted."""
    if not discussion.open_at(now):
        raise Closed(CLOSED)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _name_faults(name: str) -> Iterator[Fault]:
    if is_blank(name):
        yield Fault("/author/name", "이름을 입력해 주십시오.")


def _parent_faults(site: str, submission: Submission, parent: Record | None) -> Iterator[Fault]:
    if submission.parent is None:
        return
    here = parent and (parent.comment.site, parent.comment.article.id) == (site, submission.article.id)
    if parent is None or not here or parent.state is State.DELETED:
        yield Fault("/parent", "답글을 달 의견이 이 기사에 없습니다.")
