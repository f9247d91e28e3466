"""One decision on several comments: asked about first, each as it was seen, what was settled meanwhile is left."""

import pytest

from moderation.decision import State
from moderation.desk import Desk
from moderation.lifecycle import edit, erase
from moderation.moderator import Role
from tests.moderation.web.moderators.conftest import Entering, Waiting
from tests.moderation.web.moderators.desk_visitor import DeskVisitor

BULK = "/moderation/bulk"


def states(desk: Desk, ids: list[str]) -> list[State]:
    return [record.state for record in desk.comments.find(ids) if record]


def test_nothing_is_done_before_one_is_sure(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    ids = [waiting(f"의견 {n}").comment.id for n in range(3)]
    items = [f"{id} 1.1" for id in ids]
    kim.sees()
    page = kim.sends(BULK, item=items, verdict="reject", label="insult").text
    assert "3건을 한꺼번에 결정합니다" in page
    assert "의견 2" in page
    assert set(states(desk, ids)) == {State.HELD}
    answer = kim.sends(BULK, item=items, verdict="reject", label="insult", sure="yes")
    assert answer.status_code == 303
    assert set(states(desk, ids)) == {State.REJECTED}
    assert "3건을 결정했습니다." in kim.sees(answer.headers["Location"]).text
    entries, _ = desk.logbook.read(3)
    assert [(each.who, each.outcome) for each in entries] == [("kim", "reject")] * 3


def test_what_changed_meanwhile_is_left(desk: Desk, kim: DeskVisitor, entering: Entering, waiting: Waiting) -> None:
    ids = [waiting().comment.id for _ in range(4)]
    items = [f"{id} 1.1" for id in ids]
    kim.sees()
    entering("lee").rules(ids[0], "publish")
    edit(desk, "whytimes", ids[1], "고쳤습니다.")
    erase(desk, "whytimes", ids[2])
    assert "3건은 그대로 둡니다" in kim.sends(BULK, item=items, verdict="hide", label="insult").text
    answer = kim.sends(BULK, item=items, verdict="hide", label="insult", sure="yes")
    assert states(desk, ids) == [State.PUBLISHED, State.PENDING, State.DELETED, State.HIDDEN]
    assert "3건은 그사이" in kim.sees(answer.headers["Location"]).text


@pytest.mark.parametrize("items", [[], ["c_1 1.1"] * 101, ["c_1"], ["c_1 x.1"]])
def test_a_selection_that_is_none_is_refused(kim: DeskVisitor, items: list[str]) -> None:
    kim.sees()
    assert kim.sends(BULK, item=items, verdict="publish").status_code == 422


def test_a_reason_is_needed_for_many_as_for_one(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    id = waiting().comment.id
    kim.sees()
    assert kim.sends(BULK, item=[f"{id} 1.1"], verdict="reject", sure="yes").status_code == 422
    assert states(desk, [id]) == [State.HELD]


def test_other_sites_and_auditors_are_kept_out(desk: Desk, entering: Entering, waiting: Waiting) -> None:
    there = waiting(site="othertimes").comment.id
    kim, auditor = entering("kim"), entering("park", Role.AUDITOR)
    kim.sees()
    kim.sends(BULK, item=[f"{there} 1.1"], verdict="publish", sure="yes")
    auditor.sees()
    assert auditor.sends(BULK, item=[f"{there} 1.1"], verdict="publish", sure="yes").status_code == 403
    assert states(desk, [there]) == [State.HELD]
    assert 'id="bulk"' not in auditor.sees().text
