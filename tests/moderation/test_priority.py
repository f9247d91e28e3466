"""What should be looked at first."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from moderation.priority import place, weight
from tests.builders import NOON

SCORES = st.floats(0, 1)
WEIGHTS = st.floats(0, 100)
READERS = st.integers(0, 10**9)
AGES = st.timedeltas(timedelta(), timedelta(days=30))
HOUR = timedelta(hours=1)


@given(SCORES, SCORES, WEIGHTS, WEIGHTS, READERS, READERS)
def test_more_of_anything_never_weighs_less(
    risk: float, more_risk: float, reports: float, more_reports: float, readers: int, more_readers: int
) -> None:
    low = weight(min(risk, more_risk), min(reports, more_reports), min(readers, more_readers))
    assert low <= weight(max(risk, more_risk), max(reports, more_reports), max(readers, more_readers))
    assert low <= weight(min(risk, more_risk), min(reports, more_reports), min(readers, more_readers), appealed=True)


@given(st.floats(0.2, 100), st.floats(0.2, 100), AGES, AGES)
def test_the_order_of_two_that_wait_is_that_of_weight_times_a_power_of_their_age(
    one: float, other: float, age: timedelta, other_age: timedelta
) -> None:
    """So it can be kept: no time that passes changes it."""
    hours = (other_age - age) / HOUR
    ratio = one / other * 2 ** (-hours / 6)
    if abs(ratio - 1) > 1e-3:
        assert (place(NOON - age, one) < place(NOON - other_age, other)) == (ratio > 1)


def test_several_believed_reports_lift_what_the_machine_thought_harmless() -> None:
    assert weight(0.0, 3.0) > weight(0.6)


def test_many_reports_by_people_who_are_seldom_right_do_not() -> None:
    assert weight(0.0, 10 * 0.02) < weight(0.6)


def test_what_many_read_comes_before_what_few_do() -> None:
    assert weight(0.5, readers=100_000) > weight(0.9, readers=500)


def test_what_waits_long_enough_comes_first() -> None:
    assert place(NOON - 12 * HOUR, weight(0.3)) < place(NOON, weight(0.9))


def test_nothing_waits_for_ever() -> None:
    """Not behind the gravest that comes in three days later."""
    gravest = weight(1.0, reports=30.0, readers=10**7, appealed=True)
    assert place(NOON - 72 * HOUR, weight(0.0)) < place(NOON, gravest)
