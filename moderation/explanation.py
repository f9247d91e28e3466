"""What authors and readers are told about a ruling: what class of expression, what they may do; never how it
was found.  Korean first, English second."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Literal

from moderation.decision import CONDOLENCE, Appealed, Reason, Ruling, State, Verdict
from moderation.label import GROUNDS, LABELS, Ground
from moderation.record import Record

Language = Literal["ko", "en"]

KST = timezone(timedelta(hours=9), "KST")
"""Korea has one zone and no summer time."""

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

TO_BE_READ = (
    "추모 의견은 담당자가 읽은 뒤에 게시합니다.",
    "Condolences are published after a moderator has read them.",
)


ADVICE = {
    State.HELD: (
        "확인이 끝나기 전에도 의견을 고치거나 삭제하실 수 있습니다.",
        "You may edit or delete the comment meanwhile.",
    ),
    State.PUBLISHED: (
        "의견을 고치거나 삭제하실 수 있습니다. 고친 의견은 다시 검토합니다.",
        "You may edit or delete the comment. What you edit is reviewed again.",
    ),
    State.HIDDEN: (
        "표현을 고치시면 다시 검토합니다. 의견을 삭제하실 수도 있습니다.",
        "If you rephrase it, it is reviewed again. You may also delete it.",
    ),
    State.REJECTED: (
        "표현을 고치시면 다시 검토합니다. 의견을 삭제하실 수도 있습니다.",
        "If you rephrase it, it is reviewed again. You may also delete it.",
    ),
}

POSSIBLE = (
    "{until}까지 이의를 제기하실 수 있습니다. 처음 결정하지 않은 담당자가 다시 확인합니다.",
    "You may appeal until {until} (Korean time). Somebody who did not decide first will look again.",
)
ANSWERS = {
    Appealed.OPEN: (
        "이의 제기를 받았습니다. 처음 결정하지 않은 담당자가 다시 확인하고 있습니다.",
        "Your appeal was received. Somebody who did not decide first is looking again.",
    ),
    Appealed.UPHELD: (
        "다른 담당자가 다시 확인했으며, 처음 결정을 유지합니다.",
        "Somebody else looked again and upholds the decision.",
    ),
    Appealed.OVERTURNED: (
        "다른 담당자가 다시 확인하여 처음 결정을 바꾸었습니다.",
        "Somebody else looked again and changed the decision.",
    ),
}
BECAUSE = ("{what} 있다고 판단했습니다.", "It was found to contain {what}.")
ALLOWED = ("운영 원칙에 어긋나지 않는다고 판단했습니다.", "It was found to be within the comment policy.")


def advise(record: Record, language: Language = "ko") -> str | None:
    """What the author may do now, besides an appeal; None where there is no need, or nothing is left to do."""
    plain = record.ruling is not None and record.ruling.verdict is Verdict.PUBLISH
    told = None if plain else ADVICE.get(record.state)
    return told and told[language == "en"]


def about_appeal(record: Record, language: Language = "ko") -> str | None:
    """Until when the author may appeal, or what came of the appeal and why; None where there is nothing to say."""
    ruling, english = record.ruling, language == "en"
    if ruling is None or record.state is State.DELETED:
        return None
    if ruling.appeal_until:
        return POSSIBLE[english].format(until=korean_time(ruling.appeal_until, language))
    if ruling.appealed is None:
        return None
    because = ("", "") if ruling.appealed is Appealed.OPEN else _because(ruling)
    return f"{ANSWERS[ruling.appealed][english]} {because[english]}".strip()


def _because(ruling: Ruling) -> tuple[str, str]:
    """Why a person answered an appeal as they did: a moderator gives a reason for everything but to publish."""
    reason = gravest(ruling.reasons)
    if reason is None:
        return ALLOWED if ruling.verdict is Verdict.PUBLISH else ("", "")
    label = LABELS[reason.code]
    return BECAUSE[0].format(what=label.phrase_ko), BECAUSE[1].format(what=label.phrase_en)


def korean_time(moment: datetime, language: Language = "ko") -> str:
    """To the minute, on a clock in Korea: `2026년 12월 23일 12:00`, or `2026-12-23 12:00`."""
    there = moment.astimezone(KST)
    return (
        f"{there:%Y-%m-%d %H:%M}" if language == "en" else f"{there.year}년 {there.month}월 {there.day}일 {there:%H:%M}"
    )


def explain(record: Record, language: Language = "ko") -> str:
    """One or two sentences on where a comment stands, that a site may show to its author."""
    reason = gravest(record.ruling.reasons) if record.ruling else None
    english = language == "en"
    if reason is None and record.state is State.HELD and _only_to_be_read(record):
        return TO_BE_READ[english]
    ground = record.state is State.HELD and record.ruling and _ground(record.ruling.reasons)
    if ground:
        return ground.english if english else ground.korean
    if reason is None or record.state not in WITH_REASON:
        return PLAIN[record.state][english]
    label = LABELS[reason.code]
    return WITH_REASON[record.state][english].format(what=label.phrase_en if english else label.phrase_ko)


def _only_to_be_read(record: Record) -> bool:
    return bool(record.ruling and {reason.code for reason in record.ruling.reasons} == {CONDOLENCE})


def _ground(reasons: Sequence[Reason]) -> Ground | None:
    """What about the author, and not the text, brought a comment before a person."""
    return next((GROUNDS[reason.code] for reason in reasons if reason.code in GROUNDS), None)


def gravest(reasons: Sequence[Reason]) -> Reason | None:
    """The reason to speak of: the most specific label, then the highest score.  `toxic` only stands alone."""
    named = [reason for reason in reasons if reason.code in LABELS]
    return max(named, key=lambda reason: (reason.code != "toxic", reason.score or 0.0), default=None)
