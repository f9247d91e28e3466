"""The operators' page: what it shows, that each act asks first, is done once, and is written down."""

from datetime import timedelta

import pytest

from moderation.desk import Desk
from moderation.moderator import Role
from moderation.store import Pulse
from moderation.store.memory_webhooks import MemoryWebhooks
from moderation.store.webhooks import DeadLetter, Standing, Webhook
from moderation.store.workshop import Failure, Hand, Line, MemoryWorkshop
from tests.builders import MODEL, NOON, a_comment
from tests.moderation.web.moderators.conftest import Entering
from tests.moderation.web.moderators.desk_visitor import DeskVisitor

FAILED = Failure("judge-c_9", "judge", "c_9", NOON, ("worker.py:12 execute_job", "ZeroDivisionError"))
JOBS, LETTERS = "/moderation/operators/jobs", "/moderation/operators/letters"


@pytest.fixture
def workshop(desk: Desk) -> MemoryWorkshop:
    """One queue, one worker, one failed job."""
    workshop = desk.workshop
    assert isinstance(workshop, MemoryWorkshop)
    workshop.lines = [Line("judge", 1234, NOON - timedelta(minutes=3), 1)]
    workshop.registered = [Hand("host-7", ("judge",), "host", 7, NOON, NOON, done=55)]
    workshop.failed = {FAILED.id: FAILED}
    desk.pulses.beat(Pulse("host-7", MODEL), NOON + timedelta(minutes=1))
    return workshop


@pytest.fixture
def dead(desk: Desk) -> list[str]:
    """Three letters that could not be delivered to whytimes; what their ids are."""
    webhooks = desk.webhooks
    assert isinstance(webhooks, MemoryWebhooks)
    webhooks.keep_webhook(Webhook("whytimes", "https://www.example.kr/hook", ("whsec_secret",)))
    for n in range(3):
        webhooks.changed("whytimes", f"c_{n}", NOON)
    webhooks.collect("whytimes", NOON)
    letters = [webhooks.claim("whytimes", NOON, NOON + timedelta(hours=1)) for _ in range(3)]
    for letter in letters:
        assert letter is not None
        webhooks.bury("whytimes", DeadLetter(letter.tried(), NOON, "HTTP 500"))
    return [letter.id for letter in letters if letter]


@pytest.fixture
def operator(desk: Desk, entering: Entering) -> DeskVisitor:
    """An operator of all sites, who looks at the page."""
    visitor = entering("park", Role.OPERATOR, "whytimes", "othertimes")
    visitor.sees("/moderation/operators")
    return visitor


def deeds(desk: Desk) -> list[tuple[str, str, str, str]]:
    found = reversed(desk.logbook.read(20)[0])
    return [(each.who, each.deed.value, each.about, each.outcome) for each in found if each.deed.value != "entered"]


def test_the_page_tells_all_there_is(desk: Desk, workshop: MemoryWorkshop, dead: list[str], entering: Entering) -> None:
    desk.engine.swept(NOON - timedelta(seconds=2))
    desk.comments.receive([a_comment("비밀스러운 글", id="c_9")])
    page = entering("park", Role.OPERATOR).sees("/moderation/operators").text
    told = ("1,234", "3분 전", MODEL, "host · 7", "worker.py:12 execute_job", "https://www.example.kr/hook", "HTTP 500")
    for each in (*told, f"hm_{dead[0]}", "default@1", "strict@1", "Hanmadi", "약 1,200바이트", "방금 전"):
        assert each in page, each
    assert "whsec_" not in page
    assert "비밀스러운" not in page


@pytest.mark.parametrize(("act", "deed"), [("retry", "retried"), ("discard", "discarded")])
def test_a_failed_job_is_dealt_with_after_a_question(
    desk: Desk, workshop: MemoryWorkshop, entering: Entering, act: str, deed: str
) -> None:
    desk.comments.receive([a_comment(id="c_9")])
    operator = entering("park", Role.OPERATOR)
    operator.sees("/moderation/operators")
    asked = operator.sends(JOBS, act=act, id=FAILED.id)
    assert asked.status_code == 200
    assert "c_9" in asked.text
    assert FAILED.id in workshop.failed
    assert operator.sends(JOBS, act=act, id=FAILED.id, sure="yes").status_code == 303
    assert workshop.failed == {}
    assert workshop.retried == ([FAILED.id] if act == "retry" else [])
    assert operator.sends(JOBS, act=act, id=FAILED.id, sure="yes").status_code == 404
    assert deeds(desk) == [("park", deed, FAILED.id, "done")]


