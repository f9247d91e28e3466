"""The desk's words for what the house knows by code, and a reason as a plain sentence."""

from moderation.audit import Deed
from moderation.decision import SILENT, Reason, Ruling, State, Verdict
from moderation.explanation import gravest
from moderation.label import LABELS
from moderation.moderator import Role
from moderation.objection import REPORT_REASONS
from moderation.reviewing.queue import Item, Kind, latest_ruling
from moderation.web.moderators.language import Spoken

KINDS = {Kind.HELD: "보류", Kind.REPORTED: "신고", Kind.APPEALED: "이의 제기", Kind.LATE: "판정 지연"}
STATES = {
    State.PENDING: "판정 대기",
    State.PUBLISHED: "게시",
    State.HELD: "보류",
    State.HIDDEN: "숨김",
    State.REJECTED: "거부",
    State.DELETED: "삭제",
}
VERDICTS = {Verdict.PUBLISH: "게시", Verdict.MASK: "가리고 게시", Verdict.HIDE: "숨김", Verdict.REJECT: "거부"}
ROLES = {Role.OPERATOR: "운영자", Role.SENIOR: "선임", Role.MODERATOR: "담당자", Role.AUDITOR: "감사"}
STAGES = {
    "lexicon": "어휘 사전",
    "pii": "개인정보 찾기",
    "flood": "도배 감지",
    "toxicity": "유해성 모델",
    "adverts": "광고 감지",
    "advert": "광고 감지",
    "moderator": "담당자",
}
DEEDS = {
    Deed.ENTERED: "로그인",
    Deed.REFUSED: "로그인 실패",
    Deed.LEFT: "로그아웃",
    Deed.RULED: "결정",
    Deed.UNDID: "되돌리기",
    Deed.NOTED: "메모",
    Deed.ADDED: "계정 추가",
    Deed.REMOVED: "계정 삭제",
    Deed.PASSWORD: "비밀번호 재발급",
    Deed.SESSIONS: "세션 종료",
}
OUTCOMES = {
    "publish": "게시",
    "mask": "가리고 게시",
    "hide": "숨김",
    "reject": "거부",
    "refer": "보류",
    "settled": "먼저 결정됨 (409)",
    "forbidden": "권한 없음",
    "invalid": "입력 오류",
    "unauthenticated": "비밀번호 틀림",
    "done": "완료",
}


def label_name(code: str, say: Spoken) -> str:
    """What a label is called."""
    if say.language == "en":
        return code
    return LABELS[code].name if code in LABELS else "확인 필요"


def stage_name(stage: str, say: Spoken) -> str:
    """What a stage is called."""
    return say(STAGES.get(stage, stage))


def because(item: Item, reporters: int, say: Spoken) -> list[str]:
    """Why this waits, in plain sentences, the most pressing first."""
    sentences = []
    if Kind.APPEALED in item.kinds:
        sentences.append(say("작성자가 결정에 이의를 제기했습니다."))
    if Kind.REPORTED in item.kinds:
        sentences.append(say("독자 {n}명이 신고했습니다.", n=reporters) if reporters else say("독자가 신고했습니다."))
    if Kind.LATE in item.kinds:
        sentences.append(say("자동 판정이 늦어지고 있습니다."))
    ruling = latest_ruling(item.record)
    if ruling and (Kind.HELD in item.kinds or not sentences):
        sentences.append(why(ruling, say))
    return sentences


def why(ruling: Ruling, say: Spoken) -> str:
    """The gravest reason of a ruling as a sentence."""
    reason = gravest(ruling.reasons)
    silent = [each for each in ruling.reasons if each.code == SILENT]
    if reason is None and silent:
        return say("{stage}의 답이 없어 사람이 확인해야 합니다.", stage=stage_name(silent[0].stage, say))
    if reason is None:
        return say("특별한 사유가 없습니다.")
    return f"{seen(reason, say)} ({score(reason)})" if reason.score is not None else seen(reason, say)


def seen(reason: Reason, say: Spoken) -> str:
    """What was seen, as a sentence."""
    label = LABELS.get(reason.code)
    if label is None:
        return say("{stage}의 답이 없습니다.", stage=stage_name(reason.stage, say))
    return (
        f"{label.phrase_en[:1].upper()}{label.phrase_en[1:]}."
        if say.language == "en"
        else f"{label.phrase_ko} 있습니다."
    )


def score(reason: Reason) -> str:
    """A probability in whole per cent."""
    return "" if reason.score is None else f"{reason.score:.0%}"


def report_name(reason: str, say: Spoken) -> str:
    """What a reader's reason is called."""
    return reason if say.language == "en" else REPORT_REASONS.get(reason, reason)


def outcome(code: str, say: Spoken) -> str:
    """What came of a deed."""
    return say(OUTCOMES.get(code, code))
