"""The notifier: makes letters of what changed, rings for the sites that must be told, and works the bells off.

Two loops in one process.  A thread collects and rings; the main thread is an ordinary RQ worker of the queue `notify`.
Any number of such processes may run.  Nothing that they hold in memory matters: the stream, how far it was read, and
the letters with their times are in Redis, so that a process may die anywhere, and at worst a message is sent twice.
"""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable

from redis import Redis
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker import WorkerStatus

from moderation.config import Settings
from moderation.errors import StoreUnavailable
from moderation.jobs import DELIVER, DELIVER_TIMEOUT, NOTIFY, NotifyQueue, named
from moderation.notifying import Mailroom, collect
from moderation.patience import until_store_answers
from moderation.store.redis import connect
from moderation.store.redis.connection import BLOCKING_TIMEOUT, translated
from moderation.wiring import open_desk, open_mailroom, redis_url

log = logging.getLogger(__name__)

PAUSE = 0.25
"""Seconds between two looks at the streams."""

HEARTBEAT = 20
"""Seconds after which a delivery job counts as lost, and the bell is rung again; two at once are harmless."""

WORKER_TTL = 20
MAINTENANCE = 60


class NotifyWorker(SimpleWorker):
    """Runs the one function that a job in `notify` may name, in this process."""

    def __init__(self, redis: Redis, name: str | None = None) -> None:
        queue = Queue(NOTIFY, connection=redis, serializer=JSONSerializer, default_timeout=DELIVER_TIMEOUT)
        super().__init__(
            [queue],
            name=name,
            connection=redis,
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL,
            maintenance_interval=MAINTENANCE,
            log_job_description=False,
        )

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:
        """Seconds until a started job counts as lost."""
        return HEARTBEAT

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Run the job if it is ours; fail it unrun if it names anything else."""
        if named(job.data, DELIVER):
            super().execute_job(job, queue)
            return
        execution = self.prepare_execution(job)
        self.prepare_job_execution(job, remove_from_intermediate_queue=True)
        why = "names a function that no job may name"
        self.handle_job_failure(job, queue, exc_string=why, execution=execution)
        self.set_state(WorkerStatus.IDLE)


def notify(settings: Settings) -> None:
    """Tell the sites until SIGINT or SIGTERM.  Ends with status 1 if it can collect no more."""
    redis = connect(redis_url(settings), timeout=BLOCKING_TIMEOUT)
    until_store_answers(open_desk(settings, redis))
    stop, broken = threading.Event(), threading.Event()
    mailroom, queue = open_mailroom(settings, redis), NotifyQueue(redis)
    thread = threading.Thread(target=_collect, args=(mailroom, queue, stop, broken), name="collect", daemon=True)
    thread.start()
    NotifyWorker(redis, f"notify-{socket.gethostname()}-{os.getpid()}").work(logging_level="WARNING")
    stop.set()
    thread.join(PAUSE * 4)
    if broken.is_set():
        raise SystemExit(1)


def collect_until(mailroom: Mailroom, queue: NotifyQueue, wait: Callable[[], bool]) -> None:
    """Collect and ring until `wait`, which sleeps between two rounds, says to stop.  Outlives an absent Redis."""
    while True:
        try:
            for site in collect(mailroom):
                with translated():
                    queue.ring(site)
        except StoreUnavailable as error:
            log.warning("cannot collect: %s", error)
        if wait():
            return


def _collect(mailroom: Mailroom, queue: NotifyQueue, stop: threading.Event, broken: threading.Event) -> None:
    """Collects while the worker lives.  If it cannot, the worker must not go on alone: the supervisor sees to it."""
    try:
        collect_until(mailroom, queue, lambda: stop.wait(PAUSE))
    finally:
        if not stop.is_set():
            broken.set()
            os.kill(os.getpid(), signal.SIGTERM)
