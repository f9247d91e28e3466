"""Makes docs/images/desk-*.png: `.venv/bin/python docs/desk_screenshots.py` (needs chromium and a Korean font).

The desk is the real one, on a store in memory that holds a made-up evening.
"""

import shutil
import sys
from datetime import timedelta
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from moderation.comment import Author  # noqa: E402
from moderation.decision import Verdict  # noqa: E402
from moderation.desk import Desk, utc_now  # noqa: E402
from moderation.moderator import Role  # noqa: E402
from moderation.sanction import Measure  # noqa: E402
from moderation.sanctioning import Imposed, impose  # noqa: E402
from moderation.sanctioning import appeal as objects  # noqa: E402
from moderation.standing import Writer  # noqa: E402
from moderation.store.keyring import Factor  # noqa: E402
from tests.builders import a_desk  # noqa: E402
from tests.e2e.conftest import CHROMIUM, QUIET  # noqa: E402
from tests.moderation.web.demo.fake_api import served  # noqa: E402
from tests.moderation.web.moderators.desk_visitor import PASSWORD, a_moderator, a_site, an_app  # noqa: E402
from tests.moderation.web.moderators.scenes import MEMBER, fill, history, machinery, ruled, uproar  # noqa: E402

IMAGES = ROOT / "docs" / "images"
NAME = "김담당"
SECURED = "박담당"
REGULAR, SELLER = Writer("whytimes", "member", "m-7"), Writer("whytimes", "member", "m-2041")
A4: ViewportSize = {"width": 703, "height": 1032}
"""What of a page of A4 lies within its margins, in CSS pixels."""


PICTURES = {
    "door": "desk-login",
    "code": "desk-code",
    "queue": "desk-card",
    "batch": "desk-bulk",
    "articles": "desk-articles",
    "authors": "desk-authors",
    "author": "desk-author",
    "numbers": "desk-numbers",
    "digest": "desk-digest",
    "lexicon": "desk-words",
    "word": "desk-lexicon",
    "limits": "desk-policy",
    "audit": "desk-audit",
    "people": "desk-people",
    "account": "desk-account",
    "own": "desk-me",
    "operators": "desk-operators",
}
"""Every page of the desk has one."""


def main() -> None:
    """Every picture, anew."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        sys.exit("No Chromium on this machine.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with served(an_app(an_evening())) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        doors(browser, url)
        wide(browser, url)
        many(browser, url)
        rules(browser, url)
        phone(browser, url)


def an_evening() -> Desk:
    """Two weeks of comments, and some that wait."""
    desk = a_site(a_desk(utc_now), "whytimes")
    a_moderator(desk, NAME, Role.OPERATOR)
    a_moderator(desk, "이선임", Role.SENIOR)
    a_moderator(desk, SECURED, Role.MODERATOR, "whytimes")
    desk.keyring.enrol(SECURED, Factor("JBSWY3DPEHPK3PXP"))
    history(desk)
    fill(desk)
    uproar(desk)
    machinery(desk)
    for name, writer in (("한라산", REGULAR), ("새소식", SELLER)):
        author = Author("member", name, writer.id)
        ruled(desk, 500, "지난 기사에 남긴 의견입니다.", Verdict.PUBLISH, author=author)
    until = desk.clock() + timedelta(days=7)
    slow = impose(desk, "이선임", REGULAR, Imposed(Measure.SLOW, "insult", until, 10))
    objects(desk, REGULAR, slow.id, "다툰 것은 제가 먼저가 아니었습니다. 다시 보아 주십시오.")
    impose(desk, "이선임", SELLER, Imposed(Measure.SUSPEND, "advert", until))
    return desk


def doors(browser: Browser, url: str) -> None:
    """The way in, and the question for the second factor."""
    page = browser.new_context(viewport={"width": 720, "height": 520}, locale="ko-KR").new_page()
    page.goto(f"{url}/moderation/login")
    take(page, "desk-login")
    page.get_by_label("이름").fill(SECURED)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    page.locator("#code").wait_for()
    take(page, "desk-code")


def wide(browser: Browser, url: str) -> None:
    """The card of a comment, the numbers and the trail at a desk; the card in the dark."""
    for scheme, name in (("light", "desk-card"), ("dark", "desk-card-dark")):
        page = entered(browser, url, 1280, 860, "dark" if scheme == "dark" else "light")
        row = page.locator(".row a", has_text="월급을 받다니")
        row.click()
        page.locator("#card").wait_for()
        take(page, name)
    page = entered(browser, url, 1280, 860)
    page.locator(".row a", has_text="바보 같은").click()
    page.locator("#card").wait_for()
    page.keyboard.press("f")
    page.locator(".did").wait_for()
    take(page, "desk-ruled")
    for path in ("articles", "authors", "operators", "numbers", "audit", "people", "me"):
        page.goto(f"{url}/moderation/{path}")
        take(page, f"desk-{path}")
    page.goto(f"{url}/moderation/people/{SECURED}")
    take(page, "desk-account")
    page.goto(f"{url}/moderation/lexicon?text=시발")
    take(page, "desk-words")
    page.goto(f"{url}/moderation/authors/member/{MEMBER.id}?site=whytimes")
    take(page, "desk-author")
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.goto(f"{url}/moderation/digest")
    take(page, "desk-digest")


def many(browser: Browser, url: str) -> None:
    """What is asked before one decides on many."""
    page = entered(browser, url, 1280, 860)
    page.goto(f"{url}/moderation/?kind=held&site=whytimes")
    page.locator("#all").check()
    page.locator("#bulk").get_by_role("button", name="거부").click()
    page.get_by_role("heading", name="한꺼번에 결정합니다").wait_for()
    take(page, "desk-bulk")


def rules(browser: Browser, url: str) -> None:
    """A word and a limit, each tried on the last days before it is saved."""
    page = entered(browser, url, 1280, 860)
    page.goto(f"{url}/moderation/lexicon/word")
    page.get_by_label("낱말", exact=True).fill("협정")
    page.get_by_label("종류").select_option("suspect")
    tried(page, "desk-lexicon")
    page.goto(f"{url}/moderation/policy")
    page.locator("[id='insult.refer']").fill("45")
    page.locator("[id='toxic.hide']").fill("85")
    tried(page, "desk-policy")


def tried(page: Page, name: str) -> None:
    """What a change would have done."""
    page.get_by_role("button", name="먼저 시험해 보기").click()
    page.locator(".trial").wait_for()
    page.locator("input[data-for]:not([hidden]), .word-form").first.wait_for()
    take(page, name)


def phone(browser: Browser, url: str) -> None:
    """The list and a card on a phone."""
    page = entered(browser, url, 390, 844, scale=2)
    take(page, "desk-phone-list")
    page.locator(".row a", has_text="월급을 받다니").tap()
    page.locator("#card").wait_for()
    take(page, "desk-phone-card")


def entered(
    browser: Browser, url: str, width: int, height: int, scheme: Literal["light", "dark"] = "light", scale: int = 1
) -> Page:
    """The queue, for a moderator who has logged in."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="ko-KR",
        has_touch=width < 500,
    )
    page = context.new_page()
    page.goto(f"{url}/moderation/")
    page.get_by_label("이름").fill(NAME)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    page.locator("html.scripted .rows").wait_for()
    return page


def take(page: Page, name: str) -> None:
    """What the window shows."""
    picture = page.screenshot()
    (IMAGES / f"{name}.png").write_bytes(picture)
    sys.stdout.write(f"docs/images/{name}.png  {len(picture) // 1000} kB\n")


if __name__ == "__main__":
    main()
