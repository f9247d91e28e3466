"""A queue as one might meet it on an ordinary evening: what browser tests and screenshots look at."""

from datetime import timedelta

from moderation.assessment import Span
from moderation.comment import Article, Author, Comment
from moderation.decision import SILENT, Decision, Reason, Referral, Ruling, Verdict
from moderation.desk import Desk
from moderation.objecting import appeal, report
from moderation.record import Record
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
    ruling: Ruling = (
        Referral(at, reasons, policy="default@1", versions=VERSIONS)
        if refer
        else Decision(verdict, at, reasons, policy="default@1", versions=VERSIONS)
    )
    (record,) = desk.comments.rule([(Record(comment), ruling)])
    assert record is not None
    return record


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
