"""Who may do what, cell by cell: the matrix of roles and acts, as data and through the door."""

import re

import pytest
from flask import Flask

from moderation.desk import Desk
from moderation.moderator import PERMISSIONS, May, Role
from tests.moderation.web.moderators.conftest import Entering, Waiting
from tests.moderation.web.moderators.desk_visitor import PASSWORD

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
FIELDS |= {"site": "whytimes", "article": "21468", "section": "정치", "mode": "closed", "old": PASSWORD}


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


NEEDS = {
    May.LOOK: "queue sizes events articles authors author numbers numbers_table digest lexicon word limits own "
    "own_password own_second own_second_confirm own_second_end sanction lift_sanction",
    May.RULE: "rule hand hand_back teach unteach release bulk batch rule_batch",
    May.UNDO_OWN: "undo undo_batch",
    May.NOTE: "note unnote",
    May.TIGHTEN: "set_mode answer_proposal",
    May.SECTIONS: "set_section",
    May.LEXICON: "try_word save_word drop_word",
    May.POLICY: "try_limits save_limits",
    May.AUDIT: "audit audit_csv audit_jsonl",
    May.PEOPLE: "people account add_account change_account renew reset_second send_off remove",
    May.OPERATE: "operators operate_job operate_letters",
}
"""What every door asks of whoever comes.  Whom one may sanction is asked in the use case, and tested there."""

OPEN = {"static", "door", "enter", "code", "confirm", "leave", "prefer"}
"""The way in and out."""


def doors(app: Flask) -> dict[str, tuple[str, str]]:
    """Every door by name: how one knocks, and where."""
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("moderators."):
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            where = re.sub(r"<[^>]+>", lambda part: "days" if "table" in part[0] else "member", rule.rule)
            found[rule.endpoint.removeprefix("moderators.")] = (method, where)
    return found


def test_the_matrix_knows_every_door(app: Flask) -> None:
    assert doors(app).keys() == OPEN.union(*(named.split() for named in NEEDS.values()))


@pytest.mark.parametrize("role", Role)
def test_every_door_is_shut_to_those_who_may_not(app: Flask, entering: Entering, role: Role) -> None:
    """And to nobody else: whoever may is told something of what they asked, or did it."""
    wrong, asked = list[tuple[str, int]](), doors(app)
    for act, named in NEEDS.items():
        visitor = entering(f"park-{act}", role)
        for name in named.split():
            visitor.sees("/moderation/me")
            method, where = asked[name]
            answer = visitor.http.get(where) if method == "GET" else visitor.sends(where, **FIELDS)
            answer.close()
            if (answer.status_code == 403) == (act.value in ALLOWED[role].split()):
                wrong.append((name, answer.status_code))
    assert wrong == []


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
