"""What should be looked at first."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from moderation.priority import priority

SCORES = st.floats(0, 1)
WEIGHTS = st.floats(0, 100)
AGES = st.timedeltas(timedelta(), timedelta(days=30))
NOTHING = timedelta()


@given(SCORES, SCORES, WEIGHTS, WEIGHTS, AGES, AGES)
def test_more_of_anything_is_never_less_urgent(
    risk: float, more_risk: float, reports: float, more_reports: float, age: timedelta, more_age: timedelta
) -> None:
    low = priority(min(risk, more_risk), min(reports, more_reports), min(age, more_age))
    assert low <= priority(max(risk, more_risk), max(reports, more_reports), max(age, more_age))
    assert low <= priority(min(risk, more_risk), min(reports, more_reports), min(age, more_age), appealed=True)


def test_several_believed_reports_lift_what_the_machine_thought_harmless() -> None:
    assert priority(0.0, 3.0, NOTHING) > priority(0.6, 0.0, NOTHING)


def test_many_reports_by_people_who_are_seldom_right_do_not() -> None:
    assert priority(0.0, 10 * 0.02, NOTHING) < priority(0.6, 0.0, NOTHING)


def test_what_waits_long_enough_comes_first() -> None:
    assert priority(0.3, 0.0, timedelta(hours=18)) > priority(0.9, 0.0, NOTHING)
