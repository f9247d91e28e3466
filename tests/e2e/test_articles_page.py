"""The articles page in a browser: one tap tightens, one undoes it; on a phone, without a script, for everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from moderation.comment import Article
from moderation.desk import Desk
from moderation.discussion import Mode
from moderation.store.articles import discussion_of
from tests.e2e.test_desk import at_desk, desk
from tests.moderation.web.moderators.scenes import HARBOUR, OBITUARY, uproar

__all__ = ["at_desk", "desk"]  # the fixtures of the desk

pytestmark = pytest.mark.browser

AtDesk = Callable[..., Page]


def mode(desk: Desk, article: Article = HARBOUR) -> Mode:
    return discussion_of(desk.articles, "whytimes", article).mode


def articles(page: Page) -> None:
    page.get_by_role("link", name="기사").first.click()
    expect(page.get_by_role("heading", name="기사", level=1)).to_be_visible()


def of(page: Page, article: Article) -> Any:
    return page.locator(".lively > li", has_text=str(article.title))


@pytest.mark.parametrize("script", [True, False])
def test_a_proposal_is_seen_from_everywhere_accepted_by_one_tap_and_undone_by_another(
    desk: Desk, at_desk: AtDesk, script: bool
) -> None:
    uproar(desk)
    page = at_desk(width=360, script=script)
    expect(page.locator(".top .badge")).to_contain_text("1")
    articles(page)
    expect(of(page, HARBOUR)).to_contain_text("가운데")
    assert mode(desk) is Mode.PRE
    page.get_by_role("button", name="받아들이기").click()
    expect(page.locator(".done")).to_contain_text("이제 ‘엄격하게’입니다")
    expect(page.locator(".top .badge")).to_have_count(0)
    assert mode(desk) is Mode.STRICT
    page.locator(".done").get_by_role("button", name="되돌리기").click()
    expect(of(page, HARBOUR).locator(".meta")).to_contain_text("기본값")
    assert mode(desk) is Mode.PRE


def test_any_article_is_closed_and_a_section_loosened(desk: Desk, at_desk: AtDesk) -> None:
    uproar(desk)
    page = at_desk("이선임")
    articles(page)
    of(page, OBITUARY).get_by_role("button", name="닫힘").click()
    expect(page.locator(".done")).to_contain_text("이제 ‘닫힘’입니다")
    assert mode(desk, OBITUARY) is Mode.CLOSED
    page.get_by_placeholder("기사 번호").fill("77")
    page.get_by_role("button", name="보기").click()
    page.get_by_role("button", name="추모만").click()
    expect(page.locator(".done")).to_contain_text("77")
    assert mode(desk, Article("77")) is Mode.CONDOLENCE
    page.get_by_role("button", name="풀기").click()
    expect(page.locator(".sections")).to_contain_text("모드를 정한 지면이 없습니다")
    page.get_by_role("combobox", name="지면").fill("사회")
    page.get_by_role("button", name="정하기").click()
    expect(page.locator(".sections li")).to_contain_text("사회")
    assert mode(desk) is Mode.STRICT


def test_two_moderators_do_not_overwrite_each_other(desk: Desk, at_desk: AtDesk) -> None:
    uproar(desk)
    kim, lee = at_desk("김담당"), at_desk("이선임")
    for page in (kim, lee):
        articles(page)
    of(kim, HARBOUR).get_by_role("button", name="닫힘").click()
    expect(kim.locator(".done")).to_be_visible()
    of(lee, HARBOUR).get_by_role("button", name="사후 검토").click()
    expect(lee.get_by_role("alert").filter(has_text="먼저 바꾸었습니다")).to_be_visible()
    assert mode(desk) is Mode.CLOSED
