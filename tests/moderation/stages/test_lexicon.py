"""The lexicon stage: what is found, how sure we are, and whether it is used or spoken about."""

import pytest

from benchmarks.eval_text import MENTION, suite
from moderation.assessment import Assessment, Finding
from moderation.comment import Article, Author
from moderation.decision import Referral, Verdict
from moderation.lexicon import Entry, Lexicon, own_entries
from moderation.pipeline import Case
from moderation.policy import Act, Limit, Policy
from moderation.stages.lexicon import CERTAIN, DOUBTFUL, LexiconStage
from tests.builders import NOON, POLICY, a_comment

LEXICON = Lexicon(own_entries())
OWN = LexiconStage(lambda: LEXICON)


def seen(stage: LexiconStage, text: str) -> tuple[Finding, ...]:
    (findings,) = stage([Case(a_comment(text))])
    return findings


def test_a_finding_names_the_label_the_place_and_the_entry() -> None:
    stage = LexiconStage(lambda: Lexicon([Entry("나[비뷔]", label="insult")]))
    assert seen(stage, "야 나1비야") == (
        Finding("lexicon", "insult", CERTAIN, ((2, 5),), detail="나[비뷔]"),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("text", ["아 시발 덥다", "존나 웃기네", "ㅅㅂ 또 졌다"])
def test_swearing_at_nobody_is_profanity_and_may_be_masked(text: str) -> None:
    masking = Policy("masking", 1, dict(POLICY.limits) | {"profanity": Limit({Act.MASK: 0.5})})
    assert masking.rule(Assessment(seen(OWN, text)), NOON).verdict is Verdict.MASK


@pytest.mark.parametrize("text", ["시발놈아", "야 씨발 새끼야", "ㅅㅂ놈들", "18놈", "씹새끼"])
def test_swearing_at_somebody_is_an_insult(text: str) -> None:
    assert {finding.label for finding in seen(OWN, text)} == {"insult"}


def test_a_suspicion_is_less_certain_than_a_ban() -> None:
    stage = LexiconStage(lambda: Lexicon([Entry("나비", kind="suspect")]))
    assert [finding.score for finding in seen(stage, "나비")] == [DOUBTFUL]


@pytest.mark.parametrize("text", [text for kind, text in suite("innocents") if kind == MENTION])
def test_a_slur_that_is_quoted_to_object_to_it_is_spoken_about(text: str) -> None:
    assert seen(OWN, text)
    assert all(finding.quoted for finding in seen(OWN, text))


@pytest.mark.parametrize(
    "text",
    [
        "이 병신아",
        "짱깨들은 돌아가라",
        "씨발 같은 소리",
        "야 이 개새끼야 쓰레기 기사 쓰지 마",
        "틀딱들 또 시작이네",
        "야 이 병신 같은 소리 하지 마라",
        "시발 말이 되냐",
        "병신 말하는 꼬라지 봐라",
        "씨발 욕 나오네",
        "개새끼 댓글 좀 봐라",
        "틀딱 말 듣지 마",
        "빨갱이 말을 믿냐",
        "짱깨 뜻대로 되겠냐",
        '"야 이 병신아"',
        "병신이라고 불러줄게",
        "너 같은 놈을 병신이라고 한다",
        "넌 병신이란다",
        "이런 걸 개새끼라고 하지",
        "병신이라는 말도 아깝다",
        "씨발이라는 말밖에 안 나온다",
        "한남들은 다 죽어라",
        "ㅋㅋ '병신'",
        "맘충 댓글 역겹다",
        "병신이니 그따위 소리를 하지",
        "쪽바리 말투",
        "미친놈 취급도 아깝다 미친놈아",
        "지랄하지 마라",
        "지랄하지 마 병신아",
        "시발 하지 말라고",
        '"시발" 진짜 짜증나',
        "좆까라 그래",
        "개새끼 소리 나오네",
        "빨갱이 새끼 쓰지 마라",
    ],
)
def test_a_slur_that_is_thrown_is_used(text: str) -> None:
    assert not any(finding.quoted for finding in seen(OWN, text))


@pytest.mark.parametrize(
    "text",
    [
        "자살해라",
        "자.살.해라",
        "너 같은 건 나가 죽어라",
        "나가죽어버려",
        "목이나 매라",
        "한강 가라",
        "정신병자 아니야?",
        "애비 없는 티 내네",
    ],
)
def test_who_tells_somebody_to_die_or_calls_them_sick_is_not_published(text: str) -> None:
    assert {finding.label for finding in seen(OWN, text)} == {"insult"}


@pytest.mark.parametrize(
    "text",
    [
        "전쟁터에 나가 죽어 간 청년들",
        "죽어라 공부했다",
        "자살 예방 상담 전화는 109입니다",
        "자살하지 마세요",
        "자살해 안타깝게 생을 마감했다",
        "한강 가라앉은 배를 인양했다",
        "주말에 한강 가서 산책했다",
        "정신병원에서 일하는 간호사입니다",
        "목이나 어깨가 아프다",
        "아비 없는 자식들을 키워 낸 어머니",
    ],
)
def test_who_speaks_of_death_or_illness_is_left_alone(text: str) -> None:
    assert seen(OWN, text) == ()


def test_a_guests_nickname_is_read_too_and_has_no_place_in_the_text() -> None:
    (findings,) = OWN([Case(a_comment("좋은 글입니다", author=Author("guest", "시1발놈")))])
    assert [(finding.label, finding.score, finding.spans) for finding in findings] == [("insult", CERTAIN, ())]
    assert findings[0].detail is not None
    assert findings[0].detail.startswith("별명: ")


def test_a_members_name_is_the_sites_affair() -> None:
    assert OWN([Case(a_comment("좋은 글입니다", author=Author("member", "시발", "m-1")))]) == [()]


def test_a_nickname_cannot_be_masked_so_a_person_looks() -> None:
    masking = Policy("masking", 1, {"profanity": Limit({Act.MASK: 0.5})})
    (findings,) = OWN([Case(a_comment("좋은 글입니다", author=Author("guest", "시발")))])
    assert isinstance(masking.rule(Assessment(findings), NOON), Referral)


def test_every_case_has_its_own_findings_in_order() -> None:
    cases = [Case(a_comment(text)) for text in ("시발", "안녕하세요", "병신 시발")]
    assert [len(findings) for findings in OWN(cases)] == [1, 0, 2]


def test_a_section_may_have_words_of_its_own() -> None:
    stage = LexiconStage(lambda: Lexicon([Entry("나비", scope="section:정치")]))
    politics = Case(a_comment("나비", article=Article("1", section="정치")))
    assert [len(findings) for findings in stage([politics, Case(a_comment("나비"))])] == [1, 0]


def test_a_change_of_the_lexicon_shows_in_the_version_and_at_once() -> None:
    lexicons = [Lexicon([])]
    stage = LexiconStage(lambda: lexicons[-1])
    before = stage.version
    assert not seen(stage, "나비")
    lexicons.append(Lexicon([Entry("나비")]))
    assert seen(stage, "나비")
    assert stage.version != before
