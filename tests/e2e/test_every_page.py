"""Every page of the desk on a phone and at a desk: axe finds nothing, and nothing is wider than the window."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from docs.desk_screenshots import IMAGES, PICTURES
from moderation.comment import Article, Author
from moderation.decision import Reason
from moderation.desk import Desk, utc_now
from moderation.moderator import Role
from tests.builders import a_desk
from tests.moderation.web.demo.fake_api import served
from tests.moderation.web.moderators.desk_visitor import PASSWORD, a_moderator, a_site, an_app
from tests.moderation.web.moderators.scenes import fill, found, history, machinery, referred, uproar

pytestmark = pytest.mark.browser

FOLDER = IMAGES.parent
LONG = "가나다라마바사아자차카타파하" * 12
NAME = "아주긴이름을가진운영자입니다1234567890123456789"

PAGES = {
    "queue": ("?site=whytimes", "?kind=reported&text=접종", "?article=21475&label=insult", "?open={id}"),
    "batch": (),
    "articles": ("articles?dismissed=21480", "articles?site=othertimes"),
    "authors": ("authors",),
    "author": ("authors/member/m-1003?site=whytimes",),
    "numbers": ("numbers", "numbers?days=90"),
    "digest": ("digest",),
    "lexicon": ("lexicon", "lexicon?which=off"),
    "word": ("lexicon/word",),
    "limits": ("policy", "policy?name=strict"),
    "operators": ("operators",),
    "own": ("me",),
    "people": ("people",),
    "account": (f"people/{NAME}",),
    "audit": ("audit", "audit?who=nobody"),
    "door": (),
    "code": (),
}
"""What each view is looked at with.  The door is seen on the way in, a batch after the others."""

NO_PAGES = {"static", "events", "sizes", "numbers_table", "audit_csv", "audit_jsonl"}


@pytest.fixture(scope="module")
def desk() -> Desk:
    desk = a_site(a_desk(utc_now), "whytimes", "othertimes")
    a_moderator(desk, NAME, Role.OPERATOR)
    history(desk)
    fill(desk)
    uproar(desk)
    machinery(desk)
    return desk


@pytest.fixture(scope="module")
def app(desk: Desk) -> Flask:
    return an_app(desk)


@pytest.fixture(scope="module")
def url(app: Flask) -> Iterator[str]:
    with served(app) as url:
        yield url


@pytest.fixture(scope="module")
def longest(desk: Desk) -> str:
    """A held comment without a space, by somebody with a long name, under a long headline."""
    article = Article("9" * 60, title=f"[긴 제목] {LONG}", section=LONG[:60])
    reason = found("profanity", "lexicon", 0.6, LONG[3:9], text=LONG, detail=LONG[:40])
    author = Author("guest", LONG[:40])
    return referred(desk, 9, LONG, reason, Reason("toxic", "toxicity", 0.7), article=article, author=author).comment.id


def test_no_page_is_forgotten(app: Flask) -> None:
    views = {
        rule.endpoint.removeprefix("moderators.")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("moderators.") and "GET" in (rule.methods or ())
    }
    assert views == PAGES.keys() | NO_PAGES


def test_every_page_has_its_picture_in_the_manual() -> None:
    """Made by the script that names it."""
    manual = (FOLDER / "desk.md").read_text(encoding="utf-8")
    assert PICTURES.keys() == PAGES.keys()
    for name in PICTURES.values():
        assert f"(images/{name}.png)" in manual
        assert (FOLDER / "images" / f"{name}.png").exists()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (768, "dark"), (360, "light")])
def test_nothing_stands_in_anybodys_way(browser: Browser, url: str, longest: str, width: int, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="ko-KR")
    page, faults = context.new_page(), list[str]()
    page.set_default_timeout(10_000)
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    page.goto(f"{url}/moderation/login")
    assert_clean(page, width)
    page.get_by_label("이름").fill(NAME)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    expect(page.locator("html.scripted .desk")).to_be_visible()
    for path in (path for paths in PAGES.values() for path in paths):
        page.goto(f"{url}/moderation/{path.format(id=longest)}")
        assert_clean(page, width)
    page.goto(f"{url}/moderation/?site=whytimes")
    page.locator(".pick input").first.check()
    page.locator(".bulk").get_by_role("button", name="게시").click()
    expect(page.get_by_role("heading", name="1건을 한꺼번에 결정합니다")).to_be_visible()
    assert_clean(page, width)
    assert not faults
    context.close()


def assert_clean(page: Page, width: int) -> None:
    expect(page.locator("html.scripted h1")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    if width >= 960 and page.locator(".desk").count():
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), "the list and the card scroll"
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
