"""The review desk in a browser: by keyboard alone, two at once, on a phone, without a script."""

import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from moderation.decision import Reason, State
from moderation.desk import Desk, utc_now
from moderation.moderator import Role
from tests.builders import a_desk
from tests.moderation.web.demo.fake_api import served
from tests.moderation.web.moderators.desk_visitor import PASSWORD, a_moderator, a_site, an_app
from tests.moderation.web.moderators.scenes import fill, found, referred
from tests.product import Product, hanmadi

pytestmark = pytest.mark.browser

AtDesk = Callable[..., Page]


@pytest.fixture
def desk() -> Desk:
    desk = a_site(a_desk(utc_now), "whytimes")
    a_moderator(desk, "김담당", Role.MODERATOR)
    a_moderator(desk, "이선임", Role.SENIOR)
    a_moderator(desk, "박운영", Role.OPERATOR)
    return desk


@pytest.fixture
def at_desk(browser: Browser, desk: Desk) -> Iterator[AtDesk]:
    """Opens the desk, logged in.  A script that fails, or breaks the page's own policy, fails the test."""
    faults: list[str] = []
    contexts = []
    with served(an_app(desk)) as url:

        def enter(name: str = "김담당", width: int = 1280, scheme: Any = "light", script: bool = True) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": 780},
                color_scheme=scheme,
                java_script_enabled=script,
                reduced_motion="reduce",
                locale="ko-KR",
                has_touch=width < 500,
            )
            contexts.append(context)
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
            page.goto(f"{url}/moderation/")
            page.get_by_label("이름").fill(name)
            page.get_by_label("비밀번호").fill(PASSWORD)
            page.get_by_role("button", name="로그인").click()
            expect(page.locator("html.scripted .desk" if script else ".desk")).to_be_visible()
            return page

        yield enter
        for context in contexts:
            context.close()
    assert not faults


def held(desk: Desk, count: int) -> list[str]:
    """Comments that are held for profanity; the first is the most urgent."""
    texts = [f"{number}번째 시발 의견입니다." for number in range(count)]
    reasons = [found("profanity", "lexicon", 0.6, "시발", text=text) for text in texts]
    kept = [referred(desk, 60 - n, text, reason) for n, (text, reason) in enumerate(zip(texts, reasons, strict=True))]
    return [record.comment.id for record in kept]


def state(desk: Desk, id: str) -> State:
    (record,) = desk.comments.find([id])
    assert record is not None
    return record.state


def shown(page: Page) -> str:
    return str(page.locator("#card").get_attribute("data-id"))


def test_ten_comments_are_ruled_on_by_keyboard_alone(desk: Desk, at_desk: AtDesk) -> None:
    ids = held(desk, 10)
    page = at_desk()
    page.keyboard.press("j")
    for id, key in zip(ids, "fmhdfmhdfd", strict=True):
        expect(page.locator(f'#card[data-id="{id}"]')).to_be_focused()
        page.keyboard.press(key)
    expect(page.locator(".rows .row")).to_have_count(0)
    verdicts = {"f": State.PUBLISHED, "m": State.PUBLISHED, "h": State.HIDDEN, "d": State.REJECTED}
    assert [state(desk, id) for id in ids] == [verdicts[key] for key in "fmhdfmhdfd"]
    page.keyboard.press("z")
    expect(page.locator(".rows .row")).to_have_count(1)
    assert state(desk, ids[-1]) is State.HELD


def test_a_hundred_comments_are_ruled_on_by_keyboard_alone(desk: Desk, at_desk: AtDesk) -> None:
    """The next card is there when the last is ruled on, and in good time."""
    ids = held(desk, 100)
    page = at_desk()
    page.keyboard.press("j")
    began = time.monotonic()
    for number, id in enumerate(ids):
        expect(page.locator(f'#card[data-id="{id}"]')).to_be_focused()
        page.keyboard.press("fdhm"[number % 4])
    expect(page.locator(".rows .row")).to_have_count(0)
    assert time.monotonic() - began < 3 * len(ids), "three seconds each at most, on whatever machine this is"
    states = [State.PUBLISHED, State.REJECTED, State.HIDDEN, State.PUBLISHED]
    assert [state(desk, id) for id in ids] == states * 25


