"""Every act of the desk is done once in a browser, by its button or key: what the server was sent is written down."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pyotp
import pytest
from flask import Flask, Response, request
from playwright.sync_api import Browser, BrowserContext, Page, expect

from moderation.decision import Reason, State, Verdict
from moderation.desk import Desk, utc_now
from moderation.discussion import Mode
from moderation.moderator import Role
from moderation.sanction import Measure
from moderation.standing import Writer
from moderation.store.articles import discussion_of
from moderation.store.keyring import Factor
from moderation.store.webhooks import Standing
from moderation.store.workshop import MemoryWorkshop
from tests.builders import a_desk
from tests.e2e.test_desk_records import entered
from tests.moderation.web.demo.fake_api import served
from tests.moderation.web.moderators.desk_visitor import PASSWORD, a_moderator, a_site, an_app
from tests.moderation.web.moderators.scenes import HARBOUR, MEMBER, found, machinery, referred, ruled, uproar

pytestmark = pytest.mark.browser

Journey = Callable[[Desk, Page], None]
AtDesk = Callable[[str], Page]

PEOPLE = {"김담당": Role.MODERATOR, "이선임": Role.SENIOR, "박운영": Role.OPERATOR}
IN_AND_OUT = {"enter", "prefer", "leave"}
"""What everybody does on the way in and out."""


@pytest.fixture
def desk() -> Desk:
    desk = a_site(a_desk(utc_now), "whytimes")
    for name, role in PEOPLE.items():
        a_moderator(desk, name, role)
    return desk


@pytest.fixture
def app(desk: Desk) -> Flask:
    return an_app(desk)


@pytest.fixture
def done(app: Flask) -> set[str]:
    """The acts that were sent and not refused."""
    sent: set[str] = set()

    @app.after_request
    def remember(response: Response) -> Response:
        if request.method == "POST" and request.endpoint and response.status_code < 400:
            sent.add(request.endpoint.removeprefix("moderators."))
        return response

    return sent


@pytest.fixture
def at_desk(browser: Browser, app: Flask, done: set[str]) -> Iterator[AtDesk]:
    """Opens the desk, logged in.  A script that fails, or breaks the page's own policy, fails the test."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []
    with served(app) as url:

        def enter(name: str) -> Page:
            context = browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 800})
            contexts.append(context)
            page = entered(context, url, name)
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
            return page

        yield enter
        for context in contexts:
            context.close()
    assert not faults


def by_the_queue(desk: Desk, page: Page) -> None:
    """A comment is handed over, taught from, noted on, ruled on; two are ruled on together; all of it is taken back."""
    texts = [f"{n}번째 시발 의견" for n in range(3)]
    reasons = [found("profanity", "lexicon", 0.6, "시발", text=text) for text in texts]
    ids = [referred(desk, 9, text, reason).comment.id for text, reason in zip(texts, reasons, strict=True)]
    page.reload()
    card = page.locator(f'#card[data-id="{ids[0]}"]')
    page.keyboard.press("j")
    expect(card).to_be_focused()
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(page.locator(".did")).to_contain_text("선임에게 넘겼습니다.")
    page.keyboard.press("z")
    expect(card).to_be_focused()
    page.keyboard.press("w")
    page.keyboard.press("Enter")
    page.locator(".lesson").get_by_role("button", name="지우기").click()
    expect(page.locator(".lesson")).to_have_count(0)
    assert desk.lessons.about(ids[0]) is None
    page.locator("#note").fill("확인 중")
    page.get_by_role("button", name="남기기").click()
    page.locator(".notes").get_by_role("button", name="지우기").click()
    expect(page.locator(".notes li")).to_have_count(0)
    page.locator("#days").select_option("7")
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    expect(page.locator(".did")).to_contain_text("숨김")
    assert state(desk, ids[0]) is State.HIDDEN
    page.keyboard.press("z")
    expect(card).to_be_focused()
    assert state(desk, ids[0]) is State.HELD
    page.keyboard.press("u")
    expect(page.locator("#card")).to_have_count(0)
    page.locator(".pick input").nth(0).check()
    page.locator(".pick input").nth(1).check()
    page.locator("#bulk").get_by_role("button", name="거부").click()
    page.get_by_role("button", name="2건 결정").click()
    expect(page.locator("html.scripted .tally")).to_contain_text("2건을 결정했습니다.")
    page.keyboard.press("z")
    expect(page.locator(".tally")).to_contain_text("2건을 되돌렸습니다.")
    assert {state(desk, id) for id in ids} == {State.HELD}


