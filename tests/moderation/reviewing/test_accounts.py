"""Accounts from the console: the password is told once, and what cannot be is refused in a sentence."""

import pytest
from click.testing import CliRunner
from redis import Redis

from moderation.cli import main
from moderation.desk import Desk
from moderation.errors import NotAuthenticated, Refused
from moderation.moderator import Role
from moderation.reviewing import accounts
from moderation.reviewing.accounts import CONSOLE, Post, Scope
from moderation.reviewing.entrance import enter, present
from moderation.store.keyring import Factor
from moderation.store.redis import RedisKeyring
from tests.builders import a_desk


@pytest.fixture
def desk() -> Desk:
    desk = a_desk()
    desk.sites.add_site("whytimes", "hash")
    return desk


def test_a_new_account_comes_in_by_the_password_that_was_told(desk: Desk) -> None:
    password = accounts.add(desk, CONSOLE, " 김담당 ", Post(Role.SENIOR, Scope.of(["whytimes"], ["정치"])))
    kept = desk.people.find("김담당")
    assert kept is not None
    assert (kept.role, kept.sites, kept.sections) == (Role.SENIOR, ("whytimes",), ("정치",))
    assert password not in kept.hashed
    assert kept.hashed.startswith("$argon2id$")
    assert present(desk, enter(desk, "김담당", password, "::1").token) == kept


@pytest.mark.parametrize("name", ["", "policy", "김 담당", "a" * 41, "<b>", "-kim", "kim\n"])
def test_a_name_that_cannot_be_is_refused(desk: Desk, name: str) -> None:
    if name == "kim\n":
        accounts.add(desk, CONSOLE, "kim", Post(Role.AUDITOR))
    with pytest.raises(Refused):
        accounts.add(desk, CONSOLE, name, Post(Role.AUDITOR))


def test_an_unknown_site_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="nosite"):
        accounts.add(desk, CONSOLE, "kim", Post(Role.AUDITOR, Scope.of(["nosite"])))


def test_a_new_password_ends_the_old_one_and_all_sessions(desk: Desk) -> None:
    old = accounts.add(desk, CONSOLE, "kim", Post(Role.MODERATOR))
    token = enter(desk, "kim", old, "::1").token
    new = accounts.renew(desk, CONSOLE, "kim")
    assert present(desk, token) is None
    with pytest.raises(NotAuthenticated):
        enter(desk, "kim", old, "::1")
    assert present(desk, enter(desk, "kim", new, "::1").token) is not None


def test_who_is_removed_is_out_at_once(desk: Desk) -> None:
    token = enter(desk, "kim", accounts.add(desk, CONSOLE, "kim", Post(Role.MODERATOR)), "::1").token
    accounts.remove(desk, CONSOLE, "kim")
    assert present(desk, token) is None
    for act in (accounts.remove, accounts.renew):
        with pytest.raises(Refused):
            act(desk, CONSOLE, "kim")


def test_what_is_done_to_accounts_is_written_down(desk: Desk) -> None:
    accounts.add(desk, CONSOLE, "kim", Post(Role.MODERATOR))
    accounts.renew(desk, CONSOLE, "kim")
    accounts.remove(desk, CONSOLE, "kim")
    entries, _ = desk.logbook.read(10)
    assert [(each.who, each.deed.value, each.about) for each in entries] == [
        ("console", "removed", "kim"),
        ("console", "password", "kim"),
        ("console", "added", "kim"),
    ]


def test_the_command_makes_lists_and_removes_accounts(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANMADI_REDIS_URL", f"unix://{redis.connection_pool.connection_kwargs['path']}")

    def hanmadi(*words: str) -> tuple[int, str, str]:
        said = CliRunner().invoke(main, ["moderator", *words])
        return said.exit_code, said.stdout.strip(), said.stderr

    status, password, _ = hanmadi("add", "kim", "--role", "senior")
    assert status == 0
    assert len(password) == 16
    assert hanmadi("list")[1] == "kim\tsenior\t*\t*"
    assert hanmadi("password", "kim")[1] not in ("", password)
    status, _, told = hanmadi("add", "kim")
    assert status == 1
    assert "이미 있는 이름입니다" in told
    assert hanmadi("add", "lee", "--role", "king")[0] == 2
    assert hanmadi("add", "lee", "--section", "정치", "--section", "사회", "--identity", "lee@whytimes.kr")[0] == 0
    assert hanmadi("list")[1].splitlines()[1] == "lee\tmoderator\t*\t사회, 정치"
    status, _, told = hanmadi("totp-reset", "kim")
    assert (status, "2단계 인증을 쓰지 않는" in told) == (1, True)
    keyring = RedisKeyring(redis)
    keyring.enrol("kim", Factor("SECRET", frozenset({"code"})))
    assert hanmadi("totp-reset", "kim") == (0, "", "")
    assert keyring.factor("kim") is None
    assert hanmadi("remove", "lee") == (0, "", "")
    assert hanmadi("remove", "kim") == (0, "", "")
    assert hanmadi("list")[1] == ""
