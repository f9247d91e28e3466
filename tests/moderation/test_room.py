"""There is room while everything would be ruled on in time, and nobody sends more than their share."""

from dataclasses import replace

import pytest

from moderation import room
from moderation.allowance import Allowance, Load, Rate
from moderation.comment import Article
from moderation.desk import Desk
from moderation.errors import Overloaded, RateLimited
from moderation.room import LONGEST_PAUSE, Room
from moderation.standing import Writer
from moderation.store.gate import Asked, MemoryGate
from tests.builders import a_desk

MEMBER = Writer("whytimes", "member", "m-1")
OTHER = Writer("whytimes", "member", "m-2")


def a_busy_desk(allowance: Allowance, load: Load | None = None) -> Desk:
    desk = replace(a_desk(), allowance=allowance)
    assert isinstance(desk.gate, MemoryGate)
    desk.gate.load = load or Load()
    return desk


def look(desk: Desk, *writers: Writer | None) -> Room:
    return room.look(desk, "whytimes", [Asked(Article("21468"), writer) for writer in writers])


@pytest.mark.parametrize(
    ("load", "welcome"),
    [
        (Load(0, 0.0), True),
        (Load(3000, 10.0), True),
        (Load(3001, 10.0), False),
        (Load(6000, 0.0), True),
        (Load(6001, 0.0), False),
    ],
)
def test_nothing_is_taken_that_would_not_be_ruled_on_in_time(load: Load, welcome: bool) -> None:
    """Ten comments a second for 300 seconds; where nobody works, as many as a worker of 20 a second could."""
    seen = look(a_busy_desk(Allowance(backlog=300), load), None)
    assert (seen.refusal is None) == welcome
    assert seen.places[0].refusal is seen.refusal


def test_whoever_is_refused_for_the_backlog_is_told_when_to_come_again() -> None:
    with pytest.raises(Overloaded) as refused:
        look(a_busy_desk(Allowance(backlog=300), Load(3100, 10.0)), None).must_be_some()
    assert (refused.value.code, refused.value.retry_after) == ("overloaded", 10)
    far = look(a_busy_desk(Allowance(backlog=300), Load(90000, 10.0)), None).refusal
    assert far is not None
    assert far.retry_after == LONGEST_PAUSE


def test_an_author_who_writes_too_much_is_refused_alone() -> None:
    desk = a_busy_desk(Allowance(author=Rate(2, 60)))
    assert [place.refusal for place in look(desk, MEMBER, MEMBER, OTHER, None).places] == [None] * 4
    seen = look(desk, MEMBER, OTHER, None)
    assert seen.refusal is None
    assert [type(place.refusal) for place in seen.places] == [RateLimited, type(None), type(None)]


def test_guests_whom_nobody_can_tell_apart_share_no_bucket() -> None:
    desk = a_busy_desk(Allowance(author=Rate(1, 60)))
    assert [look(desk, None).places[0].refusal for _ in range(5)] == [None] * 5


def test_a_site_that_sends_too_much_is_refused_as_a_whole() -> None:
    desk = a_busy_desk(Allowance(site=Rate(3, 60)))
    assert look(desk, None, None, None).refusal is None
    seen = look(desk, MEMBER)
    assert isinstance(seen.refusal, RateLimited)
    assert seen.refusal.retry_after == 20
    assert room.spend(desk, "other").refusal is None
    assert isinstance(room.spend(desk, "whytimes").refusal, RateLimited)
