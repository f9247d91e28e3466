"""`hanmadi worker` with batches of one: what batching is compared with."""

import os

from moderation.config import Settings
from workers import worker
from workers.run import work


def one_at_a_time() -> None:
    """From here on a worker of this process takes no job beside the one that woke it."""
    worker.BATCH, worker.LEAST_REACH = 1, 0


if __name__ == "__main__":
    one_at_a_time()
    work(Settings.read(os.environ))
