"""Repetition and solicitation."""

import pytest

from moderation.assessment import Finding
from moderation.comment import Author, Echo
from moderation.pipeline import Case
from moderation.policy import Act
from moderation.stages.flood import FloodStage
from moderation.text.written import Written
from tests.builders import POLICY, a_comment

REFER, REJECT = (POLICY.limits["flood"].acts[act] for act in (Act.REFER, Act.REJECT))
NOTHING = Finding("flood", "flood", 0.0)
LONG = "국회의원 특권을 폐지하라 더 이상 국민을 속이지 말고 당장 사퇴하십시오"
OTHER = "이번 정책은 정말 잘한 것 같습니다. 앞으로도 응원하겠습니다"


def seen(text: str, *echoes: tuple[str, bool]) -> dict[str, Finding]:
    """Findings by label; each echo is a text and whether it is the author's own."""
    before = tuple(Echo(f"c_{place}", Written(said).sketch, own) for place, (said, own) in enumerate(echoes))
    (findings,) = FloodStage()([Case(a_comment(text), before)])
    return {finding.label: finding for finding in findings}


def test_the_more_often_an_author_repeats_a_text_the_surer_we_are() -> None:
    once, twice = (seen(LONG, *[(LONG, True)] * times)["flood"].score for times in (1, 2))
    assert 0.5 < once < twice


def test_the_same_text_by_others_counts_less() -> None:
    assert seen(LONG, (LONG, False))["flood"].score < seen(LONG, (LONG, True))["flood"].score


@pytest.mark.parametrize(
    "text",
    [
        "동의합니다",
        "ㅋㅋㅋ",
        "ㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋ",
        "좋은 기사네요",
        "기사 잘 읽었습니다. 감사합니다",
        "👍👍",
        "!!!",
    ],
)
def test_what_everybody_writes_is_no_flooding_when_others_write_it(text: str) -> None:
    assert not seen(text, *[(text, False)] * 20)


@pytest.mark.parametrize("text", ["좋은 기사네요", "국회의원 사퇴하라", "이게 나라냐 진짜", LONG])
def test_an_author_who_says_the_same_again_is_referred(text: str) -> None:
    assert REFER <= seen(text, (text, True))["flood"].score < REJECT


def test_an_author_may_laugh_twice() -> None:
    assert seen("ㅋㅋㅋㅋㅋㅋ", ("ㅋㅋㅋ", True)).get("flood", NOTHING).score < REFER


def test_a_long_text_that_others_post_too_is_referred() -> None:
    assert seen(LONG, (LONG, False), (LONG, False))["flood"].score >= REFER


def test_an_author_who_changes_a_word_each_time_is_noticed() -> None:
    variants = [(LONG.replace("당장", word), True) for word in ("지금 당장", "빨리", "어서")]
    assert seen(LONG, *variants)["flood"].score >= REFER


@pytest.mark.parametrize("text", ["너무 웃겨요 " + "ㅋ" * 90, "아" * 80 + " 슬프다", "ㅠㅠ" * 40])
def test_long_laughter_and_crying_are_no_flooding(text: str) -> None:
    assert not seen(text)


def test_a_new_text_is_no_flooding() -> None:
    assert not seen(LONG, (OTHER, True), (OTHER, False))


def test_one_line_over_and_over_is_flooding() -> None:
    assert "flood" in seen("사퇴하라 " * 40)


def test_many_links_are_flooding() -> None:
    found = seen("http://a.example.com http://b.example.com http://c.example.com 보세요")["flood"]
    assert [span.start for span in found.spans] == [0, 21, 42]


@pytest.mark.parametrize(
    "text",
    [
        "무직자 대출 상담 010-1234-5678",
        "안전한 카.지.노 추천 카톡 abc123",
        "오픈채팅방 https://open.kakao.com/o/abcd 고수익 보장",
        "토토사이트 가입코드 777 문의주세요",
        "바카라 추천 먹튀없는 안전놀이터 텔레그램 @casino",
        "급전 필요하신 분 010-1234-5678",
        "코인 수익 인증 텔레 @coin77",
        "휴대폰 소액결제 24시 상담 1899-1234",
        "비아그라 정품 판매 www.via-shop.com",
        "재택 부업 하루 30만원 카톡 job123",
    ],
)
def test_wares_with_a_way_to_get_in_touch_are_an_advert(text: str) -> None:
    assert seen(text)["advert"].score >= 0.7


def test_a_guests_nickname_can_be_an_advert() -> None:
    (findings,) = FloodStage()([Case(a_comment("안녕하세요", author=Author("guest", "카지노 카톡 abc123")))])
    assert [(finding.label, finding.detail) for finding in findings] == [("advert", "별명: 광고")]


@pytest.mark.parametrize(
    "text",
    [
        "강원랜드 카지노를 규제해야 한다",
        "정부는 대출 규제를 완화하라",
        "기사 잘 읽었습니다 https://whytimes.kr/news/view.php?idx=21468",
        "카톡으로 가짜 뉴스가 퍼진다",
        "텔레그램 성착취 사건을 엄벌하라",
        "제보는 010-1234-5678",
        "카지노 사업자와 유착한 의원 https://www.yna.co.kr/view/AKR2026",
        "토토 조작 사건 기사입니다 https://n.news.naver.com/article/001/1",
        "이런 사건마다 https://www.police.go.kr 에 신고합시다",
        "대출 문의는 금감원 1332로 하세요",
        "주식 리딩방 사기를 조심하세요",
        "토토로가 보고 싶다 https://ghibli.example.jp/totoro",
    ],
)
def test_talk_about_wares_is_no_advert(text: str) -> None:
    assert not seen(text)