def test_a_comment_is_handed_to_a_senior_and_a_wrong_ruling_noted_by_keyboard(desk: Desk, at_desk: AtDesk) -> None:
    first, second = held(desk, 2)
    page = at_desk()
    page.keyboard.press("j")
    expect(page.locator(f'#card[data-id="{first}"]')).to_be_focused()
    page.keyboard.press("w")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".lesson")).to_contain_text("기준이 너무 엄격합니다")
    page.keyboard.press("s")
    page.keyboard.type("fdhm 봐 주십시오")
    page.keyboard.press("Enter")
    expect(page.locator(f'#card[data-id="{second}"]')).to_be_focused()
    expect(page.locator(".row.handed")).to_have_count(1)
    assert state(desk, first) is State.HELD
    page.keyboard.press("z")
    expect(page.locator(f'#card[data-id="{first}"]')).to_be_focused()
    expect(page.locator(".row.handed")).to_have_count(0)


def test_the_keys_work_with_the_korean_layout_too(desk: Desk, at_desk: AtDesk) -> None:
    (id,) = held(desk, 1)
    page = at_desk()
    for key, code in (("ㅓ", "KeyJ"), ("ㅇ", "KeyD")):
        page.evaluate(
            "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))",
            [key, code],
        )
        expect(page.locator("#card" if key == "ㅓ" else ".did")).to_be_visible()
    assert state(desk, id) is State.REJECTED


def test_two_moderators_at_once(desk: Desk, at_desk: AtDesk) -> None:
    (id, other) = held(desk, 2)
    kim, lee = at_desk("김담당"), at_desk("이선임")
    kim.keyboard.press("j")
    expect(kim.locator(f'#card[data-id="{id}"]')).to_be_visible()
    lee.reload()
    expect(lee.locator(".row .busy")).to_have_text("김담당 님이 보는 중")
    lee.keyboard.press("j")
    expect(lee.locator(f'#card[data-id="{id}"]')).to_contain_text("김담당 님이 지금 이 의견을 보고 있습니다")
    kim.keyboard.press("f")
    expect(kim.locator(f'#card[data-id="{other}"]')).to_be_visible()
    lee.keyboard.press("d")
    wrong = lee.get_by_role("alert")
    expect(wrong).to_contain_text("먼저 결정했거나")
    expect(wrong).to_contain_text("게시 · 김담당")
    assert state(desk, id) is State.PUBLISHED


def test_whoever_comes_second_and_presses_twice_overrules_nobody(desk: Desk, at_desk: AtDesk) -> None:
    """The card that tells what the first decided is ruled on by a button alone, which nobody presses by mistake."""
    (id,) = held(desk, 1)
    kim, lee = at_desk("김담당"), at_desk("이선임")
    for page in (kim, lee):
        page.keyboard.press("j")
        expect(page.locator(f'#card[data-id="{id}"]')).to_be_focused()
    kim.keyboard.press("h")
    expect(kim.locator(".did")).to_be_visible()
    lee.keyboard.press("f")
    expect(lee.get_by_role("alert")).to_contain_text("숨김 · 김담당")
    for key in "fmhdz":
        lee.keyboard.press(key)
    expect(lee.get_by_role("alert")).to_be_visible()
    assert state(desk, id) is State.HIDDEN
    lee.get_by_role("button", name="게시", exact=True).click()
    expect(lee.locator(".did")).to_be_visible()
    assert state(desk, id) is State.PUBLISHED