def by_authors_and_articles(desk: Desk, page: Page) -> None:
    """Every sanction is imposed and lifted; an article is closed, a section tightened, a proposal dismissed."""
    ruled(desk, 5, "글쎄요.", Verdict.PUBLISH, author=MEMBER)
    uproar(desk)
    page.goto(f"{desk_at(page)}/authors/member/{MEMBER.id}?site=whytimes")
    for measure in Measure:
        page.locator("select[name=measure]").select_option(measure.value)
        page.locator("select[name=label]").select_option("insult")
        page.get_by_role("button", name="제재하기").click()
        expect(page.locator(".asked > li").first).to_contain_text("이선임 ·")
        assert in_force(desk) == [measure]
        page.get_by_role("button", name="풀기").click()
        expect(page.locator(".asked > li").first).to_contain_text("이선임 님이 풂")
        assert in_force(desk) == []
    page.goto(f"{desk_at(page)}/articles")
    page.get_by_role("button", name="그대로 두기").click()
    expect(page.locator(".done")).to_contain_text("제안을 물리쳤습니다.")
    expect(page.locator(".proposal")).to_have_count(0)
    page.locator(".done").get_by_role("button", name="되돌리기").click()
    expect(page.locator(".done")).to_contain_text("곧 다시 제안합니다.")
    page.locator(".lively > li", has_text=str(HARBOUR.title)).get_by_role("button", name="닫힘").click()
    expect(page.locator(".done")).to_contain_text("이제 ‘닫힘’입니다")
    assert discussion_of(desk.articles, "whytimes", HARBOUR).mode is Mode.CLOSED
    page.get_by_role("combobox", name="지면").fill("생활")
    page.get_by_role("button", name="정하기").click()
    expect(page.locator(".sections li", has_text="생활")).to_contain_text("엄격하게")


