"""An operator hands out no more than what is theirs, and cannot lock themselves out."""

from dataclasses import replace

import pytest

from moderation.desk import Desk
from moderation.errors import NotAllowed, Refused
from moderation.moderator import Moderator, Role
from moderation.reviewing import accounts
from moderation.reviewing.accounts import CONSOLE, Post, Scope
from tests.builders import a_desk

ONE_SITE = Scope.of(["whytimes"])
POLITICS = Scope.of(["whytimes"], ["정치"])
PARK = Moderator("park", Role.OPERATOR, ("whytimes",))


@pytest.fixture
def desk() -> Desk:
    desk = a_desk()
    for site in ("whytimes", "othertimes"):
        desk.sites.add_site(site, f"hash of {site}")
    desk.people.add(PARK)
    accounts.add(desk, CONSOLE, "lee", Post(Role.MODERATOR, Scope.of(["othertimes"])))
    accounts.add(desk, CONSOLE, "kim", Post(Role.MODERATOR, POLITICS))
    return desk


@pytest.mark.parametrize(
    ("mine", "theirs", "covered"),
    [
        (Scope(), Scope(), True),
        (Scope(), POLITICS, True),
        (ONE_SITE, POLITICS, True),
        (ONE_SITE, Scope(), False),
        (ONE_SITE, Scope.of([], ["정치"]), False),
        (POLITICS, ONE_SITE, False),
        (POLITICS, Scope.of(["whytimes"], ["정치", "사회"]), False),
    ],
)
def test_a_scope_covers_what_is_no_wider(mine: Scope, theirs: Scope, covered: bool) -> None:
    operator = Moderator("park", Role.OPERATOR, mine.sites, sections=mine.sections)
    assert operator.covers(Moderator("kim", Role.MODERATOR, theirs.sites, sections=theirs.sections)) is covered


def test_an_operator_makes_accounts_within_their_own_scope_only(desk: Desk) -> None:
    accounts.add(desk, PARK, "choi", Post(Role.OPERATOR, ONE_SITE))
    for scope in (Scope(), Scope.of(["othertimes"])):
        with pytest.raises(NotAllowed):
            accounts.add(desk, PARK, "han", Post(Role.MODERATOR, scope))
        with pytest.raises(NotAllowed):
            accounts.change(desk, PARK, "choi", Post(Role.OPERATOR, scope))


def test_whoever_is_beyond_the_scope_is_not_there(desk: Desk) -> None:
    assert [each.name for each in accounts.everybody(desk, PARK)] == ["kim", "park"]
    for act in (accounts.remove, accounts.renew, accounts.send_off, accounts.reset_second):
        with pytest.raises(Refused, match="그런 이름의 계정이 없습니다"):
            act(desk, PARK, "lee")
    assert desk.people.find("lee") is not None


@pytest.mark.parametrize("role", [Role.SENIOR, Role.MODERATOR, Role.AUDITOR])
def test_only_operators_touch_accounts(desk: Desk, role: Role) -> None:
    by = Moderator("song", role)
    with pytest.raises(NotAllowed):
        accounts.add(desk, by, "han", Post(Role.OPERATOR))
    for act in (accounts.remove, accounts.renew, accounts.send_off, accounts.reset_second):
        with pytest.raises(NotAllowed):
            act(desk, by, "kim")


def test_nobody_removes_or_demotes_themselves(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        accounts.remove(desk, PARK, "park")
    with pytest.raises(NotAllowed):
        accounts.change(desk, PARK, "park", Post(Role.AUDITOR, ONE_SITE))
    assert desk.people.find("park") == PARK


def test_a_change_keeps_the_password(desk: Desk) -> None:
    before = desk.people.find("kim")
    assert before is not None
    after = accounts.change(desk, PARK, "kim", Post(Role.SENIOR, ONE_SITE, " kim@whytimes.kr "))
    assert after == replace(before, role=Role.SENIOR, sections=(), identity="kim@whytimes.kr")


def test_an_identity_belongs_to_one_account(desk: Desk) -> None:
    accounts.change(desk, CONSOLE, "kim", Post(Role.MODERATOR, POLITICS, "kim@whytimes.kr"))
    accounts.change(desk, CONSOLE, "kim", Post(Role.SENIOR, POLITICS, "kim@whytimes.kr"))
    with pytest.raises(Refused, match="다른 계정"):
        accounts.change(desk, CONSOLE, "lee", Post(Role.MODERATOR, ONE_SITE, "kim@whytimes.kr"))
