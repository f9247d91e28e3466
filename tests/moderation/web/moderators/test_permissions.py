"""Who may do what, cell by cell: the matrix of roles and acts, as data and through the door."""

import pytest

from moderation.desk import Desk
from moderation.moderator import PERMISSIONS, May, Role
from tests.moderation.web.moderators.conftest import Entering, Waiting

ALLOWED = {
    "operator": "look rule undo_own undo_any note audit people lexicon policy measure tighten sections operate caution "
    "sanction",
    "senior": "look rule undo_own undo_any note caution sanction lexicon policy measure tighten sections",
    "moderator": "look rule undo_own note caution tighten",
    "auditor": "look audit measure",
}

DOORS = {
    May.LOOK: ("GET", "/moderation/?open={id}"),
    May.RULE: ("POST", "/moderation/comments/{id}/ruling"),
    May.UNDO_ANY: ("POST", "/moderation/comments/{id}/undo"),
    May.NOTE: ("POST", "/moderation/comments/{id}/notes"),
    May.AUDIT: ("GET", "/moderation/audit"),
    May.PEOPLE: ("POST", "/moderation/people/lee/sessions"),
    May.OPERATE: ("GET", "/moderation/operators"),
    May.TIGHTEN: ("POST", "/moderation/articles/mode"),
    May.SECTIONS: ("POST", "/moderation/articles/section"),
}
FIELDS = {"verdict": "reject", "label": "insult", "turn": "2.1", "text": "메모"}
FIELDS |= {"site": "whytimes", "article": "21468", "section": "정치", "mode": "closed"}


@pytest.mark.parametrize("act", May)
@pytest.mark.parametrize("role", Role)
def test_the_matrix_says_who_may_do_what(role: Role, act: May) -> None:
    assert (act in PERMISSIONS[role]) == (act.value in ALLOWED[role].split())


@pytest.mark.parametrize("act", DOORS)
@pytest.mark.parametrize("role", Role)
def test_the_door_keeps_to_the_matrix(desk: Desk, entering: Entering, waiting: Waiting, role: Role, act: May) -> None:
    """The comment was ruled on by somebody else: only UNDO_ANY may take that back."""
    id = waiting().comment.id
    entering("lee").rules(id, "hide", label="insult")
    visitor = entering("park", role)
    visitor.sees("/moderation/")
    method, path = DOORS[act]
    send = visitor.sees if method == "GET" else (lambda where: visitor.sends(where, **FIELDS))
    allowed = act.value in ALLOWED[role].split()
    assert send(path.format(id=id)).status_code == ((200 if method == "GET" else 303) if allowed else 403)


def test_a_moderator_takes_back_only_what_is_theirs(entering: Entering, waiting: Waiting) -> None:
    id, kim, lee = waiting().comment.id, entering("kim"), entering("lee")
    kim.rules(id, "hide", label="insult")
    lee.sees(f"/moderation/?open={id}")
    assert lee.sends(f"/moderation/comments/{id}/undo", turn="2.1").status_code == 403
    kim.sees(f"/moderation/?open={id}")
    assert kim.sends(f"/moderation/comments/{id}/undo", turn="2.1").status_code == 303


RULING_DOORS = ["comments/{id}/handing", "comments/{id}/handing/back", "comments/{id}/lesson"]
RULING_DOORS += ["comments/{id}/lesson/back", "comments/{id}/release", "bulk", "bulk/none", "bulk/none/undo"]


@pytest.mark.parametrize("door", RULING_DOORS)
def test_who_may_only_look_does_nothing(entering: Entering, waiting: Waiting, door: str) -> None:
    auditor = entering("park", Role.AUDITOR)
    auditor.sees()
    where = f"/moderation/{door.format(id=waiting().comment.id)}"
    assert auditor.sends(where, **FIELDS).status_code == 403


@pytest.mark.parametrize("door", RULING_DOORS)
def test_a_form_that_is_not_ours_does_nothing(desk: Desk, entering: Entering, waiting: Waiting, door: str) -> None:
    record, kim = waiting(), entering("kim")
    where = f"/moderation/{door.format(id=record.comment.id)}"
    assert kim.http.post(where, data=FIELDS | {"csrf": "another", "fault": "model"}).status_code == 403
    assert desk.comments.find([record.comment.id]) == [record]
    assert (desk.docket.handed(record), desk.lessons.about(record.comment.id)) == (None, None)
