"""What failed is tried again for a day, at growing distances, and at a time that others do not share."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from moderation.webhook.schedule import DELAYS, GIVE_UP, JITTER, LONGEST_WISH, next_attempt
from tests.builders import NOON


def times(chance: float) -> list[datetime]:
    """When a receiver that never answers is tried."""
    tried = [NOON]
    while again := next_attempt(len(tried), NOON, tried[-1], chance):
        tried.append(again)
    return tried


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999])
def test_the_last_attempt_is_a_day_after_the_change(chance: float) -> None:
    tried = times(chance)
    assert tried[-1] == NOON + GIVE_UP
    assert 10 <= len(tried) <= 13


def test_distances_grow_from_seconds_to_hours() -> None:
    tried = times(0.5)
    gaps = [later - earlier for earlier, later in pairwise(tried)]
    assert tuple(gaps[: len(DELAYS)]) == DELAYS
    assert gaps[0] == timedelta(seconds=5)


def test_the_jitter_keeps_within_its_bounds() -> None:
    early, late = (next_attempt(1, NOON, NOON, chance) for chance in (0.0, 0.999999))
    assert early == NOON + DELAYS[0] * (1 - JITTER)
    assert late is not None
    assert late <= NOON + DELAYS[0] * (1 + JITTER)


def test_a_receiver_may_ask_for_more_time_but_not_for_all_of_it() -> None:
    assert next_attempt(1, NOON, NOON, 0.5, wish=120) == NOON + timedelta(seconds=120)
    assert next_attempt(1, NOON, NOON, 0.5, wish=1) == NOON + DELAYS[0]
    assert next_attempt(1, NOON, NOON, 0.5, wish=1e9) == NOON + LONGEST_WISH


def test_what_was_late_already_is_not_tried_twice() -> None:
    assert next_attempt(1, NOON, NOON + timedelta(days=3), 0.5) is None
