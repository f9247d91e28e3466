"""What every TallyStore promises: the numbers are written with what they count, or not at all."""

from datetime import date, timedelta

from moderation.desk import Desk
from moderation.record import Record
from tests.builders import NOON, a_comment, held, published
from tests.contracts.conftest import every_desk

desk = every_desk()
TODAY = date(2026, 11, 23)


def test_counters_are_added_up_by_site_and_day(desk: Desk) -> None:
    desk.tallies.count("whytimes", NOON, {"one": 1, "two": 2})
    desk.tallies.count("whytimes", NOON, {"two": -1})
    desk.tallies.count("whytimes", NOON - timedelta(days=1), {"one": 5})
    desk.tallies.count("othertimes", NOON, {"one": 7})
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    assert desk.tallies.days("whytimes", days) == [{"one": 5}, {"one": 1, "two": 1}, {}]


def test_what_is_received_and_ruled_on_is_counted(desk: Desk) -> None:
    one, two = a_comment(), a_comment()
    desk.comments.receive([one, two])
    desk.comments.rule([(Record(one), published()), (Record(two), held())])
    (found,) = desk.tallies.days("whytimes", [TODAY])
    assert (found["received"], found["state published"], found["state held"]) == (2, 1, 1)


def test_a_ruling_that_came_too_late_counts_nothing(desk: Desk) -> None:
    comment = a_comment()
    desk.comments.receive([comment])
    desk.comments.rule([(Record(comment), published())])
    before = desk.tallies.days("whytimes", [TODAY])
    desk.comments.rule([(Record(comment), held())])
    assert desk.tallies.days("whytimes", [TODAY]) == before
