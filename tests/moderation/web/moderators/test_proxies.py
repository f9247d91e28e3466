"""Where a caller comes from, behind proxies that are trusted, and behind none: nobody chooses their own address."""

import pytest

from moderation.desk import Desk
from moderation.reviewing.lockout import TRIES, TRIES_FROM_ONE_NETWORK, network
from moderation.web import create_app
from tests.builders import Words
from tests.moderation.web.moderators.desk_visitor import PASSWORD, DeskVisitor, a_moderator


def tries(desk: Desk, proxies: int, forwarded: str, password: str = "wrong", name: str = "kim") -> int:
    """One try, as it arrives with this X-Forwarded-For."""
    visitor = DeskVisitor(create_app(desk, lambda: [Words()], proxies=proxies))
    visitor.sees("/moderation/login")
    visitor.http.environ_base["HTTP_X_FORWARDED_FOR"] = forwarded
    return visitor.sends("/moderation/login", name=name, password=password).status_code


@pytest.mark.parametrize(
    ("proxies", "forwarded"),
    [(0, "203.0.113.{n}"), (1, "203.0.113.{n}, 198.51.100.1"), (2, "1.2.{n}.4, 198.51.100.1, 10.0.0.1")],
)
def test_what_a_caller_adds_to_the_header_is_not_believed(desk: Desk, proxies: int, forwarded: str) -> None:
    a_moderator(desk, "kim")
    for n in range(TRIES):
        assert tries(desk, proxies, forwarded.format(n=n)) == 401
    assert tries(desk, proxies, forwarded.format(n=99), PASSWORD) == 429


def test_one_network_locks_another_out_of_nothing(desk: Desk) -> None:
    a_moderator(desk, "kim")
    for n in range(TRIES):
        assert tries(desk, 1, f"203.0.113.{n}") == 401
    assert tries(desk, 1, "203.0.113.200", PASSWORD) == 429
    assert tries(desk, 1, "203.0.114.1", PASSWORD) == 303


def test_a_list_of_names_is_stopped_by_the_network_that_it_comes_from(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert TRIES_FROM_ONE_NETWORK > 10 * TRIES
    monkeypatch.setattr("moderation.reviewing.lockout.TRIES_FROM_ONE_NETWORK", 6)
    a_moderator(desk, "kim")
    for n in range(6):
        assert tries(desk, 1, "203.0.113.7", name=f"name{n}") == 401
    assert tries(desk, 1, "203.0.113.8", PASSWORD) == 429
    assert tries(desk, 1, "198.51.100.8", PASSWORD) == 303


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_network_is_what_one_subscriber_has_at_will(address: str, expected: str) -> None:
    assert network(address) == expected
