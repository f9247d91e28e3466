"""A guest's network under a pseudonym: the same this week, another elsewhere and afterwards, and no way back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from moderation.network import forgotten, pseudonym, read, turns
from tests.builders import NOON


def called(address: str, site: str = "whytimes", at: datetime = NOON, secret: str = "secret") -> str:
    return pseudonym(secret, site, read(address), at)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "203.0.113.250"),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::2"),
        ("::ffff:203.0.113.7", "203.0.113.8"),
    ],
)
def test_neighbours_are_called_the_same(one: str, other: str) -> None:
    assert called(one) == called(other)


def test_others_are_called_otherwise() -> None:
    names = {
        called("203.0.113.7"),
        called("203.0.114.7"),
        called("2001:db8:1::1"),
        called("2001:db8:2::1"),
        called("203.0.113.7", site="othertimes"),
        called("203.0.113.7", secret="another"),
        called("203.0.113.7", at=NOON + timedelta(days=7)),
    }
    assert len(names) == 7
    assert not any("203" in name.partition("-")[2] for name in names if "113" in name)


def test_a_week_begins_on_monday_in_korea() -> None:
    sunday = datetime(2026, 11, 29, 23, 59, tzinfo=ZoneInfo("Asia/Seoul"))
    assert called("203.0.113.7", at=sunday) == called("203.0.113.7")
    assert called("203.0.113.7", at=sunday + timedelta(minutes=1)) != called("203.0.113.7")
    assert turns(called("203.0.113.7")) == sunday + timedelta(minutes=1)
    assert forgotten(called("203.0.113.7")) - turns(called("203.0.113.7")) == timedelta(days=7)


def test_the_last_days_of_a_year_may_be_in_the_next_ones_first_week() -> None:
    name = called("203.0.113.7", at=datetime(2026, 12, 31, tzinfo=ZoneInfo("Asia/Seoul")))
    assert name.startswith("2026w53-")
    assert turns(name) == datetime(2027, 1, 4, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.mark.parametrize("text", ["", "203.0.113", "203.0.113.7:80", "fe80::1%eth0", "독자", "203.0.113.0/24"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(text)


def test_only_our_own_pseudonyms_have_a_week() -> None:
    with pytest.raises(ValueError, match="pseudonym"):
        turns("203.0.113.7")