def test_a_key_that_is_held_down_rules_on_one_comment(desk: Desk, at_desk: AtDesk) -> None:
    first, second = held(desk, 2)
    page = at_desk()
    page.keyboard.press("j")
    expect(page.locator(f'#card[data-id="{first}"]')).to_be_focused()
    page.keyboard.down("f")
    expect(page.locator(f'#card[data-id="{second}"]')).to_be_focused()
    for _ in range(5):
        page.keyboard.down("f")
    page.keyboard.up("f")
    page.keyboard.press("n")
    expect(page.locator("#note")).to_be_focused()
    assert [state(desk, id) for id in (first, second)] == [State.PUBLISHED, State.HELD]


def test_any_part_of_a_text_can_be_covered(desk: Desk, at_desk: AtDesk) -> None:
    """Spans count code points: an emoji before the words must not move them."""
    text = "👍 좋은데 마지막 말은 심하네"
    id = referred(desk, 5, text, Reason("toxic", "toxicity", 0.5)).comment.id
    page = at_desk()
    page.keyboard.press("j")
    written = page.locator("#written")
    expect(written).to_be_visible()
    page.evaluate(
        """() => {
          const words = document.getElementById("written").firstChild, at = words.data.indexOf("심하네");
          getSelection().setBaseAndExtent(words, at, words, at + 3);
          document.dispatchEvent(new PointerEvent("pointerup"));
        }"""
    )
    expect(page.locator("#masks").get_by_role("checkbox", name="심하네")).to_be_checked()
    expect(page.locator("#preview")).to_have_text("👍 좋은데 마지막 말은 ●●●")
    page.keyboard.press("m")
    expect(page.locator(".did")).to_be_visible()
    view = desk.comments.view(id, "whytimes")
    assert view is not None
    assert view["text"] == "👍 좋은데 마지막 말은 ●●●"


def test_a_flagged_place_is_left_uncovered_by_a_tap(desk: Desk, at_desk: AtDesk) -> None:
    held(desk, 1)
    page = at_desk()
    page.keyboard.press("j")
    box = page.locator("#masks").get_by_role("checkbox", name="시발")
    expect(box).to_be_checked()
    page.locator("mark").click()
    expect(box).not_to_be_checked()


def test_what_struck_the_model_is_covered_by_a_tap(desk: Desk, at_desk: AtDesk) -> None:
    """A place that is marked and was not offered: uncovered at first, and covered once it is tapped."""
    held(desk, 1)
    page = at_desk(width=360)
    page.locator(".row a").tap()
    expect(page.locator("#masks")).to_be_visible()
    page.evaluate("document.querySelector('#masks label').remove()")
    page.locator("mark").tap()
    expect(page.locator("#masks").get_by_role("checkbox", name="시발")).to_be_checked()
    expect(page.locator("#preview")).to_have_text("0번째 ●● 의견입니다.")


def test_a_rejection_without_a_reason_leads_to_the_reasons(desk: Desk, at_desk: AtDesk) -> None:
    id = referred(desk, 5, "사유 없이 보류된 의견").comment.id
    page = at_desk()
    page.keyboard.press("j")
    expect(page.locator("#card")).to_be_focused()
    page.keyboard.press("d")
    expect(page.locator("#label")).to_be_focused()
    assert state(desk, id) is State.HELD
    page.locator("#label").select_option("insult")
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(page.locator(".did")).to_be_visible()
    assert state(desk, id) is State.REJECTED


def test_on_a_phone_the_acts_are_within_reach_of_the_thumb(desk: Desk, at_desk: AtDesk) -> None:
    first, second = held(desk, 2)
    page = at_desk(width=360)
    wide = "document.documentElement.scrollWidth <= 360"
    assert page.evaluate(wide)
    page.locator(f'.row a[data-id="{first}"]').tap()
    publish = page.get_by_role("button", name="게시", exact=True)
    expect(publish).to_be_in_viewport()
    assert page.evaluate(wide)
    for button in page.locator(".verdicts .button").all():
        size = button.bounding_box()
        assert size is not None
        assert size["height"] >= 44
        assert size["width"] >= 44
    publish.tap()
    expect(page.locator(f'#card[data-id="{second}"]')).to_be_visible()
    assert state(desk, first) is State.PUBLISHED
    page.get_by_role("button", name="되돌리기").first.tap()
    expect(page.locator(f'#card[data-id="{first}"]')).to_be_visible()
    assert state(desk, first) is State.HELD


