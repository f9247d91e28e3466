"""The demo article as a reader meets it: in a browser, on a phone, without a script."""

from collections.abc import Callable
from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from moderation.text.graphemes import length

pytestmark = pytest.mark.browser

PageAt = Callable[..., Page]

NOTE = "로그인 후 의견을 등록하시면, 자신의 의견을 관리하실 수 있습니다"
COUNTED = (
    "한마디",
    "\u1112\u1161\u11ab\u1106\u1161\u1103\u1175",
    "ㅋㅋㅋ",
    "👨‍👩‍👧‍👦 가족",
    "🇰🇷🇰🇷",
    "e\u0301e\u0301",
    "한 줄\n두 줄",
    "가" * 1001,
    "",
)
"""What counting in bytes, code units or code points would get wrong."""

FAIR = cycle(
    (
        "좋은 기사 잘 읽었습니다.",
        "막대그래프 덕분에 배가 얼마나 늘었는지 한눈에 들어옵니다.",
        "분담금 산식을 손보지 않고 연장만 하자는 정부의 말에는 동의하기 어렵습니다.",
        "온새 의회가 회기 안에 비준안을 처리할 수 있을지 궁금합니다.",
        "어민들 이야기도 다음 기사에서 다루어 주시면 좋겠습니다.",
        "안전거리는 양보할 일이 아니라고 생각합니다.",
        "협상을 이렇게 오래 끈 외교 당국의 책임을 물어야 합니다.",
        "여섯 달 연장이면 봄 선거가 끝난 뒤라 이야기가 쉬워지겠군요.",
        "공동순찰 지휘권은 세 나라가 돌아가며 맡으면 됩니다.",
        "용어 설명이 있어서 처음 읽는 사람도 이해하기 쉽습니다.",
        "다섯 번째 협상 결과도 기다리겠습니다.",
        "남쪽으로 이틀을 돌아가면 운임이 얼마나 오릅니까?",
        "항로표지 관리 비용을 공개하면 논의가 더 쉬워질 것 같습니다.",
        "문가온 연구위원의 절충안을 더 자세히 듣고 싶습니다.",
        "안개가 잦은 계절이 오기 전에 결론이 나면 좋겠습니다.",
    )
)
FOUL = cycle(
    (
        "씨발 개새끼들아 다 꺼져라",
        "씨발 기자 새끼야 이걸 기사라고 썼냐",
        "씨발 병신 같은 놈들 또 지랄이네",
        "씨발 미친놈들아 아가리 닥쳐라",
        "씨발 좆같은 소리 그만해라 개자식아",
        "씨발 이 개 같은 년놈들 다 뒤져라",
        "씨발 협상단 새끼들 죄다 밥버러지네",
        "씨발 등신 새끼들아 그만 좀 해라",
        "씨발 이런 쓰레기 같은 새끼들이 다 있나",
    )
)
"""One for each time that a test needs one: the same thing twice would be a flood."""


def write(page: Page, text: str, name: str = "독자") -> None:
    page.get_by_label("닉네임").fill(name)
    page.get_by_label("의견", exact=True).fill(text)
    page.get_by_role("button", name="등록").click()


def write_anyway(page: Page, text: str) -> None:
    """Writes it, and sends it against all advice (where that came in time)."""
    write(page, text)
    page.locator("dialog, [data-hm=own] .hm-comment", has_text=text).first.wait_for()
    if page.get_by_role("dialog").count():
        page.get_by_role("button", name="그대로 보내기").click()


def log_in(page: Page, name: str) -> None:
    page.get_by_text("로그인", exact=True).click()
    page.get_by_role("button", name=name).click()


def test_a_comment_is_reviewed_and_shown_to_everybody(page_at: PageAt) -> None:
    page, text = page_at(), next(FAIR)
    write(page, text)
    mine = page.locator("[data-hm=list] .hm-comment", has_text=text)
    expect(mine).to_be_visible()
    expect(mine).to_contain_text("내 의견")
    expect(page.locator("[data-hm=own] .hm-comment", has_text=text)).to_have_count(0)
    expect(page.get_by_label("의견", exact=True)).to_have_value("")
    theirs = page_at().locator("[data-hm=list] .hm-comment", has_text=text)
    expect(theirs).to_be_visible()
    expect(theirs).not_to_contain_text("내 의견")


