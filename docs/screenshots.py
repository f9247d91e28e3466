"""Makes the pictures in docs/images: `.venv/bin/python docs/screenshots.py` (needs chromium and a Korean font).

Starts `hanmadi run` in a scratch folder, lets a few made-up readers comment on the demo article, and looks at it.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import urllib3
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.conftest import CHROMIUM, QUIET  # noqa: E402
from tests.product import Product  # noqa: E402

IMAGES = ROOT / "docs" / "images"
LARGEST = 300_000
"""Bytes of one picture."""

SEEN = (
    ("애독자", "가람이 분담금을 가장 많이 내는 까닭을 처음 알았습니다. 그래프가 특히 좋았습니다."),
    ("바다사랑", "정부가 연장만 되풀이하고 산식을 손보지 않은 것은 무책임합니다. 이번에는 답을 내놓아야 합니다."),
    ("부둣가", "공동순찰 자료를 찾으시는 분은 harbor.reader@example.com 으로 메일 주시면 보내 드리겠습니다."),
    ("해운인", "남쪽으로 이틀을 돌아가면 운임이 얼마나 오르는지도 다음 기사에서 다루어 주십시오."),
)
REPLY = ("도선사", "대략 12% 오른다고 봅니다. 보험료는 따로 계산해야 하고요.")
ERASED = ("손님", "다섯 번째 협상은 언제 열립니까?")
ANSWER = ("애독자", "기사 끝에 26일이라고 나옵니다.")
FOUL = "씨발 협상을 이따위로 하는 놈들은 다 꺼져라"
DOUBTFUL = "댓글에 ‘씨발’이라는 말만 달고 가는 분들 때문에 토론이 안 됩니다."
ADVISED = "여섯 달을 더 기다리라니, 씨발 이게 협상입니까? 산식부터 고치십시오."


def main() -> None:
    """Every picture, anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as product, chromium() as browser:
        comment_on_the_article(product)
        article(browser, product.url)
        states(browser, product.url)
        phone(browser, product.url)


@contextmanager
def running(folder: Path) -> Iterator[Product]:
    """`hanmadi run` in a scratch folder."""
    product = Product(folder)
    try:
        product.wait_until_ready()
        yield product
    finally:
        product.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        sys.exit("No Chromium on this machine.")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=QUIET)


def comment_on_the_article(product: Product) -> None:
    """As the newspaper's backend would, with its key."""
    key = (product.data / "demo.key").read_text().strip()
    ids = [submit(product, key, name, text) for name, text in SEEN]
    submit(product, key, *REPLY, parent=ids[-1])
    erased = submit(product, key, *ERASED)
    submit(product, key, *ANSWER, parent=erased)
    urllib3.request("DELETE", f"{product.url}/v1/comments/{erased}", headers={"Authorization": f"Bearer {key}"})


def submit(product: Product, key: str, name: str, text: str, parent: str | None = None) -> str:
    """One comment, decided; its id."""
    article = {"id": "21468", "url": product.url, "title": "", "section": "국제"}
    comment = {"article": article, "author": {"kind": "guest", "name": name}, "text": text, "parent": parent}
    headers = {"Authorization": f"Bearer {key}", "Prefer": "wait=10"}
    answer = urllib3.request("POST", f"{product.url}/v1/comments", json=comment, headers=headers).json()
    return str(answer["id"])


def article(browser: Browser, url: str) -> None:
    """The article and the head of the box on a wide screen; then the advice."""
    page = opened(browser, url, width=1280, height=860)
    take(page, "article-wide")
    write(page, ADVISED)
    page.get_by_role("dialog").wait_for()
    take(page, "box-advice")


def states(browser: Browser, url: str) -> None:
    """The box with comments in every state that an author meets, and the page of one's own."""
    page = opened(browser, url, width=1280, height=1000)
    send(page, "어민들 이야기도 다음 기사에서 꼭 다루어 주시면 좋겠습니다.")
    page.locator("[data-hm=list] .hm-yours").wait_for()
    send(page, FOUL)
    page.locator("[data-hm=own] .hm-rejected .hm-why").wait_for()
    send(page, DOUBTFUL)
    page.locator("[data-hm=own] .hm-held .hm-why").wait_for()
    keep("box-states", page.locator("#hanmadi").screenshot())
    page.get_by_role("link", name="내 의견").click()
    take(page, "mine")


def phone(browser: Browser, url: str) -> None:
    """The same on a phone, in the dark; and a report."""
    page = opened(browser, url, width=390, height=844, scheme="dark", scale=2)
    take(page, "article-phone")
    page.locator("#hanmadi").evaluate("box => box.scrollIntoView()")
    take(page, "box-phone")
    page.locator("[data-hm=list]").get_by_role("link", name="신고").first.click()
    page.get_by_role("dialog").wait_for()
    take(page, "report-phone")


def opened(browser: Browser, url: str, width: int, height: int, scheme: str = "light", scale: int = 1) -> Page:
    """The article, as a new reader's browser shows it."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="ko-KR",
    )
    page = context.new_page()
    page.goto(url)
    return page


def write(page: Page, text: str) -> None:
    """Types a comment and presses the button."""
    page.get_by_label("닉네임").fill("독자")
    page.get_by_label("의견", exact=True).fill(text)
    page.get_by_role("button", name="등록").click()


def send(page: Page, text: str) -> None:
    """The same, and against all advice."""
    write(page, text)
    page.locator("dialog, .hm-comment", has_text=text).first.wait_for()
    if page.get_by_role("dialog").count():
        page.get_by_role("button", name="그대로 보내기").click()


def take(page: Page, name: str) -> None:
    """What the window shows."""
    keep(name, page.screenshot())


def keep(name: str, picture: bytes) -> None:
    """Writes a picture, if it is small enough for a page that people load."""
    if len(picture) > LARGEST:
        sys.exit(f"{name}.png would have {len(picture) // 1000} kB, more than {LARGEST // 1000}.")
    (IMAGES / f"{name}.png").write_bytes(picture)
    sys.stdout.write(f"docs/images/{name}.png  {len(picture) // 1000} kB\n")


if __name__ == "__main__":
    main()
