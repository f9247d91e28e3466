"""What is said of many measurements."""

import random

import pytest

from benchmarks.load import poisson
from benchmarks.stats import Spread, interleaved, percentile, rounded


@pytest.mark.parametrize(("share", "value"), [(0.0, 1), (0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100)])
def test_a_percentile_is_one_of_the_values(share: float, value: int) -> None:
    """The nearest rank: of a hundred values the 99th percentile is the 99th, not something between two."""
    values = list(range(1, 101))
    random.Random(1).shuffle(values)
    assert percentile(values, share) == value


def test_the_percentile_of_one_value_is_that_value() -> None:
    """Whichever is asked for."""
    assert {percentile([7.0], share) for share in (0, 0.5, 0.99, 1)} == {7.0}


def test_nothing_has_no_percentile() -> None:
    """A benchmark that measured nothing must not say 0 ms."""
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_rounds_are_interleaved_and_turn_around() -> None:
    """What drifts with time, a machine that grows warm, meets all of them."""
    assert [name for _, name in interleaved("AB", 3)] == ["A", "B", "B", "A", "A", "B"]
    assert [number for number, _ in interleaved("AB", 2)] == [0, 0, 1, 1]


def test_a_spread_keeps_its_extremes() -> None:
    """A median alone hides how sure it is."""
    assert Spread.of([3.0, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0)


def test_a_figure_says_no_more_than_is_known() -> None:
    """Four digits."""
    assert [rounded(value) for value in (123456.0, 0.0123456, 0.0)] == [123500.0, 0.01235, 0.0]


def test_arrivals_come_at_their_rate_and_wait_for_nobody() -> None:
    """A Poisson process: about rate x seconds moments, in order, none after the end, the same for the same seed."""
    moments = list(poisson(200.0, 50.0, random.Random(3)))
    assert moments == sorted(moments)
    assert moments[-1] < 50.0
    assert 9_500 < len(moments) < 10_500
    assert moments == list(poisson(200.0, 50.0, random.Random(3)))
