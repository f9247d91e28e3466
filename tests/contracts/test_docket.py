"""What every Docket promises: what waits is found without reading all that waits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.desk import Desk
from moderation.objection import Appeal, Report
from moderation.record import Record
from moderation.store.docket import Sizes
from tests.builders import NOON, a_comment, a_desk, a_desk_on, held, hidden, published
from tests.contracts.conftest import HERE, on_redis


@pytest.fixture(params=HERE)
def desk(request: pytest.FixtureRequest) -> Desk:
    """A desk on each store in turn."""
    return a_desk() if request.param == "memory" else a_desk_on(on_redis(request.getfixturevalue(request.param)).redis)


def waiting(desk: Desk, count: int, **changes: str) -> list[str]:
    comments = [a_comment(received_at=NOON + timedelta(seconds=n), **changes) for n in range(count)]
    desk.comments.receive(comments)
    desk.comments.rule([(Record(comment), held()) for comment in comments])
    return [comment.id for comment in comments]


def test_held_comments_are_found_oldest_first(desk: Desk) -> None:
    ids = waiting(desk, 10)
    waiting(desk, 1, site="othertimes")
    assert desk.docket.held("whytimes", 100) == ids
    assert desk.docket.held("whytimes", 4) == ids[:4]
    assert desk.docket.held("nosite", 4) == []


def test_what_a_person_ruled_on_waits_no_more(desk: Desk) -> None:
    first, second = waiting(desk, 2)
    (record,) = desk.comments.find([first])
    assert record is not None
    desk.comments.rule([(record, published())])
    assert desk.docket.held("whytimes", 10) == [second]


def test_what_the_machine_has_not_ruled_on_is_found_by_age(desk: Desk) -> None:
    comments = [a_comment(received_at=NOON + timedelta(minutes=n)) for n in range(3)]
    desk.comments.receive(comments)
    found = desk.docket.pending(NOON + timedelta(minutes=2), 0, 10)
    assert found == [comment.id for comment in comments[:2]]
    assert desk.docket.pending(NOON + timedelta(minutes=2), 0, 1) == found[:1]


def test_sizes_are_told_by_why(desk: Desk) -> None:
    reader = a_comment().author
    assert desk.docket.sizes("whytimes") == Sizes(0, 0, 0)
    one, two = waiting(desk, 2)
    desk.objections.report(Report(one, "whytimes", reader, "insult", "", NOON, 0.5))
    desk.objections.appeal(Appeal(two, "whytimes", 1, "아닙니다.", NOON))
    assert desk.docket.sizes("whytimes") == Sizes(2, 1, 1, total=2, arrived=2)
    assert desk.docket.sizes("othertimes") == Sizes(0, 0, 0)


def test_what_was_hidden_for_a_time_is_found_when_that_is_over(desk: Desk) -> None:
    ids = []
    for hours in (3, 1, 2):
        comment = a_comment()
        desk.comments.receive([comment])
        until = NOON + timedelta(hours=hours)
        desk.comments.rule([(Record(comment), replace(hidden(), until=until))])
        ids.append(comment.id)
    assert desk.docket.ended(NOON, 10) == []
    assert desk.docket.ended(NOON + timedelta(hours=2), 10) == [ids[1], ids[2]]
    assert desk.docket.ended(NOON + timedelta(hours=2), 1) == [ids[1]]
    (record,) = desk.comments.find([ids[1]])
    assert record is not None
    desk.comments.rule([(record, published())])
    assert desk.docket.ended(NOON + timedelta(days=9), 10) == [ids[2], ids[0]]


def test_what_changed_lately_is_found_once_each_the_last_first(desk: Desk) -> None:
    first, second, third = waiting(desk, 3)
    waiting(desk, 1, site="othertimes")
    for minutes, id in ((2, second), (5, first), (7, first)):
        (record,) = desk.comments.find([id])
        assert record is not None
        desk.comments.rule([(record, published(NOON + timedelta(minutes=minutes)))])
    assert desk.docket.recent("whytimes", NOON, 10) == [first, second, third]
    assert desk.docket.recent("whytimes", NOON, 2) == [first, second]
    assert desk.docket.recent("whytimes", NOON + timedelta(minutes=3), 10) == [first]
    assert desk.docket.recent("whytimes", NOON + timedelta(minutes=8), 10) == []
