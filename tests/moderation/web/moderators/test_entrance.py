"""The door: who comes in, who is kept out, and what a stranger can learn (nothing)."""

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask

from moderation.desk import Desk
from moderation.errors import StoreUnavailable
from moderation.moderator import Role
from moderation.reviewing.entrance import SESSION
from moderation.reviewing.lockout import LOCKED, TRIES
from tests.builders import Clock
from tests.moderation.web.moderators.conftest import Entering, Waiting
from tests.moderation.web.moderators.desk_visitor import PASSWORD, DeskVisitor, a_moderator


@pytest.fixture
def stranger(desk: Desk, app: Flask) -> DeskVisitor:
    """Somebody at the door; there is an account `kim`."""
    a_moderator(desk, "kim")
    return DeskVisitor(app)


def test_the_right_password_opens_the_desk(stranger: DeskVisitor) -> None:
    answer = stranger.logs_in()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/moderation/")
    assert stranger.sees().status_code == 200


def test_a_wrong_name_and_a_wrong_password_are_told_alike(stranger: DeskVisitor) -> None:
    wrong, nobody = stranger.logs_in("kim", "wrong"), stranger.logs_in("nobody", "wrong")
    assert wrong.status_code == nobody.status_code == 401
    told = [re.search(r'role="alert">([^<]+)', answer.text) for answer in (wrong, nobody)]
    assert told[0] is not None
    assert told[1] is not None
    assert told[0][1] == told[1][1]


@pytest.mark.parametrize("name", ["kim", "nobody"])
def test_after_five_wrong_tries_even_the_right_password_waits(stranger: DeskVisitor, clock: Clock, name: str) -> None:
    for _ in range(TRIES):
        assert stranger.logs_in(name, "wrong").status_code == 401
    answer = stranger.logs_in(name)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    clock.now += LOCKED
    assert stranger.logs_in(name).status_code == (303 if name == "kim" else 401)


def test_one_persons_wrong_tries_lock_nobody_else_out(desk: Desk, stranger: DeskVisitor) -> None:
    a_moderator(desk, "lee")
    for _ in range(TRIES):
        stranger.logs_in("kim", "wrong")
    assert stranger.logs_in("lee").status_code == 303


def test_the_token_changes_at_the_door_and_is_kept_only_as_a_digest(desk: Desk, stranger: DeskVisitor) -> None:
    stranger.sees("/moderation/login")
    before = stranger.http.get_cookie("hm_desk", path="/moderation")
    stranger.logs_in()
    after = stranger.http.get_cookie("hm_desk", path="/moderation")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert after.value not in str(vars(desk.people))


def test_cookies_are_for_the_desk_alone(stranger: DeskVisitor) -> None:
    cookie = stranger.logs_in().headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Lax", "Path=/moderation"):
        assert part in cookie
    assert "Secure" not in cookie
    stranger.sees("/moderation/login")
    secure = stranger.http.get("/moderation/login", base_url="https://desk.example")
    assert "Secure" in secure.headers["Set-Cookie"]


def test_a_session_ends_by_itself(stranger: DeskVisitor, clock: Clock) -> None:
    stranger.logs_in()
    clock.now += SESSION - timedelta(seconds=1)
    assert stranger.sees().status_code == 200
    clock.forward(seconds=1)
    assert stranger.sees().status_code == 303


def test_who_logs_out_is_out(stranger: DeskVisitor) -> None:
    stranger.logs_in()
    stranger.sees()
    assert stranger.sends("/moderation/logout").status_code == 303
    assert stranger.sees().status_code == 303


def test_an_operator_ends_somebodys_sessions(entering: Entering) -> None:
    kim, operator = entering("kim"), entering("park", Role.OPERATOR)
    operator.sees("/moderation/people")
    assert operator.sends("/moderation/people/kim/sessions").status_code == 303
    assert kim.sees().status_code == 303
    assert operator.sees().status_code == 200


FORMS = ["login", "logout", "preferences", "comments/{id}/ruling", "comments/{id}/undo", "comments/{id}/notes"]
FORMS += ["me/password", "me/second", "me/second/confirm", "me/second/end"]
ACCOUNTS = [
    "people",
    "people/kim",
    "people/kim/password",
    "people/kim/second",
    "people/kim/sessions",
    "people/kim/remove",
]


@pytest.mark.parametrize("form", [*FORMS, *ACCOUNTS])
@pytest.mark.parametrize("proof", ["", "f" * 64])
def test_a_form_from_elsewhere_does_nothing(
    desk: Desk, entering: Entering, waiting: Waiting, form: str, proof: str
) -> None:
    operator, record = entering("park", Role.OPERATOR), waiting()
    fields = {"verdict": "publish", "turn": "1.1", "text": "메모", "name": "park", "password": PASSWORD}
    answer = operator.http.post(f"/moderation/{form.format(id=record.comment.id)}", data=fields | {"csrf": proof})
    assert answer.status_code == 403
    assert desk.comments.find([record.comment.id]) == [record]
    assert desk.logbook.notes(record.comment.id) == []


@pytest.mark.parametrize(
    "path", ["/moderation/login", "/moderation/", "/moderation/audit", "/moderation/static/desk.js"]
)
def test_every_page_is_kept_from_scripts_frames_and_caches(entering: Entering, path: str) -> None:
    headers = entering("park", Role.OPERATOR).sees(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "static" in path or headers["Cache-Control"] == "no-store"


def test_no_page_carries_a_script_or_a_style_of_its_own(entering: Entering, waiting: Waiting) -> None:
    page = entering("park", Role.OPERATOR).sees(f"/moderation/?open={waiting().comment.id}").text
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", page)


def test_preferences_are_kept_in_the_browser(stranger: DeskVisitor) -> None:
    stranger.logs_in()
    stranger.sees()
    stranger.sends("/moderation/preferences", language="en")
    assert '<html lang="en">' in stranger.sees().text
    stranger.sends("/moderation/preferences", blur="on", language="ko")
    page = stranger.sees().text
    assert '<html lang="ko">' in page
    assert "queue blurring" in page


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("/moderation/numbers?days=7", "/moderation/numbers?days=7"),
        ("/moderation/", "/moderation/"),
        ("", "/moderation/"),
        ("https://evil.example/moderation/", "/moderation/"),
        ("//evil.example/moderation/", "/moderation/"),
    ],
)
def test_whoever_changes_the_language_stays_on_the_page(stranger: DeskVisitor, page: str, back: str) -> None:
    stranger.logs_in()
    seen = stranger.sees(page).text if page.startswith("/moderation") else stranger.sees().text
    told = re.search(r'name="back" value="([^"]*)"', seen)
    assert told is not None
    asked = unescape(told[1]) if page.startswith("/moderation") else page
    assert stranger.sends("/moderation/preferences", language="en", back=asked).headers["Location"] == back


def test_a_store_that_is_away_is_told_in_a_sentence(
    desk: Desk, kim: DeskVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable("Redis: gone")

    monkeypatch.setattr(desk.people, "present", away)
    answer = kim.sees()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "저장소에 연결할 수 없습니다" in answer.text
    assert "Redis" not in answer.text
