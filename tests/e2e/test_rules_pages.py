"""The policy and the lexicon in a browser: sliders, trials, saving; with and without a script, on a phone, and axe."""

import pytest
from playwright.sync_api import Page, expect

from moderation.decision import Reason, Verdict
from moderation.desk import Desk
from moderation.lexicon import Entry
from tests.builders import laid
from tests.e2e.test_desk import AtDesk, assert_clean, at_desk, desk
from tests.moderation.web.moderators.scenes import ruled

pytestmark = pytest.mark.browser

__all__ = ["at_desk", "desk"]


def said(desk: Desk) -> None:
    """Some published comments, in which the machine saw a little."""
    for n in range(5):
        ruled(desk, n, f"나비가 {n}번 난다", Verdict.PUBLISH, Reason("insult", "toxicity", 0.42 + n / 100))


def goes(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="데스크").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def refer_limit(desk: Desk) -> object:
    return desk.policies.base.tables["labels"]["insult"]["refer"]


@pytest.mark.parametrize("script", [True, False])
def test_a_limit_is_moved_tried_saved_and_taken_back(desk: Desk, at_desk: AtDesk, script: bool) -> None:
    """The slider says the number; without a script the number is written."""
    said(desk)
    page = at_desk("이선임", script=script)
    goes(page, "정책")
    number = page.locator("[id='insult.refer']")
    slider = page.locator("[data-for='insult.refer']")
    if script:
        slider.fill("44")
        expect(number).to_have_value("44")
    else:
        expect(slider).to_be_hidden()
        number.fill("44")
    page.get_by_role("button", name="먼저 시험해 보기").click()
    expect(page.locator(".diff").first).to_contain_text("모욕 · 보류: 50% → 44%")
    expect(page.locator(".outcomes tr", has_text="보류")).to_contain_text("+3")
    assert refer_limit(desk) == 0.5
    page.get_by_label("왜 바꾸십니까").fill("선거 기간")
    page.get_by_role("button", name="저장: default@2").click()
    expect(page.get_by_role("status")).to_have_text("저장했습니다: default@2")
    assert refer_limit(desk) == 0.44
    page.get_by_role("button", name="이 판으로 되돌리기 1").click()
    page.get_by_role("button", name="저장: default@3").click()
    expect(page.get_by_role("status")).to_have_text("저장했습니다: default@3")
    assert refer_limit(desk) == 0.5


def test_a_slider_follows_its_number_and_fades_where_there_is_no_limit(desk: Desk, at_desk: AtDesk) -> None:
    page = at_desk("이선임")
    goes(page, "정책")
    number, slider = page.locator("[id='insult.refer']"), page.locator("[data-for='insult.refer']")
    expect(slider).to_have_value("50")
    number.fill("33")
    expect(slider).to_have_value("33")
    number.fill("")
    expect(slider).to_have_class("none")


@pytest.mark.parametrize("script", [True, False])
def test_a_word_is_added_and_removed(desk: Desk, at_desk: AtDesk, script: bool) -> None:
    said(desk)
    page = at_desk("이선임", script=script)
    goes(page, "어휘")
    page.get_by_role("link", name="낱말 더하기").click()
    page.get_by_label("낱말", exact=True).fill("나비")
    page.get_by_label("종류").select_option("suspect")
    page.get_by_role("button", name="먼저 시험해 보기").click()
    expect(page.locator(".trial")).to_contain_text("걸릴 의견 5건")
    assert desk.lexicon.entries() == []
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("저장했습니다.")
    assert [entry.key for entry in desk.lexicon.entries()] == ["나비"]
    page.get_by_role("rowheader", name="나비").get_by_role("link").click()
    page.get_by_role("button", name="지우기…").click()
    expect(page.locator(".trial")).to_contain_text("더는 걸리지 않을 의견 5건")
    page.get_by_role("button", name="지우기", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("지웠습니다.")
    assert desk.lexicon.entries() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_stands_in_anybodys_way(desk: Desk, at_desk: AtDesk, width: int, scheme: str) -> None:
    """axe finds nothing, and nothing is wider than the window."""
    said(desk)
    laid(desk.lexicon, Entry("토끼", note="시험"))
    page = at_desk("박운영", width=width, scheme=scheme)
    fits = f"document.documentElement.scrollWidth <= {width}"
    goes(page, "정책")
    assert_clean(page)
    page.locator("[id='insult.refer']").fill("20")
    page.get_by_role("button", name="먼저 시험해 보기").click()
    expect(page.locator(".trial")).to_be_visible()
    assert_clean(page)
    assert page.evaluate(fits)
    goes(page, "어휘")
    assert_clean(page)
    assert page.evaluate(fits)
    page.get_by_role("rowheader", name="토끼").get_by_role("link").click()
    page.get_by_label("낱말", exact=True).fill("나비")
    page.get_by_role("button", name="먼저 시험해 보기").click()
    expect(page.locator(".trial")).to_be_visible()
    assert_clean(page)
    assert page.evaluate(fits)
