"""Waits for a store that is still starting: the processes of one machine start together."""

import time

from moderation.desk import Desk
from moderation.errors import StoreUnavailable

SECONDS = 30.0
PAUSE = 0.1


def until_store_answers(desk: Desk, seconds: float = SECONDS) -> None:
    """Returns once the store answers.  Raises its last StoreUnavailable after `seconds`."""
    give_up = time.monotonic() + seconds
    while True:
        try:
            desk.sites.sites()
            return
        except StoreUnavailable:
            if time.monotonic() > give_up:
                raise
            time.sleep(PAUSE)