def test_without_a_script_the_same_forms_do(desk: Desk, at_desk: AtDesk) -> None:
    first, second = held(desk, 2)
    page = at_desk(script=False)
    page.locator(f'.row a[data-id="{first}"]').click()
    page.get_by_role("button", name="가리고 게시").click()
    expect(page.locator(f'#card[data-id="{second}"]')).to_be_visible()
    view = desk.comments.view(first, "whytimes")
    assert view is not None
    assert view["text"] == "0번째 ●● 의견입니다."
    page.get_by_label("다른 담당자에게만 보이는 메모").fill("확인 중")
    page.get_by_role("button", name="남기기").click()
    expect(page.locator(".notes")).to_contain_text("확인 중")


def test_the_worst_is_blurred_until_it_is_asked_for(desk: Desk, at_desk: AtDesk) -> None:
    text = "죽여 버린다"
    referred(desk, 5, text, found("threat", "lexicon", 0.97, text, text=text))
    page = at_desk()
    page.locator(".me summary").click()
    page.get_by_role("button", name="심한 글 흐리기 켜기").click()
    expect(page.locator("html.scripted .blurring .desk")).to_be_visible()
    page.keyboard.press("j")
    blurred = "getComputedStyle(document.getElementById('written')).filter !== 'none'"
    expect(page.locator("#written")).to_be_visible()
    assert page.evaluate(blurred)
    page.keyboard.press("b")
    assert not page.evaluate(blurred)


def test_what_comes_in_meanwhile_is_told_and_moves_nothing(desk: Desk, at_desk: AtDesk) -> None:
    (id,) = held(desk, 1)
    page = at_desk()
    page.keyboard.press("j")
    expect(page.locator("#card")).to_be_visible()
    text = "그사이 들어온 의견"
    referred(desk, 0, text, Reason("toxic", "toxicity", 0.99))
    news = page.get_by_role("link", name="새 의견 1 건 보기")
    expect(news).to_be_visible(timeout=15_000)
    expect(page.locator(".rows .row")).to_have_count(1)
    news.click()
    expect(page.locator(".rows .row")).to_have_count(2)
    assert shown(page) == id
    expect(news).to_be_hidden()


