"""The page of the accounts, and everybody's own: what is told once, what is asked again, who is kept out."""

import re

import pyotp
import pytest
from flask import Flask

from moderation.desk import Desk
from moderation.moderator import Role
from tests.builders import Clock
from tests.moderation.web.moderators.conftest import Entering
from tests.moderation.web.moderators.desk_visitor import PASSWORD, DeskVisitor, a_moderator

TOLD = re.compile(r'class="told"><code>([^<]+)')


@pytest.fixture
def park(entering: Entering) -> DeskVisitor:
    """An operator of whytimes who looks at the accounts."""
    visitor = entering("park", Role.OPERATOR)
    visitor.sees("/moderation/people")
    return visitor


def told(page: str) -> str:
    found = TOLD.search(page)
    assert found is not None
    return found[1]


def test_a_new_account_comes_in_by_the_password_that_is_told_once(app: Flask, desk: Desk, park: DeskVisitor) -> None:
    made = park.sends("/moderation/people", name="이담당", role="moderator", site=["whytimes"], sections="정치, 사회,")
    password = told(made.text)
    kept = desk.people.find("이담당")
    assert kept is not None
    assert (kept.role, kept.sites, kept.sections) == (Role.MODERATOR, ("whytimes",), ("사회", "정치"))
    assert made.headers["Cache-Control"] == "no-store"
    assert password not in park.sees("/moderation/people").text
    assert DeskVisitor(app).logs_in("이담당", password).status_code == 303


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        ({"name": "park", "role": "moderator", "site": "whytimes"}, 400, "이미 있는 이름입니다"),
        ({"name": "<b>", "role": "moderator", "site": "whytimes"}, 400, "40자까지"),
        ({"name": "choi", "role": "king", "site": "whytimes"}, 422, "역할을 골라 주십시오."),
        ({"name": "choi", "role": "operator"}, 403, "맡지 않은"),
        ({"name": "choi", "role": "operator", "site": "othertimes"}, 403, "맡지 않은"),
        ({"name": "choi", "role": "operator", "site": "nosite"}, 400, "등록되지 않은"),
    ],
)
def test_what_cannot_be_is_told_beside_the_form(
    desk: Desk, park: DeskVisitor, fields: dict[str, str | list[str]], status: int, why: str
) -> None:
    answer = park.sends("/moderation/people", **fields)
    assert answer.status_code == status
    assert why in answer.text
    assert "<form" in answer.text
    assert [each.name for each in desk.people.everybody()] == ["park"]


def test_a_role_is_changed_for_open_sessions_too(entering: Entering, park: DeskVisitor) -> None:
    kim = entering("kim")
    assert kim.sees("/moderation/audit").status_code == 403
    park.sees("/moderation/people/kim")
    assert park.sends("/moderation/people/kim", role="auditor", site="whytimes").status_code == 303
    assert kim.sees("/moderation/audit").status_code == 200


def test_a_new_password_puts_the_old_sessions_out(app: Flask, entering: Entering, park: DeskVisitor) -> None:
    kim = entering("kim")
    password = told(park.sends("/moderation/people/kim/password").text)
    assert kim.sees().status_code == 303
    assert DeskVisitor(app).logs_in("kim", PASSWORD).status_code == 401
    assert DeskVisitor(app).logs_in("kim", password).status_code == 303


def test_an_account_is_removed_by_typing_its_name(desk: Desk, entering: Entering, park: DeskVisitor) -> None:
    kim = entering("kim")
    assert park.sends("/moderation/people/kim/remove", sure="lee").status_code == 422
    assert desk.people.find("kim") is not None
    assert park.sends("/moderation/people/kim/remove", sure="kim").status_code == 303
    assert kim.sees().status_code == 303
    assert park.sends("/moderation/people/park/remove", sure="park").status_code == 403


def test_accounts_of_other_sites_are_not_there(desk: Desk, entering: Entering, park: DeskVisitor) -> None:
    entering("lee", Role.MODERATOR, "othertimes")
    before = desk.people.find("lee")
    assert "lee" not in park.sees("/moderation/people").text
    assert park.sees("/moderation/people/lee").status_code == 404
    park.sees("/moderation/people")
    for act in ("", "/password", "/sessions", "/second", "/remove"):
        park.sends(f"/moderation/people/lee{act}", role="auditor", sure="lee", site="whytimes")
    assert desk.people.find("lee") == before
    assert desk.people.sessions("lee", desk.clock()) == 1


def enrolled(visitor: DeskVisitor, clock: Clock) -> tuple[str, str]:
    """Somebody's secret, and the page with their recovery codes."""
    visitor.sees("/moderation/me")
    visitor.sends("/moderation/me/second", old=PASSWORD)
    page = visitor.sees("/moderation/me").text
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found is not None
    assert '<svg width="' in page
    codes = visitor.sends("/moderation/me/second/confirm", code=pyotp.TOTP(found[1]).at(clock())).text
    clock.forward(minutes=2)
    return found[1], codes


def test_the_second_factor_from_the_picture_to_the_door(app: Flask, clock: Clock, kim: DeskVisitor) -> None:
    secret, page = enrolled(kim, clock)
    codes = re.findall(r"<li><code>([a-z2-9-]{11})</code>", page)
    assert len(codes) == 10
    assert codes[0] not in kim.sees("/moderation/me").text
    assert secret not in kim.sees("/moderation/me").text
    again = DeskVisitor(app)
    assert again.logs_in().headers["Location"] == "/moderation/login/code"
    assert again.sees().status_code == 303, "the password alone opens nothing"
    again.sees("/moderation/login/code")
    assert again.sends("/moderation/login/code", code="000000").status_code == 401
    answer = again.sends("/moderation/login/code", code=pyotp.TOTP(secret).at(clock()))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/moderation/")
    assert again.sees().status_code == 200
    lost = DeskVisitor(app)
    lost.logs_in()
    lost.sees("/moderation/login/code")
    assert lost.sends("/moderation/login/code", code=codes[0]).status_code == 303
    assert lost.sees().status_code == 200


def test_nobody_gets_to_the_code_without_the_password(app: Flask, desk: Desk) -> None:
    a_moderator(desk, "kim")
    stranger = DeskVisitor(app)
    stranger.sees("/moderation/login")
    assert stranger.sees("/moderation/login/code").headers["Location"] == "/moderation/login"
    assert stranger.sends("/moderation/login/code", code="000000").status_code == 401


def test_one_changes_ones_own_password_and_stays(app: Flask, kim: DeskVisitor) -> None:
    elsewhere = DeskVisitor(app)
    elsewhere.logs_in()
    kim.sees("/moderation/me")
    assert kim.sends("/moderation/me/password", old="wrong", new="a new long password").status_code == 403
    assert kim.sends("/moderation/me/password", old=PASSWORD, new="short").status_code == 422
    answer = kim.sends("/moderation/me/password", old=PASSWORD, new="a new long password")
    assert answer.status_code == 303
    assert "바꾸었습니다" in kim.sees(answer.headers["Location"]).text
    assert elsewhere.sees().status_code == 303
    assert DeskVisitor(app).logs_in("kim", "a new long password").status_code == 303
