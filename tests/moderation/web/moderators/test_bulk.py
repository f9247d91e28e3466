"""One decision on many comments: asked about first, each as it was seen, what was settled meanwhile is left."""

import re
from datetime import timedelta

import pytest

from moderation.decision import Decision, State
from moderation.desk import Desk
from moderation.lifecycle import edit, erase
from moderation.moderator import Role
from moderation.reviewing.bulk import PORTION
from tests.moderation.web.moderators.conftest import Entering, Waiting
from tests.moderation.web.moderators.desk_visitor import DeskVisitor

BULK = "/moderation/bulk"


def states(desk: Desk, ids: list[str]) -> list[State]:
    return [record.state for record in desk.comments.find(ids) if record]


def asks(visitor: DeskVisitor, *ids: str, to: str = BULK, **fields: str) -> str:
    """Wishes something for the comments as they were held: the page that asks whether one is sure."""
    visitor.sees()
    answer = visitor.sends(to, item=[f"{id} 1.1" for id in ids], **fields)
    assert answer.status_code == 303, answer.text
    return visitor.sees(answer.headers["Location"]).text


def sure(visitor: DeskVisitor) -> str:
    """Goes on until all is done: the queue, which tells what was."""
    while True:
        found = re.search(r'method="post" action="([^"]*/bulk/[^"]*)"', visitor.page)
        assert found
        answer = visitor.sends(found[1].replace("&amp;", "&"))
        assert answer.status_code == 303
        page = visitor.sees(answer.headers["Location"]).text
        if 'class="rows"' in page:
            return page


def test_nothing_is_done_before_one_is_sure(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    ids = [waiting(f"의견 {n}").comment.id for n in range(3)]
    page = asks(kim, *ids, verdict="reject", label="insult")
    assert "3건을 한꺼번에 결정합니다" in page
    assert "의견 2" in page
    assert set(states(desk, ids)) == {State.HELD}
    assert "3건을 결정했습니다." in sure(kim)
    assert set(states(desk, ids)) == {State.REJECTED}
    entries, _ = desk.logbook.read(3)
    assert [(each.who, each.outcome) for each in entries] == [("kim", "reject")] * 3


def test_many_are_hidden_until_a_day_that_is_told_first(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    ids = [waiting().comment.id for _ in range(2)]
    page = asks(kim, *ids, verdict="hide", label="insult", days="7")
    until = desk.clock() + timedelta(days=7)
    assert f'숨김 기한 <time datetime="{until.isoformat()}">' in page
    sure(kim)
    decisions = [record.ruling for record in desk.comments.find(ids) if record]
    assert {each.until for each in decisions if isinstance(each, Decision)} == {until}


def test_what_changed_meanwhile_is_left(desk: Desk, kim: DeskVisitor, entering: Entering, waiting: Waiting) -> None:
    ids = [waiting().comment.id for _ in range(4)]
    asks(kim, *ids, verdict="hide", label="insult")
    entering("lee").rules(ids[0], "publish")
    edit(desk, "whytimes", ids[1], "고쳤습니다.")
    erase(desk, "whytimes", ids[2])
    page = sure(kim)
    assert states(desk, ids) == [State.PUBLISHED, State.PENDING, State.DELETED, State.HIDDEN]
    assert "1건을 결정했습니다." in page
    assert "3건은 그사이" in page


def test_all_of_it_is_taken_back_but_what_somebody_ruled_on_again(
    desk: Desk, kim: DeskVisitor, entering: Entering, waiting: Waiting
) -> None:
    ids = [waiting(f"의견 {n}").comment.id for n in range(3)]
    asks(kim, *ids, verdict="reject", label="insult")
    sure(kim)
    entering("lee", Role.SENIOR).rules(ids[0], "publish")
    page = sure(kim)
    assert "2건을 되돌렸습니다." in page
    assert "1건은 그사이 바뀌어" in page
    assert states(desk, ids) == [State.PUBLISHED, State.HELD, State.HELD]


def test_all_that_a_filter_finds_is_ruled_on_in_portions(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    wanted = [waiting(f"광고 {n}").comment.id for n in range(PORTION + 5)]
    other = waiting("다른 글").comment.id
    page = asks(kim, to=f"{BULK}?text=광고", all="yes", verdict="reject", label="advert")
    assert f"{PORTION + 5}건을 한꺼번에 결정합니다" in page
    assert f"{PORTION + 5}건을 결정했습니다." in sure(kim)
    assert set(states(desk, wanted)) == {State.REJECTED}
    assert states(desk, [other]) == [State.HELD]
    assert f"{PORTION + 5}건을 되돌렸습니다." in sure(kim)
    assert set(states(desk, wanted)) == {State.HELD}


@pytest.mark.parametrize("items", [[], ["c_1 1.1"] * 101, ["c_1"], ["c_1 x.1"]])
def test_a_selection_that_is_none_is_refused(kim: DeskVisitor, items: list[str]) -> None:
    kim.sees()
    assert kim.sends(BULK, item=items, verdict="publish").status_code == 422


@pytest.mark.parametrize("fields", [{"verdict": "reject"}, {"verdict": "mask", "label": "insult", "span": "0-1"}])
def test_a_decision_that_says_too_little_is_refused(
    desk: Desk, kim: DeskVisitor, waiting: Waiting, fields: dict[str, str]
) -> None:
    id = waiting().comment.id
    kim.sees()
    assert kim.sends(BULK, item=[f"{id} 1.1"], **fields).status_code == 422
    assert states(desk, [id]) == [State.HELD]


def test_other_sites_auditors_and_other_moderators_are_kept_out(
    desk: Desk, entering: Entering, waiting: Waiting
) -> None:
    there, here = waiting(site="othertimes").comment.id, waiting().comment.id
    kim, lee, auditor = entering("kim"), entering("lee"), entering("park", Role.AUDITOR)
    asks(kim, there, verdict="publish")
    sure(kim)
    assert states(desk, [there]) == [State.HELD]
    asks(kim, here, verdict="publish")
    action = re.search(r'action="(/moderation/bulk/[^"?]*)', kim.page)
    assert action
    lee.sees()
    assert lee.sees(action[1]).status_code == 404
    lee.sees()
    assert lee.sends(action[1]).status_code == 404
    auditor.sees()
    assert auditor.sends(BULK, item=[f"{here} 1.1"], verdict="publish").status_code == 403
    assert auditor.sends(action[1]).status_code == 403
    assert states(desk, [here]) == [State.HELD]
    assert 'id="bulk"' not in auditor.sees().text
