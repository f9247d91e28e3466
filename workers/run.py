"""Starts a worker or the sweep and stops it when told to."""

import gc
import logging
import os
import signal
import socket
import threading
from types import FrameType

from moderation.config import Settings
from moderation.patience import until_store_answers
from moderation.store.redis import connect
from moderation.store.redis.connection import BLOCKING_TIMEOUT
from moderation.wiring import open_desk, open_stages, redis_url
from workers.sweep import sweep_until
from workers.worker import JudgeWorker

SWEEP_SECONDS = 2.0

NICENESS = 10
"""How far workers stand back where cores are scarce, as `nice` would: web and Redis, for which somebody waits, go
first, and workers have all that those leave."""

log = logging.getLogger(__name__)


def work(settings: Settings) -> None:
    """Judge comments until SIGINT or SIGTERM; the batch in hand is finished first."""
    os.nice(NICENESS)
    redis = connect(redis_url(settings), timeout=BLOCKING_TIMEOUT)
    desk = open_desk(settings, redis)
    until_store_answers(desk)
    name = f"{socket.gethostname()}-{os.getpid()}"
    worker = JudgeWorker(redis, desk, open_stages(settings, desk.lexicon), name)
    gc.freeze()  # what is loaded stays for good: looking it through took a twentieth of all but the model
    worker.work(logging_level="WARNING")


def sweep(settings: Settings) -> None:
    """Sweep every other second until SIGINT or SIGTERM."""
    stop = threading.Event()

    def stopped(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, stopped)
    signal.signal(signal.SIGTERM, stopped)
    desk = open_desk(settings)
    until_store_answers(desk)
    sweep_until(desk, lambda: stop.wait(SWEEP_SECONDS))