def test_while_a_comment_is_reviewed_its_author_is_told(page_at: PageAt) -> None:
    page, text = page_at(), next(FAIR)
    page.route("**/demo/comments/*", lambda route: route.abort())
    write(page, text)
    card = page.locator("[data-hm=own] .hm-comment", has_text=text)
    expect(card).to_contain_text("검토 중입니다")
    page.unroute("**/demo/comments/*")
    expect(page.locator("[data-hm=list] .hm-comment", has_text=text)).to_be_visible()


def test_the_author_of_abuse_is_told_why_and_nobody_else_reads_it(page_at: PageAt) -> None:
    page, text = page_at(), next(FOUL)
    write_anyway(page, text)
    card = page.locator("[data-hm=own] .hm-comment", has_text=text)
    expect(card.locator(".hm-state")).not_to_contain_text("검토 중입니다")
    expect(card.locator(".hm-why")).to_contain_text("볼 수 있는 표현이 있어")
    page.reload()
    expect(card.locator(".hm-why")).to_contain_text("볼 수 있는 표현이 있어")
    stranger = page_at()
    expect(stranger.locator("[data-hm=list]")).to_be_attached()
    assert text not in stranger.content()


def test_what_reads_badly_is_marked_before_it_is_sent(page_at: PageAt) -> None:
    """Once the model is loaded: the first preview of a server may come too late to be waited for."""
    page = page_at()
    page.get_by_label("닉네임").fill("독자")
    page.get_by_label("의견", exact=True).fill(f"기사는 잘 읽었는데 {next(FOUL)}")
    page.route("**/demo/comments", lambda route: route.abort())
    for _ in range(10):
        page.get_by_role("button", name="등록").click()
        page.locator("dialog[open], [data-hm=message]:not(:empty)").first.wait_for()
        if page.get_by_role("dialog").count():
            break
    expect(page.get_by_role("dialog").locator("mark").first).to_be_visible()
    expect(page.get_by_role("dialog")).to_contain_text("보일 수 있습니다")


def test_the_state_is_told_without_a_script_too(page_at: PageAt) -> None:
    page, text = page_at(script=False), next(FAIR)
    write(page, text)
    while page.locator("[data-hm=own] .hm-pending").count():
        page.get_by_role("link", name="결과 보기").first.click()
    expect(page.locator("[data-hm=list] .hm-comment", has_text=text)).to_contain_text("내 의견")
    write(page, next(FOUL))
    while page.locator("[data-hm=own] .hm-pending").count():
        page.get_by_role("link", name="결과 보기").first.click()
    expect(page.locator("[data-hm=own] .hm-why").first).to_contain_text("볼 수 있는 표현이 있어")


def test_an_author_appeals_and_rewrites_and_erases(page_at: PageAt) -> None:
    """Each through the box, the newspaper's backend and the API."""
    page, foul, fair = page_at(), next(FOUL), next(FAIR)
    write_anyway(page, foul)
    card = page.locator("[data-hm=own] .hm-rejected, [data-hm=own] .hm-held", has_text=foul)
    expect(card).to_be_visible()
    if card.get_by_role("button", name="이의 제기").count():
        card.get_by_role("button", name="이의 제기").click()
        page.get_by_role("dialog").get_by_label("사유").fill("인용한 말입니다.")
        page.get_by_role("dialog").get_by_role("button", name="이의 제기").click()
        expect(page.get_by_role("status")).to_have_text("접수했습니다.")
    card.get_by_role("button", name="고쳐 쓰기").click()
    page.get_by_role("dialog").get_by_label("의견").fill(fair)
    page.get_by_role("dialog").get_by_role("button", name="고쳐 쓰기").click()
    mine = page.locator("[data-hm=list] .hm-comment", has_text=fair)
    expect(mine).to_be_visible()
    mine.get_by_role("button", name="삭제").click()
    page.get_by_role("dialog").get_by_role("button", name="삭제").click()
    expect(page.get_by_text(fair)).to_have_count(0)
    page.reload()
    expect(page.get_by_text(fair)).to_have_count(0)