def by_the_rules(desk: Desk, page: Page) -> None:
    """One of our own words is switched off and restored, another added; a limit is moved, and back."""
    ruled(desk, 5, "나비가 난다", Verdict.PUBLISH, Reason("insult", "toxicity", 0.42))
    page.goto(f"{desk_at(page)}/lexicon?which=own")
    page.locator(".lexical tbody a").first.click()
    page.get_by_role("button", name="끄기…").click()
    page.get_by_role("button", name="끄기", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("껐습니다.")
    page.goto(f"{desk_at(page)}/lexicon?which=off")
    page.locator(".lexical tbody a").first.click()
    page.get_by_role("button", name="처음대로 되돌리기…").click()
    page.get_by_role("button", name="처음대로 되돌리기", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("처음대로 되돌렸습니다.")
    assert desk.lexicon.entries() == []
    page.get_by_role("link", name="낱말 더하기").click()
    page.get_by_label("낱말", exact=True).fill("나비")
    page.get_by_role("button", name="먼저 시험해 보기").click()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("저장했습니다.")
    page.goto(f"{desk_at(page)}/policy")
    page.locator("[id='insult.refer']").fill("40")
    page.get_by_role("button", name="먼저 시험해 보기").click()
    expect(page.locator(".outcomes tr", has_text="보류")).to_contain_text("+1")
    page.get_by_role("button", name="저장: default@2").click()
    expect(page.get_by_role("status")).to_have_text("저장했습니다: default@2")


def by_the_accounts(desk: Desk, page: Page) -> None:
    """An account is made, promoted, sent off, given another password and removed; one's own is secured, and not."""
    page.goto(f"{desk_at(page)}/people")
    page.get_by_label("이름", exact=True).fill("최신입")
    page.get_by_role("button", name="만들기").click()
    page.get_by_role("link", name="전했습니다").click()
    page.get_by_role("link", name="최신입").click()
    page.get_by_label("역할").select_option("senior")
    page.get_by_role("button", name="바꾸기").click()
    expect(page.locator("tr", has_text="최신입")).to_contain_text("선임")
    page.get_by_role("link", name="최신입").click()
    page.get_by_role("button", name="새 비밀번호").click()
    expect(page.locator(".told code")).to_be_visible()
    page.goto(f"{desk_at(page)}/people/최신입")
    page.get_by_label("지우려면").fill("최신입")
    page.get_by_role("button", name="지우기").click()
    expect(page.locator("tr", has_text="최신입")).to_have_count(0)
    assert desk.people.find("최신입") is None
    desk.keyring.enrol("김담당", Factor("JBSWY3DPEHPK3PXP"))
    desk.people.enter("a digest", "김담당", utc_now() + timedelta(hours=1))
    page.goto(f"{desk_at(page)}/people/김담당")
    page.get_by_role("button", name="세션 1개 끝내기").click()
    expect(page.locator("tr", has_text="김담당").get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="김담당").click()
    page.get_by_role("button", name="2단계 인증 없애기").click()
    expect(page.get_by_role("button", name="2단계 인증 없애기")).to_have_count(0)
    assert desk.keyring.factor("김담당") is None


def by_ones_own_account(desk: Desk, page: Page) -> None:
    """A second factor is turned on, asked for at the door, and turned off; the password is changed."""
    page.goto(f"{desk_at(page)}/me")
    begins = page.locator("form", has_text="시작하기")
    begins.get_by_label("지금 비밀번호").fill(PASSWORD)
    begins.get_by_role("button", name="시작하기").click()
    page.get_by_label("인증 번호").fill(pyotp.TOTP(page.locator(".enrol code").inner_text()).now())
    page.get_by_role("button", name="확인").click()
    recovery = page.locator(".codes code").first.inner_text()
    page.locator(".me summary").click()
    page.get_by_role("button", name="로그아웃").click()
    page.get_by_label("이름").fill("박운영")
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    page.get_by_label("인증 번호").fill(recovery)
    page.get_by_role("button", name="로그인").click()
    expect(page.locator(".desk")).to_be_visible()
    page.goto(f"{desk_at(page)}/me")
    ends = page.locator("form", has_text="그만 쓰기")
    ends.get_by_label("지금 비밀번호").fill(PASSWORD)
    ends.get_by_role("button", name="그만 쓰기").click()
    expect(page.get_by_role("button", name="시작하기")).to_be_visible()
    assert desk.keyring.factor("박운영") is None
    changes = page.locator("form", has_text="새 비밀번호")
    changes.get_by_label("지금 비밀번호").fill(PASSWORD)
    changes.get_by_label("새 비밀번호").fill("한마디 password 2")
    changes.get_by_role("button", name="바꾸기").click()
    expect(page.get_by_role("status")).to_contain_text("비밀번호를 바꾸었습니다.")


def by_the_machinery(desk: Desk, page: Page) -> None:
    """A failed job and a dead letter are forgotten."""
    machinery(desk)
    page.goto(f"{desk_at(page)}/operators")
    for button in ("모두 버리기", "버리기"):
        page.get_by_role("button", name=button).first.click()
        page.get_by_role("button", name="버리기").click()
        expect(page.get_by_role("heading", name="운영", level=1)).to_be_visible()
    assert isinstance(desk.workshop, MemoryWorkshop)
    assert (desk.workshop.failed, desk.webhooks.standing("whytimes")) == ({}, Standing(waiting=1))


JOURNEYS: dict[Journey, tuple[str, str]] = {
    by_the_queue: ("김담당", "rule undo hand hand_back teach unteach note unnote release bulk rule_batch undo_batch"),
    by_authors_and_articles: ("이선임", "sanction lift_sanction set_mode set_section answer_proposal"),
    by_the_rules: ("이선임", "try_word save_word drop_word try_limits save_limits"),
    by_the_accounts: ("박운영", "add_account change_account renew remove send_off reset_second"),
    by_ones_own_account: ("박운영", "own_second own_second_confirm confirm own_second_end own_password"),
    by_the_machinery: ("박운영", "operate_job operate_letters"),
}
"""Each with who goes on it, and the acts that are done on the way."""


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_every_act_is_done_in_a_browser(desk: Desk, at_desk: AtDesk, done: set[str], journey: Journey) -> None:
    who, acts = JOURNEYS[journey]
    page = at_desk(who)
    journey(desk, page)
    page.locator(".me summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html[lang=en]")).to_be_attached()
    page.locator(".me summary").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    assert done == {*acts.split(), *IN_AND_OUT}


def test_no_act_is_forgotten(app: Flask) -> None:
    """A door that is new to the desk is new to these journeys."""
    doors = {
        rule.endpoint.removeprefix("moderators.")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("moderators.") and "POST" in (rule.methods or ())
    }
    assert doors == IN_AND_OUT.union(*(acts.split() for _, acts in JOURNEYS.values()))


def desk_at(page: Page) -> str:
    """The address of the desk that this page is of."""
    return page.url.partition("/moderation")[0] + "/moderation"


def state(desk: Desk, id: str) -> State:
    (record,) = desk.comments.find([id])
    assert record is not None
    return record.state


def in_force(desk: Desk) -> list[Measure]:
    (profile,) = desk.authors.profiles([Writer("whytimes", "member", str(MEMBER.id))])
    return [each.measure for each in profile.in_force(desk.clock())]
