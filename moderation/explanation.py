"""What authors and readers are told about a ruling: what class of expression, what they may do; never how it
was found.  Korean first, English second."""

from collections.abc import Sequence
from typing import Literal

from moderation.decision import Reason, State
from moderation.label import LABELS
from moderation.record import Record

Language = Literal["ko", "en"]

WITH_REASON = {
    State.HELD: (
        "{what} 있어 담당자가 확인하고 있습니다.",
        "A moderator is checking this comment: it may contain {what}.",
    ),
    State.PUBLISHED: ("{what} 있어 일부를 가리고 게시했습니다.", "Published with a part covered that may be {what}."),
    State.HIDDEN: ("{what} 있어 숨겨진 의견입니다.", "Hidden because it may contain {what}."),
    State.REJECTED: (
        "{what} 있어 게시하지 않았습니다. 표현을 고쳐 다시 등록하실 수 있습니다.",
        "Not published because it may contain {what}. You may rephrase it and post again.",
    ),
}

PLAIN = {
    State.PENDING: ("검토 중입니다.", "Under review."),
    State.HELD: (
        "자동 검토를 마치지 못해 담당자가 확인하고 있습니다.",
        "A moderator is checking this comment.",
    ),
    State.PUBLISHED: ("게시되었습니다.", "Published."),
    State.HIDDEN: ("운영 원칙에 따라 숨겨진 의견입니다.", "Hidden under the comment policy."),
    State.REJECTED: ("운영 원칙에 따라 게시하지 않았습니다.", "Not published under the comment policy."),
    State.DELETED: ("작성자가 삭제한 의견입니다.", "Deleted by its author."),
}


def explain(record: Record, language: Language = "ko") -> str:
    """One or two sentences on where a comment stands, that a site may show to its author."""
    reason = gravest(record.ruling.reasons) if record.ruling else None
    english = language == "en"
    if reason is None or record.state not in WITH_REASON:
        return PLAIN[record.state][english]
    label = LABELS[reason.code]
    return WITH_REASON[record.state][english].format(what=label.phrase_en if english else label.phrase_ko)


def gravest(reasons: Sequence[Reason]) -> Reason | None:
    """The reason to speak of: the most specific label, then the highest score.  `toxic` only stands alone."""
    named = [reason for reason in reasons if reason.code in LABELS]
    return max(named, key=lambda reason: (reason.code != "toxic", reason.score or 0.0), default=None)
