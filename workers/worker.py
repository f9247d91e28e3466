"""The worker: takes RQ jobs in batches, judges them together, and ends them in one transaction with the rulings.

One RQ job a comment stays, so that retries, registries and dashboards work as RQ means them.  What waits when the
worker is free is its batch: an idle system answers the single comment at once, a backlog makes batches grow.  A job
is never called by name: nothing that somebody else wrote into Redis is imported or run.

Knows these internals of RQ 3.0 (pinned; `tests/workers/test_rq_internals.py`): `Job._handle_success`, `_result`,
`Execution.create`, `BaseWorker.cleanup_execution`, `handle_job_failure`, and the intermediate queue's key.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.executions import Execution
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.timeouts import JobTimeoutException
from rq.utils import now
from rq.worker import WorkerStatus

from moderation.desk import Desk
from moderation.errors import StoreUnavailable
from moderation.jobs import JUDGE, QUEUE, TIMEOUT, names
from moderation.judging import judge
from moderation.patience import until_store_answers
from moderation.pipeline import Stage
from moderation.store import Pulse

log = logging.getLogger(__name__)

BATCH = 64
"""The most comments that are judged together."""

HEARTBEAT = 10
"""Seconds after which a worker that was not heard from is taken for dead, and its comments are enqueued again."""

LEAST_REACH = 3
"""How many more jobs an idle worker asks for beside the one that woke it."""

PULSE = timedelta(seconds=20)
"""How long a heartbeat is believed; an idle worker sends one about every five seconds."""

STORE_PATIENCE = 3600.0
"""Seconds after which a worker gives up on a Redis that went away, and ends."""

WORKER_TTL = 20
MAINTENANCE = 60


class JudgeWorker(SimpleWorker):
    """Judges comments in batches with stages that it loads once."""

    def __init__(self, redis: Redis, desk: Desk, stages: Sequence[Stage], name: str | None = None) -> None:
        queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer, default_timeout=TIMEOUT)
        super().__init__(
            [queue],
            name=name,
            connection=redis,
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL,
            maintenance_interval=MAINTENANCE,
            log_job_description=False,
        )
        self.desk = desk
        self.stages = tuple(stages)
        self.reach = LEAST_REACH

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:
        """Seconds until a started job counts as lost."""
        return HEARTBEAT

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """RQ's heartbeat, and ours: which model judges here."""
        super().heartbeat(timeout, pipeline)
        self.desk.pulses.beat(Pulse(self.name, self.model), self.desk.clock() + PULSE)

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
        jobs = {each.id: each for each in (job, *self._waiting(queue))}
        executions = self._start(list(jobs.values()), queue)
        for foreign in [each for each in jobs.values() if not names(each, JUDGE)]:
            self._fail(jobs.pop(foreign.id), queue, executions, "names a function that no job may name")
        if jobs and not self._judged(list(jobs.values()), queue, executions):
            for each in jobs.values():
                self._judged([each], queue, executions)
        self.set_state(WorkerStatus.IDLE)

    def _waiting(self, queue: Queue) -> list[Job]:
        """What else waits, at once and as far as `reach` goes; a full reach grows, any other shrinks."""
        with self.connection.pipeline(transaction=False) as pipe:
            for _ in range(self.reach):
                pipe.lmove(queue.key, queue.intermediate_queue_key)
            ids = [id.decode() for id in pipe.execute() if id]
        self.reach = min(BATCH - 1, self.reach * 2) if len(ids) == self.reach else max(LEAST_REACH, len(ids))
        if not ids:
            return []
        jobs = Job.fetch_many(ids, self.connection, self.serializer)
        gone = [id for id, job in zip(ids, jobs, strict=True) if job is None]
        for id in gone:  # its comment is settled, or the sweep will enqueue it again
            self.connection.lrem(queue.intermediate_queue_key, 1, id)
        return [job for job in jobs if job]

    def _start(self, jobs: Sequence[Job], queue: Queue) -> dict[str, Execution]:
        """Tell RQ that these jobs have started; from here on a job that is lost is found by its heartbeat."""
        executions = {}
        with self.connection.pipeline() as pipe:
            for job in jobs:
                execution = Execution.create(job, HEARTBEAT, pipeline=pipe, worker_name=self.name)
                self.executions[execution.id] = executions[job.id] = execution
                job.heartbeat(now(), HEARTBEAT, pipeline=pipe)
                job.prepare_for_execution(self.name, pipeline=pipe)
                pipe.persist(job.key)
                pipe.lrem(queue.intermediate_queue_key, 1, job.id)
            self.set_state(WorkerStatus.BUSY, pipeline=pipe)
            pipe.execute()
        return executions

    def _judged(self, jobs: Sequence[Job], queue: Queue, executions: Mapping[str, Execution]) -> bool:
        """Judge these comments and end their jobs, all or none.  A job that fails alone has failed."""
        try:
            with self.death_penalty_class(TIMEOUT, JobTimeoutException):
                ids = [job.args[0] for job in jobs]
                judge(self.desk, self.stages, ids, lambda pipe: self._end(pipe, jobs, executions))
        except StoreUnavailable:
            raise
        except Exception as error:  # the boundary of a job: whatever broke, RQ must be told
            log.exception("judging %d comments failed", len(jobs))
            if len(jobs) == 1:
                self._fail(jobs[0], queue, executions, f"{type(error).__name__}: {error}")
            return len(jobs) == 1
        return True

    def _end(self, pipe: Any, jobs: Sequence[Job], executions: Mapping[str, Execution]) -> None:
        """RQ's bookkeeping of success, within the transaction that writes the rulings."""
        for job in jobs:
            execution, job.ended_at = executions[job.id], now()
            keep = job.get_result_ttl(self.default_result_ttl)
            if keep != 0:
                job._handle_success(
                    keep,
                    pipeline=pipe,
                    worker_name=self.name,
                    execution_id=execution.id,
                    execution_started_at=execution.created_at,
                    execution_ended_at=job.ended_at,
                )
            job.cleanup(keep, pipeline=pipe, remove_from_queue=False)
            self.cleanup_execution(job, pipeline=pipe, execution=execution)
        pipe.hincrby(self.key, "successful_job_count", len(jobs))

    def _fail(self, job: Job, queue: Queue, executions: Mapping[str, Execution], why: str) -> None:
        """RQ's bookkeeping of failure.  The sweep finds the comment still pending and sees to it."""
        job.ended_at = now()
        self.handle_job_failure(job, queue, exc_string=why, execution=executions[job.id])
