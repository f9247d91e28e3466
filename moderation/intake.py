"""Receives a comment: checks what was submitted, keeps it as pending and has it judged, in one transaction."""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.comment import Article, Author, Comment
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault
from moderation.text.graphemes import is_blank, length

MAX_GRAPHEMES = 1000
MAX_CODE_POINTS = 8000
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
    text = written(submission.text)
    faults = (*_text_faults(text), *_parent_faults(desk, site, submission))
    if faults:
        raise BadSubmission(faults[0].reason, faults)
    comment = Comment(
        id=f"c_{secrets.token_urlsafe(15)}",
        site=site,
        article=submission.article,
        author=submission.author,
        text=text,
        received_at=desk.clock(),
        parent=submission.parent,
    )
    desk.comments.receive(comment)
    return comment


def written(text: str) -> str:
    """The text as we keep it: NFC (NFKC would turn a typed ㅋㅋ into other letters), one kind of line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


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
    if parent is None or parent["article"] != submission.article.id:
        yield Fault("/parent", "답글을 달 의견이 이 기사에 없습니다.")
