"""How much came in and what became of it, by the date in Korea."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from redis import Redis

from moderation.decision import State
from moderation.desk import Desk, utc_now
from moderation.record import Record
from moderation.reviewing.numbers import DAYS, numbers
from moderation.web.moderators.chart import chart
from tests.builders import NOON, Clock, a_comment, a_desk, a_desk_on, held, published, rejected


def test_a_day_begins_at_midnight_in_korea() -> None:
    desk = a_desk(Clock(NOON))
    for at in (datetime(2026, 11, 22, 14, 59, tzinfo=UTC), datetime(2026, 11, 22, 15, 0, tzinfo=UTC)):
        comment = a_comment(received_at=at)
        desk.comments.receive([comment])
        desk.comments.rule([(Record(comment), published(at))])
    found = numbers(desk, "whytimes")
    assert [(each.day, each.total) for each in found.days[-2:]] == [(date(2026, 11, 22), 1), (date(2026, 11, 23), 1)]
    assert len(found.days) == DAYS


@pytest.fixture(params=["memory", "valkey"])
def desk(request: pytest.FixtureRequest) -> Desk:
    if request.param == "memory":
        return a_desk(utc_now)
    redis: Redis = request.getfixturevalue("redis")
    return a_desk_on(redis, utc_now)


def test_what_became_of_comments_is_counted(desk: Desk) -> None:
    at = desk.clock()
    for ruling in (published(at), published(at), rejected(at), held(at), replace(held(at), at=at)):
        comment = a_comment(received_at=at - timedelta(hours=3))
        desk.comments.receive([comment])
        desk.comments.rule([(Record(comment), ruling)])
    other = a_comment(site="othertimes")
    desk.comments.receive([other])
    desk.comments.rule([(Record(other), published(at))])
    found = numbers(desk, "whytimes")
    assert found.days[-1].changes == {State.PUBLISHED: 2, State.HELD: 2, State.HIDDEN: 0, State.REJECTED: 1}
    assert found.sizes.held == 2
    assert found.oldest is not None
    assert timedelta(hours=3) <= found.oldest < timedelta(hours=4)


def test_the_highest_bar_fills_the_chart_and_none_stands_out_of_it(desk: Desk) -> None:
    assert chart(numbers(desk, "whytimes")).parts == ()
    comment = a_comment(received_at=desk.clock())
    desk.comments.receive([comment])
    desk.comments.rule([(Record(comment), published(desk.clock()))])
    drawn = chart(numbers(desk, "whytimes"))
    (bar,) = drawn.parts
    assert bar.y >= 0
    assert bar.y + bar.height == drawn.floor
    assert bar.x + bar.width <= drawn.width
