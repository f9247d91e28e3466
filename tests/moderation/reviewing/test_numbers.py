"""How much came in, what became of it, and how fast, by the date in Korea."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from redis import Redis

from moderation.decision import State, Verdict
from moderation.desk import Desk, utc_now
from moderation.moderator import Moderator, Role
from moderation.record import Record
from moderation.reviewing.digest import Week, digest, last_week
from moderation.reviewing.numbers import DAYS, RANGES, numbers
from moderation.reviewing.review import Ruled
from moderation.reviewing.ruling import open_brief, rule, undo
from moderation.web.moderators.chart import MOST_NAMES, bars, lines
from tests.builders import NOON, Clock, a_comment, a_desk, a_desk_on, held, published, rejected

KIM, LEE = Moderator("kim", Role.MODERATOR), Moderator("lee", Role.SENIOR)
REJECT, PUBLISH = Ruled(Verdict.REJECT, "insult"), Ruled(Verdict.PUBLISH)


def waits(desk: Desk) -> Record:
    """A comment that is held."""
    comment = a_comment(received_at=desk.clock())
    desk.comments.receive([comment])
    (record,) = desk.comments.rule([(Record(comment), held(desk.clock()))])
    assert record is not None
    return record


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
    assert found.whole.changes == {State.PUBLISHED: 2, State.HELD: 2, State.HIDDEN: 0, State.REJECTED: 1}
    assert found.whole.received == 5
    assert found.whole.share(State.PUBLISHED) == 0.4
    assert found.sizes.held == 2
    assert found.oldest is not None
    assert timedelta(hours=3) <= found.oldest < timedelta(hours=4)
    assert found.whole.machine.p50 is not None
    assert found.whole.machine.p50.total_seconds() == pytest.approx(3 * 3600, rel=0.1)


def test_people_are_counted_by_name_with_the_time_that_a_comment_was_open() -> None:
    clock = Clock()
    desk = a_desk(clock)
    for seconds, verdict in ((10, REJECT), (10, PUBLISH), (100, REJECT)):
        record = waits(desk)
        clock.forward(minutes=10)
        open_brief(desk, KIM, record.comment.id)
        clock.forward(seconds=seconds)
        rule(desk, KIM, record.comment.id, record.turn, verdict)
    found = numbers(desk, "whytimes")
    (kim,) = found.people
    assert (kim.name, kim.rulings, kim.took.count) == ("kim", 3, 3)
    assert kim.took.p50 is not None
    assert kim.took.p50.total_seconds() == pytest.approx(10, rel=0.1)
    assert found.whole.people.p50 is not None
    assert found.whole.people.p50.total_seconds() == pytest.approx(610, rel=0.1)
    (row,) = found.labels
    assert (row.label, row.total, row.verdicts[Verdict.REJECT]) == ("profanity", 3, 2)
    assert row.agreed == pytest.approx(2 / 3)


def test_what_others_overturn_counts_against_whoever_ruled_first() -> None:
    desk = a_desk(Clock())
    record = waits(desk)
    record = rule(desk, KIM, record.comment.id, record.turn, REJECT)
    undo(desk, LEE, record.comment.id, record.turn)
    found = numbers(desk, "whytimes")
    assert {row.name: (row.rulings, row.overturned) for row in found.people} == {"kim": (1, 1), "lee": (1, 0)}
    assert found.whole.overturned_people == 1
    assert found.labels == ()


def test_a_week_is_read_and_named_as_in_iso_8601() -> None:
    week = Week.read("2026-W47")
    assert week is not None
    assert (week.monday, week.sunday, week.name) == (date(2026, 11, 16), date(2026, 11, 22), "2026-W47")
    assert week.shifted(6).name == "2026-W53"
    assert week.shifted(7).name == "2027-W01"
    for nonsense in ("", "2026-W54", "2026-W00", "2025-W53", "2026-47", "２０２６-W47"):
        assert Week.read(nonsense) is None


def test_a_digest_has_the_week_and_the_one_before() -> None:
    desk = a_desk(Clock(NOON))
    for days in (1, 1, 8):
        comment = a_comment(received_at=NOON - timedelta(days=days))
        desk.comments.receive([comment])
        desk.comments.rule([(Record(comment), published(comment.received_at))])
    found = digest(desk, "whytimes", last_week(desk))
    assert (found.now.whole.total, found.before.whole.total) == (2, 1)
    assert [day.day for day in found.now.days] == [date(2026, 11, 16) + timedelta(days=n) for n in range(7)]


@pytest.mark.parametrize("days", RANGES)
def test_the_highest_bar_fills_the_chart_and_no_name_stands_on_another(days: int) -> None:
    desk = a_desk(Clock(NOON))
    assert bars(numbers(desk, "whytimes", days).days).parts == ()
    assert lines(numbers(desk, "whytimes", days).days) is None
    record = waits(desk)
    rule(desk, KIM, record.comment.id, record.turn, REJECT)
    found = numbers(desk, "whytimes", days).days
    drawn, times = bars(found), lines(found)
    assert len(drawn.names) <= MOST_NAMES
    assert drawn.names[-1].text == "11.23"
    top = min(bar.y for bar in drawn.parts)
    assert top == pytest.approx(drawn.ceiling, abs=0.2)
    assert max(bar.x + bar.width for bar in drawn.parts) <= drawn.width
    assert times is not None
    assert all(0 <= y <= times.floor for _, y in (*times.p50, *times.p95))
