"""Numbers, digest, audit, people and one's own account in a browser: printable, and without a script."""

import re
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from moderation.desk import Desk, utc_now
from moderation.moderator import Role
from tests.builders import a_desk
from tests.moderation.web.demo.fake_api import served
from tests.moderation.web.moderators.desk_visitor import PASSWORD, a_moderator, a_site, an_app
from tests.moderation.web.moderators.scenes import fill, history

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk() -> Desk:
    desk = a_site(a_desk(utc_now), "whytimes")
    a_moderator(desk, "박운영", Role.OPERATOR)
    a_moderator(desk, "이담당", Role.MODERATOR, "whytimes")
    history(desk)
    fill(desk)
    return desk


@pytest.fixture(scope="module")
def url(desk: Desk) -> Iterator[str]:
    with served(an_app(desk)) as url:
        yield url


def entered(context: BrowserContext, url: str, name: str = "박운영") -> Page:
    """A page of somebody who has logged in.  What breaks the desk's own policy fails the test."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{url}/moderation/login")
    page.get_by_label("이름").fill(name)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    page.wait_for_url("**/moderation/**")
    return page


def test_a_week_is_printed_on_one_page_of_a4(browser: Browser, url: str) -> None:
    context = browser.new_context(locale="ko-KR")
    page = entered(context, url)
    page.goto(f"{url}/moderation/digest")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="데스크")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("whytimes의 한 주")
    context.close()


def test_a_table_is_taken_away(browser: Browser, url: str) -> None:
    context = browser.new_context(locale="ko-KR")
    page = entered(context, url)
    page.goto(f"{url}/moderation/numbers")
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("CSV.*하루에 결정된 의견")).click()
    assert taken.value.suggested_filename == "hanmadi-whytimes-days-14d.csv"
    context.close()


def test_from_a_new_account_to_its_second_factor_without_a_script(browser: Browser, url: str) -> None:
    """An operator makes the account; its owner changes the password, scans the code, and logs in with it."""
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    page = entered(context, url)
    page.goto(f"{url}/moderation/people")
    page.get_by_label("이름", exact=True).fill("최신입")
    page.get_by_label("whytimes").check()
    page.get_by_label("지면 (쉼표로").fill("정세분석")
    page.get_by_role("button", name="만들기").click()
    password = page.locator(".told code").inner_text()
    context.close()
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/moderation/login")
    page.get_by_label("이름").fill("최신입")
    page.get_by_label("비밀번호").fill(password)
    page.get_by_role("button", name="로그인").click()
    page.goto(f"{url}/moderation/me")
    page.locator("form", has_text="시작하기").get_by_label("지금 비밀번호").fill(password)
    page.get_by_role("button", name="시작하기").click()
    expect(page.get_by_role("img", name="인증 앱으로 찍는 QR 코드")).to_be_visible()
    secret = page.locator(".enrol code").inner_text()
    page.get_by_label("인증 번호").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="확인").click()
    code = page.locator(".codes code").first.inner_text()
    page.locator(".me summary").click()
    page.get_by_role("button", name="로그아웃").click()
    page.get_by_label("이름").fill("최신입")
    page.get_by_label("비밀번호").fill(password)
    page.get_by_role("button", name="로그인").click()
    page.get_by_label("인증 번호").fill(code)
    page.get_by_role("button", name="로그인").click()
    expect(page.locator(".desk")).to_be_visible()
    context.close()
