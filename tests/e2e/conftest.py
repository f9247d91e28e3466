"""The running product, and a browser that reads its demo article."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import missing
from tests.product import Product

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PageAt = Callable[..., Page]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """`hanmadi run` with one worker, in a folder of its own."""
    product = Product(tmp_path_factory.mktemp("product"))
    try:
        product.wait_until_ready()
        yield product
    finally:
        product.stop()


@pytest.fixture(scope="session")
def site_url(product: Product) -> str:
    """Where the demo article is read."""
    return product.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        missing("chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=QUIET)


@pytest.fixture
def page_at(browser: Browser, site_url: str) -> Iterator[PageAt]:
    """Opens the article as a new reader.  A script that fails, or breaks the page's own policy, fails the test."""
    faults: list[str] = []
    contexts = []

    def open_page(width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            locale="ko-KR",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(site_url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