def test_several_are_ruled_on_together_after_a_question(desk: Desk, at_desk: AtDesk) -> None:
    ids = held(desk, 3)
    page = at_desk()
    expect(page.locator("#bulk")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("x")
    page.get_by_role("checkbox", name="고르기: 2번째").check()
    page.locator("#bulk").get_by_role("button", name="거부").click()
    expect(page.get_by_role("heading", name="2건을 한꺼번에 결정합니다")).to_be_visible()
    assert_clean(page)
    assert {state(desk, id) for id in ids} == {State.HELD}
    page.get_by_role("button", name="2건 결정").click()
    expect(page.locator(".tally")).to_contain_text("2건을 결정했습니다.")
    assert [state(desk, id) for id in ids] == [State.REJECTED, State.HELD, State.REJECTED]


def test_all_that_a_filter_finds_is_ruled_on_and_taken_back_with_one_key(desk: Desk, at_desk: AtDesk) -> None:
    ids = held(desk, 130)
    page = at_desk()
    page.goto(f"{page.url}?label=profanity")
    page.get_by_role("checkbox", name="거른 의견 전부").check()
    page.locator("#bulk").get_by_role("button", name="거부").click()
    page.get_by_role("button", name="130건 결정").click()
    expect(page.locator(".tally")).to_contain_text("130건을 결정했습니다.", timeout=30_000)
    assert {state(desk, id) for id in ids} == {State.REJECTED}
    page.keyboard.press("z")
    expect(page.locator(".tally")).to_contain_text("130건을 되돌렸습니다.", timeout=30_000)
    assert {state(desk, id) for id in ids} == {State.HELD}


def test_a_card_that_one_closes_is_free_for_the_other_at_once(desk: Desk, at_desk: AtDesk) -> None:
    held(desk, 1)
    kim, lee = at_desk("김담당"), at_desk("이선임")
    kim.keyboard.press("j")
    expect(kim.locator("#card")).to_be_focused()
    lee.reload()
    expect(lee.locator(".row .busy")).to_have_count(1)
    kim.keyboard.press("u")
    expect(kim.locator("#card")).to_have_count(0)
    lee.reload()
    expect(lee.locator(".row .busy")).to_have_count(0)


def test_typing_in_a_field_rules_on_nothing(desk: Desk, at_desk: AtDesk) -> None:
    (id,) = held(desk, 1)
    page = at_desk()
    page.keyboard.press("j")
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.type("dhfm")
    expect(page.locator("#note")).to_have_value("dhfm")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("시발")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=**")
    expect(page.locator(".rows .row")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#help dl")).to_be_visible()
    assert state(desk, id) is State.HELD


def test_what_readers_report_is_taken_down_at_the_desk(browser: Browser, product: Product) -> None:
    """The whole product: a reader reports, a moderator who was added from the console rejects, it is gone."""
    key = {"Authorization": f"Bearer {product.key('desktimes')}"}
    article = {"id": "desk-1", "url": "http://desk.example/1", "title": "제목", "section": "사회"}
    comment = {"article": article, "author": {"kind": "guest", "name": "독자"}, "text": "좋은 기사 잘 읽었습니다."}
    _, sent = product.call("POST", "/v1/comments", json=comment, headers=key | {"Prefer": "wait=10"})
    assert sent["state"] == "published"
    reader = {"kind": "member", "id": "m-1", "name": "김독자"}
    product.call(
        "POST", f"/v1/comments/{sent['id']}/reports", json={"reason": "advert", "reporter": reader}, headers=key
    )
    command = hanmadi("moderator", "add", "kim", "--site", "desktimes")
    added = subprocess.run(command, env=product.environ, check=True, capture_output=True, text=True)
    page = browser.new_page(locale="ko-KR")
    page.goto(f"{product.url}/moderation/")
    page.get_by_label("이름").fill("kim")
    page.get_by_label("비밀번호").fill(added.stdout.strip())
    page.get_by_role("button", name="로그인").click()
    page.locator(".row a", has_text="독자가 신고했습니다.").click()
    page.locator("#card").get_by_label("알릴 사유").select_option("advert")
    page.locator("#card").get_by_role("button", name="거부").click()
    expect(page.locator(".did")).to_contain_text("거부")
    page.close()
    _, listed = product.call("GET", "/v1/articles/desk-1/comments", headers=key)
    assert listed["comments"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_stands_in_anybodys_way(desk: Desk, at_desk: AtDesk, width: int, scheme: str) -> None:
    """axe finds nothing: contrast, labels, landmarks, focus."""
    fill(desk)
    page = at_desk("박운영", width=width, scheme=scheme)
    assert_clean(page)
    page.locator(".row a").first.click()
    expect(page.locator("#card")).to_be_visible()
    assert_clean(page)
    for path in ("숫자", "기록", "사람"):
        page.get_by_role("navigation", name="데스크").get_by_role("link", name=path).click()
        expect(page.get_by_role("heading", level=1, name=path)).to_be_visible()
        assert_clean(page)
    page.locator(".me summary").click()
    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_role("button", name="로그인")).to_be_visible()
    assert_clean(page)


def assert_clean(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
