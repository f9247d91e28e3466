"""A queue as one might meet it on an ordinary evening: what browser tests and screenshots look at."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from moderation.assessment import Assessment, Finding, Span
from moderation.comment import Article, Author, Comment
from moderation.decision import SILENT, Decision, Reason, Referral, Ruling, Verdict
from moderation.desk import Desk
from moderation.discussion import Discussion, Mode, Sensitive
from moderation.objecting import appeal, report
from moderation.record import Record
from moderation.reviewing.proposing import propose
from moderation.reviewing.queue import call_late
from moderation.store import Pulse
from moderation.store.memory_webhooks import MemoryWebhooks
from moderation.store.webhooks import DeadLetter, Webhook
from moderation.store.workshop import Failure, Hand, Line, MemoryWorkshop
from moderation.tally import took
from moderation.traces import traced
from tests.builders import a_comment

BUDGET = Article(
    "21468", "http://whytimes.kr/news/view.php?idx=21468", "[정세분석] 누리해 항로 협정, 3주 앞으로", "정세분석"
)
HEALTH = Article(
    "21475", "http://whytimes.kr/news/view.php?idx=21475", "겨울철 독감 예방접종, 언제 맞는 것이 좋은가", "생활"
)
VERSIONS = {"lexicon": "own@2026.11", "toxicity": "hanmadi-toxicity@1.0.0 int8"}
MEMBER = Author("member", "새벽기차", "m-1003")


def found(code: str, stage: str, score: float, *words: str, text: str, detail: str | None = None) -> Reason:
    """A reason with the places of `words` in the text."""
    spans = tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)
    return Reason(code, stage, score, spans, detail)


def referred(desk: Desk, minutes: int, text: str, *reasons: Reason, **changes: object) -> Record:
    """A held comment of some minutes ago."""
    return ruled(desk, minutes, text, Verdict.PUBLISH, *reasons, refer=True, **changes)


def ruled(
    desk: Desk, minutes: int, text: str, verdict: Verdict, *reasons: Reason, refer: bool = False, **changes: object
) -> Record:
    """A comment of some minutes ago, ruled on by the machine."""
    at = desk.clock() - timedelta(minutes=minutes)
    comment: Comment = a_comment(text, **{"article": BUDGET, "received_at": at, **changes})
    desk.comments.receive([comment])
    traces = traced(Assessment(tuple(seen(minutes, *reasons))))
    ruling: Ruling = (
        Referral(at, reasons, policy="default@1", versions=VERSIONS, traces=traces)
        if refer
        else Decision(verdict, at, reasons, policy="default@1", versions=VERSIONS, traces=traces)
    )
    (record,) = desk.comments.rule([(Record(comment), ruling)])
    assert record is not None
    return record


def seen(number: int, *reasons: Reason) -> Iterator[Finding]:
    """What the stages saw behind these reasons, and a little that lies under every limit."""
    yield Finding("toxicity", "insult", number * 37 % 48 / 100)
    for reason in reasons:
        if reason.score is not None:
            yield Finding(reason.stage, reason.code, reason.score, reason.spans)


def fill(desk: Desk) -> None:
    """Held, reported, appealed and late comments at whytimes."""
    text = "기사를 이따위로 쓰고도 월급을 받다니, 시발 너무하네요.\n협정 조항이나 제대로 읽고 쓰십시오."
    profanity = found("profanity", "lexicon", 0.66, "시발", text=text, detail="시발")
    referred(desk, 34, text, profanity, Reason("toxic", "toxicity", 0.71), author=MEMBER)
    text = "문의는 010-1234-5678로 주십시오. 싸게 해 드립니다."
    pii = found("pii", "pii", 0.98, "010-1234-5678", text=text, detail="전화번호")
    referred(desk, 12, text, pii, author=Author("guest", "나들이"), article=HEALTH)
    text = "그 동네 사람들은 원래 다 그렇지 뭐."
    region = found("region", "toxicity", 0.58, "그 동네 사람들", text=text)
    referred(desk, 51, text, region, author=Author("guest", "보리차"))
    referred(desk, 7, "정부가 이번 협상에서 무엇을 얻었는지 묻고 싶습니다.", Reason(SILENT, "toxicity"))
    text = "너 같은 놈은 집 앞에서 기다렸다가 죽여 버린다"
    threat = found("threat", "lexicon", 0.97, "죽여 버린다", text=text, detail="죽여 버리-")
    referred(desk, 3, text, threat, author=Author("guest", "지나가다"))
    reported = ruled(desk, 90, "접종 날짜도 모르면서 아는 척은. 참 한심하네요.", Verdict.PUBLISH, article=HEALTH)
    for n, (reason, note) in enumerate((("insult", "작성자를 모욕합니다."), ("insult", ""), ("profanity", ""))):
        report(desk, "whytimes", reported.comment.id, Author("member", f"독자{n + 1}", f"m-{n}"), reason, note)
    text = "이런 바보 같은 협정은 다시 맺지 말아야 합니다."
    insult = found("insult", "lexicon", 0.91, "바보", text=text, detail="바보")
    rejected = ruled(desk, 180, text, Verdict.REJECT, insult, author=MEMBER)
    appeal(desk, "whytimes", rejected.comment.id, "협정을 두고 한 말이고, 사람을 모욕한 것이 아닙니다.")
    ruled(desk, 400, "지난번 기사도 잘 읽었습니다. 고맙습니다.", Verdict.PUBLISH, author=MEMBER, article=HEALTH)
    at = desk.clock() - timedelta(minutes=6)
    desk.comments.receive([a_comment("자동 판정이 늦어지는 의견입니다.", article=BUDGET, received_at=at)])
    call_late(desk)


WEEKS = (31, 28, 44, 39, 35, 22, 18, 33, 41, 52, 47, 38, 25, 20)
"""How many comments came on each of the last fourteen days, today last."""


def history(desk: Desk) -> None:
    """What was ruled on before today: mostly published, as at any newspaper."""
    insult = Reason("insult", "toxicity", 0.93)
    for days, count in enumerate(reversed(WEEKS)):
        for n in range(count):
            verdict = {0: Verdict.REJECT, 1: Verdict.HIDE, 2: Verdict.REJECT}.get(n % 11, Verdict.PUBLISH)
            reasons = () if verdict is Verdict.PUBLISH else (insult,)
            ruled(desk, days * 24 * 60 + n * 3 + 1, f"지난 의견 {days}-{n}", verdict, *reasons, article=HEALTH)
    people_ruled(desk)


HARBOUR = Article("21480", "http://whytimes.kr/news/view.php?idx=21480", "누리해 항만 이전, 주민 투표로 간다", "사회")
OBITUARY = Article("21471", "http://whytimes.kr/news/view.php?idx=21471", "[부고] 평생 등대를 지킨 이여울 씨", "사람들")


def uproar(desk: Desk) -> None:
    """A discussion that gets out of hand, one that takes condolences only, and a section that is ruled strictly."""
    insult = Reason("insult", "toxicity", 0.93)
    desk.articles.put(Discussion("whytimes", OBITUARY, Mode.CONDOLENCE, sensitive=frozenset({Sensitive.OBITUARY})))
    desk.articles.put_section("whytimes", "정치", Mode.STRICT)
    for minutes in (26, 19, 8):
        ruled(desk, minutes, "삼가 고인의 명복을 빕니다.", Verdict.PUBLISH, article=OBITUARY)
    for n in range(14):
        ruled(desk, 200 - 9 * n, f"항만 이야기 {n}", Verdict.PUBLISH, article=HARBOUR)
    for n in range(26):
        verdict = Verdict.PUBLISH if n % 3 == 0 else Verdict.REJECT
        ruled(
            desk, 30 - n, f"항만 다툼 {n}", verdict, *(() if verdict is Verdict.PUBLISH else (insult,)), article=HARBOUR
        )
    propose(desk)


HELD_LABELS = ("insult", "profanity", "region", "insult", "toxic", "profanity", "insult")
VERDICTS = (Verdict.REJECT, Verdict.MASK, Verdict.PUBLISH, Verdict.HIDE, Verdict.REJECT)


def people_ruled(desk: Desk) -> None:
    """What people decided in these days about what was held, one as fast as the other is slow."""
    for n in range(70):
        minutes = 24 * 60 * (n % 14) + 40 + n * 7
        label, verdict = HELD_LABELS[n % 7], VERDICTS[n % 5]
        reason = Reason(label, "toxicity", 0.6)
        record = referred(desk, minutes, f"사람이 본 의견 {n}", reason, article=HEALTH)
        at = record.trail[-1].at + timedelta(seconds=40 + 37 * (n * n % 50))
        name = ("김담당", "이선임", "박담당")[n % 3]
        decided = Decision(verdict, at, (Reason(label, "moderator"),), by=name, policy="default@1")
        (after,) = desk.comments.rule([(record, decided)])
        seconds = timedelta(seconds=3 + n * n % 40)
        desk.tallies.count("whytimes", at, {took(name, seconds): 1})
        if after and n % 17 == 0:
            desk.comments.rule([(after, replace(decided, verdict=Verdict.PUBLISH, by="이선임", at=at + seconds))])


def machinery(desk: Desk) -> None:
    """Two workers, a queue with a few jobs, one that failed, and a webhook whose receiver was away for a day."""
    now = desk.clock()
    workshop, webhooks = desk.workshop, desk.webhooks
    assert isinstance(workshop, MemoryWorkshop)
    assert isinstance(webhooks, MemoryWebhooks)
    at = now - timedelta(seconds=40)
    workshop.lines = [Line("judge", 12, at, 1), Line("judge-urgent", 0), Line("notify", 1, at)]
    for n, hand in enumerate(("desk-1-4121", "desk-1-4122")):
        since = now - timedelta(hours=9)
        workshop.registered.append(Hand(hand, ("judge",), "desk-1", 4121 + n, since, now, n == 0, 18_204 - 311 * n))
        desk.pulses.beat(Pulse(hand, "hanmadi-toxicity@1.0.0"), now + timedelta(days=1))
    lines = ("worker.py:131 _judged", "judging.py:33 judge", "pii.py:88 __call__", "RecursionError")
    workshop.failed["judge-c_1"] = Failure(
        "judge-c_1", "judge", "c_Zk3vQ0aB81xQmT2p9LrE", now - timedelta(hours=2), lines
    )
    webhooks.keep_webhook(Webhook("whytimes", "https://www.example.kr/hooks/hanmadi", ("whsec_x",)))
    for n in range(3):
        webhooks.changed("whytimes", f"c_{n}Qm2p9LrEvQ0aB81xQmT", now - timedelta(days=1))
    webhooks.collect("whytimes", now)
    for _ in range(2):
        letter = webhooks.claim("whytimes", now, now + timedelta(minutes=1))
        assert letter is not None
        webhooks.bury("whytimes", DeadLetter(replace(letter, attempts=12), now - timedelta(minutes=7), "HTTP 503"))
    desk.engine.swept(now - timedelta(seconds=1))
