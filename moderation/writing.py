"""What people write: how it is kept, and what cannot be."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.errors import BadSubmission, Fault
from moderation.text.graphemes import is_blank, length

MAX_GRAPHEMES = 1000
MAX_CODE_POINTS = 8000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Field:
    """Where a text stands in a request, and what it is called in sentences: 의견은, 의견이, 의견을, 의견에."""

    pointer: str
    topic: str
    subject: str
    object: str
    within: str


TEXT = Field("/text", "의견은", "의견이", "의견을", "의견에")
REASON = Field("/reason", "이유는", "이유가", "이유를", "이유에")
NOTE = Field("/note", "설명은", "설명이", "설명을", "설명에")


def checked(text: str, field: Field = TEXT) -> str:
    """The text as we keep it.  Raises BadSubmission if nobody could read it, or it is too long."""
    text = written(text)
    faults = tuple(text_faults(text, field))
    if faults:
        raise BadSubmission(faults[0].reason, faults)
    return text


def written(text: str) -> str:
    """The text as we keep it: NFC (NFKC would turn a typed ㅋㅋ into other letters), one kind of line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def text_faults(text: str, field: Field = TEXT) -> Iterator[Fault]:
    """What is wrong with a text that is NFC."""
    if len(text) > MAX_CODE_POINTS:
        reason = f"{field.subject} 너무 깁니다. 코드 포인트 {MAX_CODE_POINTS:,}개까지 쓸 수 있습니다."
    elif CONTROL.search(text):
        reason = f"{field.within} 쓸 수 없는 제어 문자나 깨진 글자가 있습니다."
    elif is_blank(text):
        reason = f"{field.object} 입력해 주십시오."
    elif (count := length(text)) > MAX_GRAPHEMES:
        reason = f"{field.topic} {MAX_GRAPHEMES:,}자까지 쓸 수 있습니다. 지금은 {count:,}자입니다."
    else:
        return
    yield Fault(field.pointer, reason)
