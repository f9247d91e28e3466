"""The box in a browser: advice, replies, reports, appeals, edits, deletion; in two languages, for everybody."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from moderation.text.graphemes import length
from tests.e2e.news_site import news_site
from tests.moderation.web.demo.fake_api import FakeApi

pytestmark = pytest.mark.browser

PageAt = Callable[..., Page]


@pytest.fixture
def api() -> FakeApi:
    """An API that does as it is told."""
    return FakeApi()


@pytest.fixture
def site_url(api: FakeApi) -> Iterator[str]:
    """The demo article on that API."""
    with news_site(api) as url:
        yield url


def write(page: Page, text: str) -> None:
    page.get_by_label("닉네임").fill("독자")
    page.get_by_label("의견", exact=True).fill(text)
    page.get_by_role("button", name="등록").click()


def test_what_reads_badly_is_marked_before_it_is_sent(page_at: PageAt, api: FakeApi) -> None:
    page = page_at()
    write(page, "이런 씨발 같은 일이")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("‘욕설’ 표현으로 보일 수 있습니다")
    expect(dialog.locator("mark")).to_have_text(["씨발"])
    dialog.get_by_role("button", name="고쳐 쓰기").click()
    expect(page.get_by_label("의견", exact=True)).to_be_focused()
    expect(page.get_by_label("의견", exact=True)).to_have_value("이런 씨발 같은 일이")
    assert not api.submissions


def test_the_reader_may_send_it_all_the_same(page_at: PageAt, api: FakeApi) -> None:
    page = page_at()
    write(page, "씨발 같은 일이")
    page.get_by_role("button", name="그대로 보내기").click()
    expect(page.locator("[data-hm=own] .hm-rejected")).to_contain_text("게시하지 않았습니다")
    assert [sent["text"] for sent in api.submissions] == ["씨발 같은 일이"]


def test_advice_that_does_not_come_holds_nothing_up(page_at: PageAt, api: FakeApi) -> None:
    page = page_at()
    page.route("**/demo/comments/preview", lambda route: route.abort())
    write(page, "씨발 같은 일이")
    expect(page.locator("[data-hm=own] .hm-comment")).to_be_visible()
    assert api.submissions


def test_a_reply_stands_under_its_comment(page_at: PageAt, api: FakeApi) -> None:
    api.add("처음 의견", name="애독자")
    page = page_at()
    page.get_by_role("link", name="답글").click()
    expect(page.locator("[data-hm=replying]")).to_contain_text("애독자 님의 의견에 답글을 씁니다.")
    write(page, "저도 그렇게 생각합니다.")
    reply = page.locator("#comment-c_1 .hm-replies .hm-comment")
    expect(reply).to_contain_text("저도 그렇게 생각합니다.")
    expect(reply.get_by_role("button", name="답글")).to_have_count(0)
    expect(page.locator("[data-hm=replying]")).to_be_hidden()
    assert api.submissions[0]["parent"] == "c_1"
    page.reload()
    expect(reply).to_contain_text("저도 그렇게 생각합니다.")


def test_a_reply_can_be_thought_better_of(page_at: PageAt, api: FakeApi) -> None:
    api.add("처음 의견")
    page = page_at()
    page.get_by_role("link", name="답글").click()
    page.get_by_role("link", name="취소").click()
    write(page, "따로 쓰는 의견")
    expect(page.locator("[data-hm=list] > .hm-comment")).to_have_count(2)
    assert api.submissions[0]["parent"] is None


def test_a_reply_that_came_before_its_comment_was_loaded_moves_under_it(page_at: PageAt, api: FakeApi) -> None:
    parent = api.add("맨 처음 의견")
    for number in range(20):
        api.add(f"의견 {number}번")
    api.add("늦은 답글", parent=parent)
    page = page_at()
    expect(page.locator("[data-hm=list] > .hm-comment").first).to_contain_text("늦은 답글")
    page.get_by_role("link", name="더 보기").click()
    expect(page.locator(f"#comment-{parent} .hm-replies")).to_contain_text("늦은 답글")


def test_a_comment_is_reported_with_the_keyboard_alone(page_at: PageAt, api: FakeApi) -> None:
    api.add("남을 욕하는 말")
    page = page_at()
    opener = page.get_by_role("link", name="신고")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="신고")).to_be_visible()
    expect(page.get_by_role("radio", name="욕설")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("지나칩니다.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("접수했습니다.")
    expect(opener).to_be_focused()
    assert api.objections[0]["reason"] == "insult"
    assert api.objections[0]["note"] == "지나칩니다."


def test_escape_closes_a_dialog_and_goes_back_to_where_it_was_opened(page_at: PageAt, api: FakeApi) -> None:
    api.add("남의 말")
    page = page_at()
    page.get_by_role("link", name="신고").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="신고")).to_be_focused()
    assert not api.objections


def test_what_the_api_refuses_is_said_in_the_dialog(page_at: PageAt, api: FakeApi) -> None:
    page = page_at()
    write(page, "rejected 거친 말")
    page.get_by_role("button", name="이의 제기").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="이의 제기").click()
    expect(dialog.get_by_role("alert")).to_contain_text("까닭을 적어 주십시오.")
    dialog.get_by_label("사유").fill("인용한 말입니다.")
    dialog.get_by_role("button", name="이의 제기").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert api.objections[0]["reason"] == "인용한 말입니다."


def test_an_edit_is_followed_until_it_is_ruled(page_at: PageAt, api: FakeApi) -> None:
    page = page_at()
    write(page, "좋은 기사입니다.")
    card = page.locator("#comment-c_1")
    expect(card).to_have_class("hm-comment hm-published hm-fresh")
    api.prompt = False
    api.asked.add("c_1")
    card.get_by_role("button", name="고쳐 쓰기").click()
    box = page.get_by_role("dialog").get_by_label("의견")
    expect(box).to_have_value("좋은 기사입니다.")
    box.fill("아주 좋은 기사입니다.")
    page.get_by_role("dialog").get_by_role("button", name="고쳐 쓰기").click()
    expect(card).to_contain_text("고친 글: 검토 중입니다")
    expect(card.locator(".hm-text")).to_have_text("좋은 기사입니다.")
    api.comments["c_1"] |= {"edit": None, "revision": 2, "text": "아주 좋은 기사입니다."}
    expect(card.locator(".hm-text")).to_have_text("아주 좋은 기사입니다.")


def test_a_comment_that_is_deleted_while_it_waits_is_a_stub_too(page_at: PageAt, api: FakeApi) -> None:
    """The box has just asked how it fares, and hears that there is no such comment any more."""
    api.prompt = False
    page = page_at()
    write(page, "기다리는 말")
    page.locator("#comment-c_1").get_by_role("button", name="삭제").click()
    page.get_by_role("dialog").get_by_role("button", name="삭제").click()
    expect(page.locator("#comment-c_1")).to_contain_text("삭제된 의견입니다")
    page.wait_for_timeout(1_500)
    expect(page.locator("#comment-c_1")).to_contain_text("삭제된 의견입니다")


def test_a_deleted_comment_is_a_stub(page_at: PageAt, api: FakeApi) -> None:
    page = page_at()
    write(page, "지울 말")
    page.locator("#comment-c_1").get_by_role("button", name="삭제").click()
    page.get_by_role("dialog").get_by_role("button", name="삭제").click()
    expect(page.locator("#comment-c_1")).to_contain_text("삭제된 의견입니다")
    expect(page.locator("#comment-c_1")).not_to_contain_text("지울 말")
    assert api.comments["c_1"]["text"] is None


@pytest.mark.parametrize("script", [True, False])
def test_own_comments_are_managed_on_a_page_of_their_own(page_at: PageAt, api: FakeApi, script: bool) -> None:
    page = page_at(script=script)
    write(page, "held 애매한 말")
    expect(page.locator("#comment-c_1")).to_contain_text("담당자가 확인하고 있습니다")
    page.get_by_role("link", name="내 의견").click()
    card = page.locator("#comment-c_1")
    expect(card).to_contain_text("욕설로 볼 수 있는 표현이 있어 담당자가 확인하고 있습니다.")
    card.get_by_role("link", name="고쳐 쓰기").click()
    page.get_by_label("의견", exact=True).fill("고운 말")
    page.get_by_role("button", name="고쳐 쓰기").last.click()
    expect(card).to_contain_text("고운 말")
    card.get_by_text("삭제", exact=True).click()
    page.get_by_role("button", name="삭제").last.click()
    expect(page.get_by_text("고운 말")).to_have_count(0)
    assert api.comments["c_1"]["state"] == "deleted"


def test_without_a_script_a_reader_replies_and_reports(page_at: PageAt, api: FakeApi) -> None:
    api.add("처음 의견", name="애독자")
    page = page_at(script=False)
    page.get_by_role("link", name="답글").click()
    expect(page.get_by_text("애독자 님의 의견에 답글을 씁니다.")).to_be_visible()
    write(page, "답글입니다.")
    expect(page.locator("#comment-c_1 .hm-replies")).to_contain_text("답글입니다.")
    page.locator("#comment-c_1 > .hm-actions").get_by_role("link", name="신고").click()
    page.get_by_label("광고").check()
    page.get_by_role("button", name="신고").click()
    expect(page.get_by_role("status")).to_contain_text("신고를 접수했습니다.")
    assert api.objections[0]["reason"] == "advert"


def test_on_a_bare_page_the_box_makes_what_it_needs_in_english(page_at: PageAt, api: FakeApi, site_url: str) -> None:
    api.add("먼저 있던 의견", name="애독자")
    page = page_at()
    page.goto(f"{site_url}/demo/bare?lang=en")
    expect(page.locator(".hm-list .hm-comment")).to_contain_text("먼저 있던 의견")
    page.get_by_label("Name").fill("Reader")
    page.get_by_label("Comment", exact=True).fill("Well written.")
    expect(page.locator(".hm-count")).to_have_text("13/1000")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".hm-list .hm-comment").first).to_contain_text("Well written.")
    expect(page.get_by_role("status")).to_have_text("Yours: Published")
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_role("dialog")).to_contain_text("A moderator decides.")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_without_a_segmenter_the_counter_still_counts_what_readers_count(page_at: PageAt, site_url: str) -> None:
    page = page_at()
    page.add_init_script("delete Intl.Segmenter")
    page.goto(site_url)
    for text in ("한마디", "\u1112\u1161\u11ab", "👨‍👩‍👧‍👦 가족", "🇰🇷🇰🇷", "👍🏽", "x\u0301\u0302y", "한 줄\n두 줄", ""):
        page.get_by_label("의견", exact=True).fill(text)
        expect(page.locator("#count")).to_have_text(f"{length(text)}/1000")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_dialog_and_page_is_open_to_everybody(page_at: PageAt, api: FakeApi, width: int, scheme: str) -> None:
    """axe finds nothing: with stubs, replies, masks and refusals on the page, and each dialog on top of it."""
    above = api.add("처음 의견")
    api.add("답글", parent=above)
    api.add("", state="hidden")
    api.add("●● 같은 말", masked=True)
    page = page_at(width=width, scheme=scheme)
    write(page, "rejected 거친 말")
    refused = page.locator("[data-hm=own] .hm-comment")
    open_to_everybody(page)
    for act in ("이의 제기", "고쳐 쓰기", "삭제"):
        refused.get_by_role("button", name=act).click()
        open_to_everybody(page)
        page.keyboard.press("Escape")
    page.locator("[data-hm=list]").get_by_role("link", name="신고").first.click()
    open_to_everybody(page)
    page.keyboard.press("Escape")
    write(page, "씨발 같은 말")
    expect(page.get_by_role("dialog")).to_be_visible()
    open_to_everybody(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="내 의견").click()
    open_to_everybody(page)
    page.goto(page.locator("[data-hm-act=edit]").first.evaluate("link => link.href"))
    open_to_everybody(page)


def open_to_everybody(page: Page) -> None:
    """axe finds nothing, and nothing is cut off."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
