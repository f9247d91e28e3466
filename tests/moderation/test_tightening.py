"""How lively a discussion is, and when something is proposed."""

from datetime import timedelta

import pytest

from moderation.decision import State
from moderation.discussion import Mode
from moderation.tightening import Limits, Pace, Proposal, Span, Tally, Why, proposal
from tests.builders import NOON

LIMITS = Limits()


def tally(minutes: int, count: int, state: State = State.PUBLISHED) -> Tally:
    return Tally(NOON - timedelta(minutes=minutes), state, count)


def proposed(*tallies: Tally, mode: Mode = Mode.PRE) -> Proposal | None:
    return proposal("1", mode, Pace.of(tallies, NOON), LIMITS, NOON)


def test_a_pace_tells_the_day_the_hour_and_the_burst() -> None:
    pace = Pace.of(
        [
            tally(30 * 60, 99),
            tally(130, 12),
            tally(70, 12, State.HELD),
            tally(30, 3, State.REJECTED),
            tally(5, 2, State.PENDING),
            tally(1, 1),
            tally(1, 7, State.DELETED),
        ],
        NOON,
    )
    assert pace.day == Span(comments=30, decided=28, blocked=15)
    assert pace.hour == Span(comments=6, decided=4, blocked=3)
    assert (pace.hour.share, pace.burst) == (0.75, 3)
    assert Span().share == 0


def test_the_usual_is_what_came_before_the_burst_in_ten_minutes() -> None:
    assert Pace.of([tally(130, 12), tally(70, 12), tally(1, 50)], NOON).usual == 2
    assert Pace.of([tally(59, 12), tally(1, 50)], NOON).usual is None
    assert Pace.of([], NOON).usual is None


def test_a_blocked_share_over_the_limit_proposes_the_next_tighter_mode() -> None:
    figures = (tally(30, 10), tally(20, 6, State.HELD), tally(9, 2, State.HIDDEN), tally(2, 3, State.REJECTED))
    assert proposed(*figures) == Proposal("1", Mode.STRICT, NOON, Why.BLOCKED, 21, blocked=11)


@pytest.mark.parametrize(
    ("mode", "to"),
    [
        (Mode.POST, Mode.PRE),
        (Mode.PRE, Mode.STRICT),
        (Mode.STRICT, Mode.CLOSED),
        (Mode.CONDOLENCE, None),
        (Mode.CLOSED, None),
    ],
)
def test_each_mode_has_a_tighter_one_or_nothing_to_propose(mode: Mode, to: Mode | None) -> None:
    found = proposed(tally(5, 40, State.REJECTED), mode=mode)
    assert (found and found.to) == to


def test_few_comments_say_nothing() -> None:
    assert proposed(tally(5, 19, State.REJECTED)) is None
    assert proposed(tally(5, 20, State.REJECTED)) is not None
    assert proposed(tally(5, 19, State.REJECTED), tally(5, 99, State.PENDING)) is None


def test_a_share_under_the_limit_says_nothing() -> None:
    assert proposed(tally(5, 11), tally(5, 10, State.REJECTED)) is None


def test_a_burst_is_held_against_the_usual() -> None:
    calm = tally(130, 24)
    assert proposed(calm, tally(5, 20)) == Proposal("1", Mode.STRICT, NOON, Why.BURST, 20, usual=2)
    assert proposed(calm, tally(5, 19)) is None
    assert proposed(tally(130, 240), tally(5, 60)) is None


def test_what_has_just_begun_has_no_usual() -> None:
    assert proposed(tally(5, 500)) is None
