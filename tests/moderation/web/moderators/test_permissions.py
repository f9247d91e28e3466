"""Who may do what, cell by cell: the matrix of roles and acts, as data and through the door."""

import pytest

from moderation.desk import Desk
from moderation.moderator import PERMISSIONS, May, Role
from tests.moderation.web.moderators.conftest import Entering, Waiting

ALLOWED = {
    "operator": "look rule undo_own undo_any note audit people",
    "senior": "look rule undo_own undo_any note",
    "moderator": "look rule undo_own note",
    "auditor": "look audit",
}

DOORS = {
    May.LOOK: ("GET", "/moderation/?open={id}"),
    May.RULE: ("POST", "/moderation/comments/{id}/ruling"),
    May.UNDO_ANY: ("POST", "/moderation/comments/{id}/undo"),
    May.NOTE: ("POST", "/moderation/comments/{id}/notes"),
    May.AUDIT: ("GET", "/moderation/audit"),
    May.PEOPLE: ("GET", "/moderation/people"),
}
FIELDS = {"verdict": "reject", "label": "insult", "turn": "2.1", "text": "메모"}


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
