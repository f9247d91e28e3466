"""The author's page in a browser: found from the card, a sanction imposed and lifted, also without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from moderation.decision import Reason
from moderation.desk import Desk
from moderation.sanction import Measure
from moderation.standing import Writer
from tests.e2e.test_desk import AtDesk, at_desk, desk  # noqa: F401 - the desk's own fixtures
from tests.moderation.web.moderators.scenes import MEMBER, referred

pytestmark = pytest.mark.browser

WRITER = Writer("whytimes", "member", "m-1003")


def in_force(desk: Desk) -> list[Measure]:  # noqa: F811
    (profile,) = desk.authors.profiles([WRITER])
    return [each.measure for each in profile.in_force(desk.clock())]


@pytest.mark.parametrize(("width", "scheme", "script"), [(1280, "light", True), (360, "dark", False)])
def test_an_author_is_slowed_from_the_card_and_set_free(
    desk: Desk,  # noqa: F811
    at_desk: AtDesk,  # noqa: F811
    width: int,
    scheme: str,
    script: bool,
) -> None:
    referred(desk, 5, "글쎄요, 그런가요.", Reason("insult", "toxicity", 0.6), author=MEMBER)
    page = at_desk(width=width, scheme=scheme, script=script)
    page.locator(".row a", has_text="글쎄요").click()
    page.get_by_role("link", name="작성자 보기").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("새벽기차")
    page.locator("select[name=measure]").select_option("slow")
    page.locator("select[name=label]").select_option("insult")
    page.get_by_role("button", name="제재하기").click()
    expect(page.locator(".asked")).to_contain_text("천천히 쓰기 (10분에 한 번)")
    assert in_force(desk) == [Measure.SLOW]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if script:
        violations = Axe().run(page).response["violations"]
        assert not violations, [each["id"] for each in violations]
    page.get_by_role("button", name="풀기").click()
    expect(page.locator(".asked")).to_contain_text("김담당 님이 풂")
    assert in_force(desk) == []
