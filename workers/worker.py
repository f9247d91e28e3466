"""The worker: takes RQ jobs in batches, judges them together, and ends them in one transaction with the rulings.

One RQ job a comment stays, so that retries, registries and dashboards work as RQ means them.  What waits when the
worker is free is its batch: an idle system answers the single comment at once, a backlog makes batches grow.  A job
is never called by name: nothing that somebody else wrote into Redis is imported or run.

Knows these internals of RQ 3.0 (pinned; `tests/workers/test_rq_internals.py`): `BaseWorker.heartbeat` and
`handle_job_failure`; `lines` and `bookkeeping` tell theirs.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from time import monotonic
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import NoSuchJobError
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.timeouts import JobTimeoutException
from rq.utils import now
from rq.worker import WorkerStatus

from moderation.desk import Desk
from moderation.errors import StoreUnavailable
from moderation.jobs import TIMEOUT, URGENT
from moderation.judging import judge
from moderation.patience import until_store_answers
from moderation.pipeline import Stage
from moderation.store import Pulse
from workers.bookkeeping import Begun, Books, begun
from workers.lines import Line, lines

log = logging.getLogger(__name__)

BATCH = 256
"""The most comments that are judged together."""

BATCH_SECONDS = 2.0
"""How long a batch may take, going by the speed of those before: a slow model's batches stay small, and its worker is
heard from before it is taken for dead."""

HEARTBEAT = 10
"""Seconds after which a worker that was not heard from is taken for dead, and its comments are enqueued again."""

LEAST_REACH = 3
"""How many more jobs an idle worker asks for beside the one that woke it."""

PULSE = timedelta(seconds=20)
"""How long a heartbeat is believed; an idle worker sends one about every five seconds."""

BETWEEN_BEATS = 1.0
"""Seconds for which a heartbeat holds: RQ asks for three a job."""

FULL_PLATE = 16
"""Comments in a batch from which on its speed tells what this worker can do."""

STORE_PATIENCE = 3600.0
"""Seconds after which a worker gives up on a Redis that went away, and ends."""

WORKER_TTL = 20
MAINTENANCE = 60


class JudgeWorker(SimpleWorker):
    """Judges comments in batches with stages that it loads once."""

    def __init__(self, redis: Redis, desk: Desk, stages: Sequence[Stage], name: str | None = None) -> None:
        super().__init__(
            lines(redis),
            name=name,
            connection=redis,
            serializer=JSONSerializer,
            queue_class=Line,
            worker_ttl=WORKER_TTL,
            maintenance_interval=MAINTENANCE,
            log_job_description=False,
        )
        self.books = Books(redis, self.name, HEARTBEAT)
        self.desk = desk
        self.stages = tuple(stages)
        self.reach = LEAST_REACH
        self.beaten = 0.0
        self.rate: float | None = None

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:
        """Seconds until a started job counts as lost."""
        return HEARTBEAT

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """RQ's heartbeat, and ours: which model judges here, and how fast.  Once a second is enough."""
        if timeout is None and pipeline is None and monotonic() - self.beaten < BETWEEN_BEATS:
            return
        super().heartbeat(timeout, pipeline)
        self.desk.pulses.beat(Pulse(self.name, self.model, self.rate), self.desk.clock() + PULSE)
        self.beaten = monotonic()

    def register_death(self) -> None:
        """Says goodbye, so that nobody waits for the next heartbeat."""
        super().register_death()  # type: ignore[no-untyped-call]
        self.desk.pulses.still(self.name)

    @property
    def model(self) -> str | None:
        """Identity of the toxicity model that judges here, None if it is absent."""
        versions = (stage.version for stage in self.stages if stage.name == "toxicity")
        version = next(versions, "none")
        return None if version == "none" else version.partition(" ")[0]

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Judge this job and what else waits now.  If Redis goes away meanwhile, the sweep sees to them later."""
        try:
            self._execute(job, queue)
        except (StoreUnavailable, RedisError) as error:
            log.warning("Redis is away, what was in hand is left to the sweep: %s", error)
            until_store_answers(self.desk, STORE_PATIENCE)

    def _execute(self, job: Job, queue: Queue) -> None:
        """Judge a batch; if it fails, each comment by itself."""
        since = monotonic()
        jobs = self._begin(job)
        for foreign in [each for each in jobs if each.comment is None]:
            self._fail(foreign, queue, "names a function that no job may name")
        ours = [each for each in jobs if each.comment is not None]
        if ours and not self._judged(ours, queue):
            for each in ours:
                self._judged([each], queue)
        self._measure(len(ours), monotonic() - since)

    def _measure(self, count: int, seconds: float) -> None:
        """How many comments a second are judged here when there is enough to do, so not from a small batch."""
        if count >= FULL_PLATE:
            speed = count / max(seconds, 0.001)
            self.rate = round(0.7 * (self.rate or speed) + 0.3 * speed, 1)

    @property
    def _most(self) -> int:
        """How many comments may be in a batch."""
        return BATCH if self.rate is None else min(BATCH, max(FULL_PLATE, round(self.rate * BATCH_SECONDS)))

    def _begin(self, job: Job) -> list[Begun]:
        """This job and what else waits, at once and as far as `reach` goes; a full reach grows, any other shrinks.

        Those who hurry are judged without company.  From here on a job that is lost is found by its heartbeat.
        """
        served = 1 if job.origin == URGENT else len(self.queues)
        with self.connection.pipeline() as pipe:
            self.books.begin(pipe, job, self.queues, served, self.reach)
            self.set_state(WorkerStatus.BUSY, pipeline=pipe)
            answer, *_ = pipe.execute()
        taken, jobs = begun(answer)
        self.reach = min(self._most - 1, self.reach * 2) if taken == self.reach else max(LEAST_REACH, taken)
        return jobs

    def _judged(self, jobs: Sequence[Begun], queue: Queue) -> bool:
        """Judge these comments and end their jobs, all or none.  A job that fails alone has failed."""
        try:
            with self.death_penalty_class(TIMEOUT, JobTimeoutException):
                ids = [job.comment for job in jobs if job.comment is not None]
                judge(self.desk, self.stages, ids, lambda pipe: self._end(pipe, jobs))
        except StoreUnavailable:
            raise
        except Exception as error:  # the boundary of a job: whatever broke, RQ must be told
            log.exception("judging %d comments failed", len(jobs))
            if len(jobs) == 1:
                self._fail(jobs[0], queue, f"{type(error).__name__}: {error}")
            return len(jobs) == 1
        return True

    def _end(self, pipe: Any, jobs: Sequence[Begun]) -> None:
        """RQ's bookkeeping of success, within the transaction that writes the rulings."""
        self.books.succeed(pipe, jobs, self.default_result_ttl)
        pipe.hincrby(self.key, "successful_job_count", len(jobs))

    def _fail(self, failed: Begun, queue: Queue, why: str) -> None:
        """RQ's bookkeeping of failure.  The sweep finds the comment still pending and sees to it."""
        try:
            job, execution = self.books.known_to_rq(failed)
        except NoSuchJobError:  # its author erased the comment meanwhile
            return
        job.ended_at = now()
        self.handle_job_failure(job, queue, exc_string=why, execution=execution)
