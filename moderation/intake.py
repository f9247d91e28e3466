"""Receives a comment: checks what was submitted, keeps it as pending and has it judged, in one transaction."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from moderation.comment import Article, Author, Comment
from moderation.decision import State
from moderation.desk import Desk
from moderation.discussion import Discussion, Mode
from moderation.errors import BadSubmission, Closed, Fault
from moderation.store import Once
from moderation.store.articles import discussion_of
from moderation.text.graphemes import is_blank, length

MAX_GRAPHEMES = 1000
MAX_CODE_POINTS = 8000
MAX_KEY = 255
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Submission:
    """A comment as a site hands it in; its fields have the right types, their meaning is still to be checked."""

    article: Article
    author: Author
    text: str
    parent: str | None = None


def receive(desk: Desk, site: str, submission: Submission) -> Comment:
    """Keep the comment as pending and enqueue its judgement.  Raises BadSubmission with every fault at once."""
    comment = accept(desk, site, submission)
    desk.comments.receive([comment])
    return comment


def receive_once(desk: Desk, site: str, submission: Submission, key: str) -> str:
    """The same, once for each idempotency key of a site: the id of the comment that this key stands for.

    Raises BadSubmission, or Reused if the key came before with another submission.
    """
    if not 1 <= len(key) <= MAX_KEY:
        fault = Fault("/Idempotency-Key", f"1자에서 {MAX_KEY}자 사이여야 합니다.")
        raise BadSubmission("`Idempotency-Key` 값이 올바르지 않습니다.", (fault,))
    once = Once(key=_digest(site, key), body=_digest(repr(submission)))
    return desk.comments.receive_once(accept(desk, site, submission), once)


def accept(desk: Desk, site: str, submission: Submission) -> Comment:
    """The comment that a submission makes; not kept yet.  Raises BadSubmission with every fault at once, or Closed."""
    discussion = discussion_of(desk.articles, site, submission.article)
    must_be_open(discussion, desk.clock())
    text = written(submission.text)
    faults = (*_text_faults(text), *_parent_faults(desk, site, submission))
    if faults:
        raise BadSubmission(faults[0].reason, faults)
    return Comment(
        id=f"c_{secrets.token_urlsafe(15)}",
        site=site,
        article=submission.article,
        author=submission.author,
        text=text,
        received_at=desk.clock(),
        parent=submission.parent,
        post=discussion.mode is Mode.POST,
    )


def must_be_open(discussion: Discussion, now: datetime) -> None:
    """Raises Closed where nothing new is accepted."""
    if not discussion.open_at(now):
        raise Closed("이 기사의 의견 등록이 마감되었습니다.")


def checked(text: str) -> str:
    """The text as we keep it.  Raises BadSubmission if nobody could read it, or it is too long."""
    text = written(text)
    faults = tuple(_text_faults(text))
    if faults:
        raise BadSubmission(faults[0].reason, faults)
    return text


def written(text: str) -> str:
    """The text as we keep it: NFC (NFKC would turn a typed ㅋㅋ into other letters), one kind of line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _text_faults(text: str) -> Iterator[Fault]:
    if len(text) > MAX_CODE_POINTS:
        yield Fault("/text", f"의견이 너무 깁니다. 코드 포인트 {MAX_CODE_POINTS:,}개까지 쓸 수 있습니다.")
    elif CONTROL.search(text):
        yield Fault("/text", "의견에 쓸 수 없는 제어 문자가 있습니다.")
    elif is_blank(text):
        yield Fault("/text", "의견을 입력해 주십시오.")
    elif (count := length(text)) > MAX_GRAPHEMES:
        yield Fault("/text", f"의견은 {MAX_GRAPHEMES:,}자까지 쓸 수 있습니다. 지금은 {count:,}자입니다.")


def _parent_faults(desk: Desk, site: str, submission: Submission) -> Iterator[Fault]:
    if submission.parent is None:
        return
    parent = desk.comments.view(submission.parent, site)
    if parent is None or parent["article"] != submission.article.id or parent["state"] == State.DELETED:
        yield Fault("/parent", "답글을 달 의견이 이 기사에 없습니다.")