def test_a_comment_is_answered_and_reported_by_others(page_at: PageAt) -> None:
    page, text, answer = page_at(), next(FAIR), next(FAIR)
    write(page, text)
    expect(page.locator("[data-hm=list] .hm-comment", has_text=text)).to_be_visible()
    other = page_at()
    theirs = other.locator("[data-hm=list] > .hm-comment", has_text=text)
    theirs.get_by_role("link", name="답글").click()
    write(other, answer, name="다른 독자")
    expect(theirs.locator(".hm-replies")).to_contain_text(answer)
    for said in ("접수했습니다.", "이미 신고하신 의견입니다."):
        theirs.locator("> .hm-actions").get_by_role("link", name="신고").click()
        other.get_by_role("dialog").get_by_role("button", name="신고").click()
        expect(other.get_by_role("status").or_(other.get_by_role("alert"))).to_contain_text([said])


@pytest.mark.parametrize("script", [True, False])
def test_a_text_too_long_is_refused_and_stays_in_the_box(page_at: PageAt, script: bool) -> None:
    page = page_at(script=script)
    write(page, "가" * 1001)
    box = page.get_by_label("의견", exact=True)
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_value("가" * 1001)
    expect(page.locator("#count")).to_have_text("1001/1000")
    expect(page.locator("#text-fault")).to_contain_text("자")


def test_the_counter_counts_as_the_server_counts(page_at: PageAt) -> None:
    page = page_at()
    for text in COUNTED:
        page.get_by_label("의견", exact=True).fill(text)
        expect(page.locator("#count")).to_have_text(f"{length(text)}/1000")


def test_a_draft_outlives_a_reload_and_a_login_but_not_its_sending(page_at: PageAt) -> None:
    page, text = page_at(), next(FAIR)
    box = page.get_by_label("의견", exact=True)
    box.fill(text)
    page.reload()
    expect(box).to_have_value(text)
    log_in(page, "한결")
    expect(box).to_have_value(text)
    page.get_by_role("button", name="등록").click()
    expect(page.locator("[data-hm=list] .hm-comment", has_text=text)).to_contain_text("회원")
    page.reload()
    expect(box).to_have_value("")


@pytest.mark.parametrize("script", [True, False])
def test_a_member_logs_in_and_out(page_at: PageAt, script: bool) -> None:
    page = page_at(script=script)
    expect(page.get_by_text(NOTE, exact=True)).to_be_visible()
    log_in(page, "보리차")
    expect(page.get_by_text("보리차 님으로 로그인하셨습니다.")).to_be_visible()
    expect(page.get_by_label("닉네임")).to_have_count(0)
    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_text(NOTE, exact=True)).to_be_visible()


def test_a_lost_connection_loses_no_text(page_at: PageAt) -> None:
    page, text = page_at(), next(FAIR)
    page.context.set_offline(True)
    write(page, text)
    expect(page.locator("[data-hm=message]")).to_contain_text("쓰신 글은 그대로 두었습니다")
    expect(page.get_by_label("의견", exact=True)).to_have_value(text)
    page.context.set_offline(False)
    page.get_by_role("button", name="등록").click()
    expect(page.locator("[data-hm=list] .hm-comment", has_text=text)).to_be_visible()


def test_a_comment_is_written_with_the_keyboard_alone(page_at: PageAt) -> None:
    page, text = page_at(), next(FAIR)
    page.get_by_label("닉네임").focus()
    page.keyboard.type("독자")
    page.keyboard.press("Tab")
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-hm=list] .hm-comment", has_text=text)).to_be_visible()


def test_on_the_narrowest_phone_nothing_is_cut_off(page_at: PageAt) -> None:
    page = page_at(width=320)
    write(page, "가" * 200 + "https://example.com/" + "a" * 300)
    expect(page.locator("[data-hm=own] .hm-comment, [data-hm=list] .hm-comment").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_open_to_everybody(page_at: PageAt, width: int, scheme: str) -> None:
    """axe finds nothing: with a comment that is shown, one that is not, a complaint and the login open."""
    page, shown, refused = page_at(width=width, scheme=scheme), next(FAIR), next(FOUL)
    write(page, shown)
    expect(page.locator("[data-hm=list] .hm-comment", has_text=shown)).to_be_visible()
    write_anyway(page, refused)
    expect(page.locator("[data-hm=own] .hm-comment:not(.hm-pending)", has_text=refused)).to_be_visible()
    write(page, "")
    expect(page.locator("#text-fault")).not_to_be_empty()
    page.get_by_text("로그인", exact=True).click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
