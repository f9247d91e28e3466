"""When a message that was not delivered is tried again, and when it is given up."""

from datetime import datetime, timedelta
from typing import Final

DELAYS: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600))
"""After the first failure, the second ...; the last one repeats."""

GIVE_UP: Final = timedelta(hours=24)
"""So long after the change there is one last attempt."""

JITTER: Final = 0.2
"""Each delay is up to so much shorter or longer: what failed together must not come back together."""

LONGEST_WISH: Final = timedelta(hours=1)
"""A receiver may ask for more time (Retry-After), but not for more than this."""


def next_attempt(attempts: int, since: datetime, at: datetime, chance: float, wish: float = 0.0) -> datetime | None:
    """When to try again what failed at `at`, for the `attempts`-th time, or None if this was the last attempt.

    `chance` in [0, 1) places it within the jitter; `wish` is what the receiver asked for, in seconds.
    """
    last = since + GIVE_UP
    if at >= last:
        return None
    delay = DELAYS[min(attempts, len(DELAYS)) - 1] * (1 + JITTER * (2 * chance - 1))
    wished = min(timedelta(seconds=wish), LONGEST_WISH)
    return min(at + max(delay, wished), last)
