"""A worker for the tests that kill one: it says when it holds a batch, and never ends it."""

import sys
import time
from collections.abc import Sequence
from typing import Any

from redis import Redis

from moderation.desk import utc_now
from moderation.pipeline import Case
from tests.builders import Words, a_desk_on
from workers.worker import JudgeWorker


class Stuck(Words):
    """Holds what it is shown for as long as it lives."""

    def __call__(self, cases: Sequence[Case]) -> Any:
        """Says how many it holds."""
        sys.stdout.write(f"{len(cases)}\n")
        sys.stdout.flush()
        time.sleep(600)


if __name__ == "__main__":
    redis = Redis(unix_socket_path=sys.argv[1])
    JudgeWorker(redis, a_desk_on(redis, utc_now), [Stuck()], name="stuck").work(logging_level="CRITICAL")
