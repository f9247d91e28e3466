"""The desk's words for what the house knows by code, and a reason as a plain sentence."""

from datetime import datetime, timedelta

from moderation.audit import Deed
from moderation.decision import CONDOLENCE, SILENT, Reason, Ruling, State, Verdict
from moderation.discussion import Mode, Sensitive, Source
from moderation.explanation import gravest
from moderation.label import GROUNDS, LABELS
from moderation.lesson import Fault
from moderation.moderator import Role
from moderation.objection import REPORT_REASONS
from moderation.reviewing.queue import Item
from moderation.sanction import Measure
from moderation.store.waiting import Kind, Slip, latest_ruling
from moderation.tally import KST
from moderation.tightening import Proposal, Why
from moderation.web.moderators.language import Spoken
from moderation.web.moderators.moments import how_long

KINDS = {
    Kind.HELD: "보류",
    Kind.REPORTED: "신고",
    Kind.APPEALED: "이의 제기",
    Kind.LATE: "판정 지연",
    Kind.HANDED: "선임에게",
}
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
MODES = {
    Mode.POST: "사후 검토",
    Mode.PRE: "사전 검토",
    Mode.STRICT: "엄격하게",
    Mode.CONDOLENCE: "추모만",
    Mode.CLOSED: "닫힘",
}
SOURCES = {
    Source.DESK: "데스크가 정함",
    Source.SITE: "사이트가 정함",
    Source.SECTION: "지면에 정함",
    Source.DEFAULT: "기본값",
}
SENSITIVE = {
    Sensitive.DISASTER: "재난",
    Sensitive.SUICIDE: "자살",
    Sensitive.SEXUAL_CRIME: "성범죄",
    Sensitive.MINORS: "미성년자",
    Sensitive.OBITUARY: "부고",
    Sensitive.ELECTION: "선거",
}
STAGES = {
    "lexicon": "어휘 사전",
    "pii": "개인정보 찾기",
    "flood": "도배 감지",
    "toxicity": "유해성 모델",
    "adverts": "광고 감지",
    "advert": "광고 감지",
    "moderator": "담당자",
    "policy": "정책",
}
FAULTS = {
    Fault.LEXICON: "어휘 사전이 잘못 찾았습니다",
    Fault.MODEL: "모델이 잘못 보았습니다",
    Fault.POLICY: "기준이 너무 엄격합니다",
    Fault.CONTEXT: "맥락을 보면 괜찮습니다",
}
DEEDS = {
    Deed.ENTERED: "로그인",
    Deed.REFUSED: "로그인 실패",
    Deed.LEFT: "로그아웃",
    Deed.RULED: "결정",
    Deed.UNDID: "되돌리기",
    Deed.NOTED: "메모",
    Deed.HANDED: "선임에게 넘기기",
    Deed.HANDED_BACK: "넘긴 것 되돌리기",
    Deed.TAUGHT: "틀린 판정 적기",
    Deed.SANCTIONED: "작성자 제재",
    Deed.LIFTED: "제재 풂",
    Deed.ADDED: "계정 추가",
    Deed.REMOVED: "계정 삭제",
    Deed.PASSWORD: "비밀번호 재발급",
    Deed.SESSIONS: "세션 종료",
    Deed.POLICY: "정책 변경",
    Deed.LEXICON: "어휘 변경",
    Deed.CHANGED: "계정 변경",
    Deed.SECOND: "2단계 인증",
    Deed.EXPORTED: "내보내기",
    Deed.MODE: "기사 모드",
    Deed.SECTION: "지면 모드",
    Deed.PROPOSED: "조이기 제안",
    Deed.ACCEPTED: "제안 받아들임",
    Deed.DISMISSED: "제안 물리침",
    Deed.RETRIED: "작업 다시 하기",
    Deed.DISCARDED: "버리기",
    Deed.REPLAYED: "알림 다시 보내기",
}
ABOUT_ARTICLES = frozenset({Deed.MODE, Deed.PROPOSED, Deed.ACCEPTED, Deed.DISMISSED})
MEASURES = {
    Measure.WARN: "경고",
    Measure.SLOW: "천천히 쓰기",
    Measure.PREMODERATE: "사전 확인",
    Measure.SUSPEND: "정지",
    Measure.BAN: "영구 정지",
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
    "added": "더함",
    "changed": "바꿈",
    "removed": "지움",
    "on": "켬",
    "off": "끔",
    "reset": "없앰",
    "undone": "되돌림",
    "site": "사이트가 정한 대로",
    **{role.value: word for role, word in ROLES.items()},
    **{measure.value: word for measure, word in MEASURES.items()},
    **{mode.value: word for mode, word in MODES.items()},
}


def label_name(code: str, say: Spoken) -> str:
    """What a label is called."""
    if say.language == "en":
        return code
    known = LABELS.get(code) or GROUNDS.get(code)
    return known.name if known else "확인 필요"


def state_name(state: str, say: Spoken) -> str:
    """What a state is called.  In Korean the word is that of the verdict."""
    return state.capitalize() if say.language == "en" else STATES[State(state)]


def stage_name(stage: str, say: Spoken) -> str:
    """What a stage is called."""
    return say(STAGES.get(stage, stage))


def order(slip: Slip, now: datetime, say: Spoken) -> str:
    """Why it stands where it does in the queue: the factors of its urgency."""
    factors = [say("위험 {n}%", n=round(100 * slip.risk))]
    if slip.reports:
        factors.append(say("신고의 무게 {n}", n=f"{slip.reports:.1f}"))
    if slip.readers:
        factors.append(say("독자 약 {n}명", n=f"{slip.readers:,}"))
    if (waited := now - slip.since) >= timedelta(minutes=1):
        factors.append(say("기다린 시간 {n}", n=how_long(waited, say)))
    return say("순서:") + " " + " · ".join(factors)


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
    ground = next((GROUNDS[each.code] for each in ruling.reasons if each.code in GROUNDS), None)
    if ground:
        return ground.told(english=say.language == "en")
    silent = [each for each in ruling.reasons if each.code == SILENT]
    if reason is None and any(each.code == CONDOLENCE for each in ruling.reasons):
        return say("추모 의견만 받는 기사라서 사람이 먼저 읽습니다.")
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


def proposed(proposal: Proposal, say: Spoken) -> str:
    """Why a discussion should be tightened, with the figures."""
    if proposal.why is Why.BURST:
        return say(
            "10분 동안 의견 {n}건이 올라왔습니다. 평소에는 {usual}건입니다.",
            n=proposal.comments,
            usual=f"{proposal.usual:.1f}",
        )
    share = f"{proposal.blocked / proposal.comments:.0%}"
    return say(
        "지난 1시간에 판정한 의견 {n}건 가운데 {blocked}건({share})이 막혔습니다.",
        n=proposal.comments,
        blocked=proposal.blocked,
        share=share,
    )


def report_name(reason: str, say: Spoken) -> str:
    """What a reader's reason is called."""
    return reason if say.language == "en" else REPORT_REASONS.get(reason, reason)


def last_day(expires: datetime) -> str:
    """The last day on which an entry counts that expires then, in Korea, as its form has it."""
    return (expires - timedelta(microseconds=1)).astimezone(KST).date().isoformat()


def outcome(code: str, say: Spoken) -> str:
    """What came of a deed."""
    return say(OUTCOMES.get(code, code))
