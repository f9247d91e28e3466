"""What the page's script does when the API takes its time, changes its mind or goes away."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.news_site import news_site
from tests.moderation.web.demo.fake_api import FakeApi

pytestmark = pytest.mark.browser

PageAt = Callable[..., Page]


@pytest.fixture
def api() -> FakeApi:
    """An API that does as it is told, in place of the product's."""
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


def test_more_comments_are_read_without_leaving_the_page(page_at: PageAt, api: FakeApi) -> None:
    for number in range(45):
        api.add(f"의견 {number}번")
    page = page_at()
    comments = page.locator("[data-hm=list] .hm-comment")
    expect(comments).to_have_count(20)
    page.get_by_role("link", name="더 보기").click()
    expect(comments).to_have_count(40)
    expect(comments.nth(20)).to_be_focused()
    page.get_by_role("link", name="더 보기").click()
    expect(comments).to_have_count(45)
    expect(page.get_by_role("link", name="더 보기")).to_be_hidden()


def test_the_list_is_refreshed_and_the_draft_left_alone(page_at: PageAt, api: FakeApi) -> None:
    page = page_at()
    expect(page.locator("[data-hm=empty]")).to_be_visible()
    page.get_by_label("의견", exact=True).fill("쓰는 중")
    api.add("그사이 누가 쓴 의견")
    page.get_by_role("link", name="새로고침").click()
    expect(page.locator("[data-hm=list]")).to_contain_text("그사이 누가 쓴 의견")
    expect(page.locator("[data-hm=empty]")).to_be_hidden()
    expect(page.get_by_label("의견", exact=True)).to_have_value("쓰는 중")


def test_what_a_moderator_decides_is_shown_while_the_page_is_open(page_at: PageAt, api: FakeApi) -> None:
    page = page_at()
    write(page, "held 애매한 말")
    expect(page.locator("[data-hm=own] .hm-comment")).to_contain_text("담당자가 확인하고 있습니다")
    api.comments["c_1"] |= {"state": "published", "text": "held 애매한 말"}
    expect(page.locator("[data-hm=list] .hm-comment")).to_contain_text("애매한 말")
    expect(page.locator("[data-hm=own] .hm-comment")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("내 의견: 게시되었습니다")


def test_the_author_reads_the_own_words_again_after_a_reload(page_at: PageAt, api: FakeApi) -> None:
    """The API may give the text away no more; the tab still has it."""
    page = page_at()
    write(page, "held 애매한 말\n두 줄")
    expect(page.locator("[data-hm=own] .hm-held")).to_be_visible()
    page.reload()
    expect(page.locator("[data-hm=own] .hm-text")).to_have_text("held 애매한 말\n두 줄")


def test_a_refusal_is_shown_beside_the_box_and_the_text_kept(page_at: PageAt, api: FakeApi) -> None:
    page = page_at()
    api.refuse(429, "짧은 시간에 의견을 많이 등록하셨습니다. 잠시 뒤 다시 등록해 주십시오.")
    write(page, "또 하나")
    expect(page.get_by_role("status")).to_contain_text("잠시 뒤 다시 등록해 주십시오.")
    expect(page.get_by_label("의견", exact=True)).to_have_value("또 하나")


def test_a_reader_whose_cookie_was_lost_is_heard_all_the_same(page_at: PageAt, api: FakeApi) -> None:
    """The advice is refused with the proof that a form needs, and the comment is sent with it."""
    page = page_at()
    page.context.clear_cookies()
    write(page, "좋은 기사 잘 읽었습니다.")
    expect(page.locator("[data-hm=list] .hm-comment")).to_contain_text("좋은 기사 잘 읽었습니다.")
    assert len(api.submissions) == 1


def test_the_address_of_the_article_is_copied(page_at: PageAt, site_url: str) -> None:
    page = page_at()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="주소 복사").click()
    expect(page.get_by_role("button", name="복사했습니다")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == site_url + "/"
