"""The operators' page in a browser: failed jobs and dead letters are dealt with after a question."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from moderation.desk import Desk
from moderation.store.webhooks import Standing
from moderation.store.workshop import MemoryWorkshop
from tests.e2e.test_desk import at_desk, desk
from tests.moderation.web.moderators.scenes import machinery, uproar

__all__ = ["at_desk", "desk"]  # the fixtures of the desk

pytestmark = pytest.mark.browser

AtDesk = Callable[..., Page]


def operations(page: Page) -> None:
    page.get_by_role("link", name="운영").click()
    expect(page.get_by_role("heading", name="운영", level=1)).to_be_visible()


def reads_well(page: Page) -> None:
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("script", [True, False])
def test_what_failed_is_dealt_with_after_a_question(desk: Desk, at_desk: AtDesk, script: bool) -> None:
    machinery(desk)
    page = at_desk("박운영", width=360, script=script)
    operations(page)
    page.get_by_role("button", name="모두 다시 보내기").click()
    page.get_by_role("link", name="그만두기").click()
    assert desk.webhooks.standing("whytimes") == Standing(waiting=1, dead=2)
    page.get_by_role("button", name="모두 다시 보내기").click()
    page.get_by_role("button", name="다시 보내기").click()
    expect(page.locator(".letters")).to_have_count(0)
    assert desk.webhooks.standing("whytimes") == Standing(waiting=3)
    page.get_by_role("button", name="다시 하기").click()
    expect(page.get_by_role("heading", name="이 작업을 다시 합니까?")).to_be_visible()
    page.get_by_role("button", name="다시 하기").click()
    expect(page.locator(".jobs pre")).to_have_count(0)
    assert isinstance(desk.workshop, MemoryWorkshop)
    assert desk.workshop.retried == ["judge-c_1"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_everybody_can_read_it(desk: Desk, at_desk: AtDesk, width: int, scheme: str) -> None:
    machinery(desk)
    uproar(desk)
    page = at_desk("박운영", width=width, scheme=scheme)
    operations(page)
    reads_well(page)
    page.get_by_role("button", name="버리기").last.click()
    expect(page.get_by_role("heading", name="버립니까?")).to_be_visible()
    reads_well(page)