def test_a_dead_letter_is_sent_again_and_the_others_forgotten_after_a_question(
    desk: Desk, dead: list[str], operator: DeskVisitor
) -> None:
    assert operator.sends(LETTERS, act="replay", site="whytimes", id=dead[1]).status_code == 200
    assert desk.webhooks.standing("whytimes") == Standing(dead=3)
    assert operator.sends(LETTERS, act="replay", site="whytimes", id=dead[1], sure="yes").status_code == 303
    assert desk.webhooks.standing("whytimes") == Standing(waiting=1, dead=2)
    assert operator.sends(LETTERS, act="drop", site="whytimes", id="", sure="yes").status_code == 303
    assert desk.webhooks.standing("whytimes") == Standing(waiting=1)
    assert operator.sends(LETTERS, act="drop", site="whytimes", id="", sure="yes").status_code == 404
    assert deeds(desk) == [
        ("park", "replayed", dead[1], "1"),
        ("park", "discarded", "webhook", "2"),
        ("park", "discarded", "webhook", "not_found"),
    ]


def test_an_operator_of_another_site_neither_sees_nor_touches_it(
    desk: Desk, workshop: MemoryWorkshop, dead: list[str], entering: Entering
) -> None:
    desk.comments.receive([a_comment(id="c_9")])
    stranger = entering("choi", Role.OPERATOR, "othertimes")
    page = stranger.sees("/moderation/operators").text
    assert "www.example.kr" not in page
    assert "c_9" not in page
    assert stranger.sends(LETTERS, act="drop", site="whytimes", id="", sure="yes").status_code == 404
    assert stranger.sends(JOBS, act="discard", id=FAILED.id, sure="yes").status_code == 404
    assert desk.webhooks.standing("whytimes") == Standing(dead=3)
    assert workshop.failed
    assert "c_9" in entering("han", Role.OPERATOR, "whytimes").sees("/moderation/operators").text


@pytest.mark.parametrize("role", [Role.SENIOR, Role.MODERATOR, Role.AUDITOR])
@pytest.mark.parametrize("path", [JOBS, LETTERS])
def test_nobody_else_operates(
    workshop: MemoryWorkshop, dead: list[str], entering: Entering, path: str, role: Role
) -> None:
    visitor = entering("lee", role)
    assert visitor.sees("/moderation/operators").status_code == 403
    visitor.sees("/moderation/")
    fields = {"act": "discard" if path == JOBS else "drop", "id": FAILED.id, "site": "whytimes", "sure": "yes"}
    assert visitor.sends(path, **fields).status_code == 403
    assert workshop.failed
    assert "운영" not in visitor.sees("/moderation/").text.split("</nav>")[0]


@pytest.mark.parametrize("path", [JOBS, LETTERS, "/moderation/articles/mode", "/moderation/articles/proposal"])
def test_a_form_that_is_not_ours_does_nothing(workshop: MemoryWorkshop, operator: DeskVisitor, path: str) -> None:
    fields = {"act": "discard", "id": FAILED.id, "sure": "yes", "site": "whytimes", "csrf": "x"}
    assert operator.sends(path, **fields).status_code == 403
    assert workshop.failed


def test_an_act_that_is_none_is_refused(workshop: MemoryWorkshop, operator: DeskVisitor) -> None:
    assert operator.sends(JOBS, act="explode", id=FAILED.id, sure="yes").status_code == 422
    assert operator.sends(LETTERS, act="", site="whytimes").status_code == 422
    assert operator.sends("/moderation/articles/mode", site="whytimes", article="1", mode="loud").status_code == 422
    assert operator.sends("/moderation/articles/proposal", site="whytimes", article="1").status_code == 422
