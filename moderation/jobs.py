"""The only enqueue: a job for each comment to judge and each site to tell.  A job carries an id, never a body."""

import json
from collections.abc import Sequence
from typing import Any, Final

from redis import Redis
from rq import Queue
from rq.executions import Execution, ExecutionRegistry
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer
from rq.utils import now

JUDGE: Final = "workers.jobs.judge"
"""The only function that a job to judge may name."""

DELIVER: Final = "workers.jobs.deliver"
"""The only function that a job to tell a site may name."""

QUEUE: Final = "judge"
URGENT: Final = "judge-urgent"
NOTIFY: Final = "notify"
TIMEOUT: Final = 30
"""Seconds that one job may take; a worker that needs more is dead or lost."""

DELIVER_TIMEOUT: Final = 60
"""The same for the delivery of what is due to one site."""

KEEP_FAILED: Final = 24 * 3600
"""Seconds for which RQ keeps a delivery job that broke."""


PUSH: Final = """
local function push(judge, urgent, hurries, first, last)
  local line = judge
  if hurries and redis.call('LLEN', judge) > 0 then line = urgent end
  redis.call('RPUSH', line, unpack(ARGV, first, last))
end
"""
"""Lua: jobs take their place in line.  An idle worker waits at one line only (two at once, and RQ would lose a job in a
crash), so whoever hurries stands there where nobody else does; else in the urgent line, which whoever serves the other
one looks at first."""

HURRY: Final = PUSH + "push(KEYS[1], KEYS[2], true, 1, #ARGV)"


class JudgeQueue:
    """The RQ queues of comments to judge: one for whoever hurries (edits, callers who wait), which is served first, and
    one for all others.  What is written joins the caller's transaction.
    """

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.queue, self.urgent = judge_queues(redis)

    def put(self, pipe: Any, ids: Sequence[str], urgent: bool = False) -> None:
        """Enqueue the judgement of each comment within `pipe`, a transaction that is already open (MULTI)."""
        if not ids:
            return
        jobs = self.keep(pipe, ids, urgent)
        if urgent:
            pipe.eval(HURRY, 2, self.queue.key, self.urgent.key, *jobs)
        else:
            pipe.rpush(self.queue.key, *jobs)

    def keep(self, pipe: Any, ids: Sequence[str], urgent: bool = False) -> list[str]:
        """Write the jobs down within `pipe`, all but their place in line; their ids."""
        queue = self.urgent if urgent else self.queue
        pipe.sadd(Queue.redis_queues_keys, queue.key)
        for id in ids:
            job = queue.create_job(
                JUDGE, args=(id,), job_id=job_id(id), result_ttl=0, description=id, status=JobStatus.QUEUED
            )
            job.enqueued_at = now()
            job.save(pipe)
        return [job_id(id) for id in ids]

    def put_again(self, pipe: Any, ids: Sequence[str]) -> None:
        """The same for comments whose jobs were lost, wherever a dead worker left them.

        What RQ remembers of a dead worker's execution goes too: RQ 3.0 cannot delete a job while it is there.
        """
        for id in ids:
            for queue in (self.queue, self.urgent):
                pipe.lrem(queue.intermediate_queue_key, 0, job_id(id))
            pipe.delete(ExecutionRegistry(job_id(id), self.redis).key)
        self.put(pipe, ids)

    def drop(self, pipe: Any, id: str) -> None:
        """Forget the job of a comment that is gone."""
        for queue in (self.queue, self.urgent):
            pipe.lrem(queue.key, 0, job_id(id))
        pipe.delete(Job.key_for(job_id(id)))

    def lost(self, ids: Sequence[str]) -> list[str]:
        """Those comments whose job neither waits in a queue nor runs in a worker that still lives."""
        jobs = Job.fetch_many([job_id(id) for id in ids], self.redis, serializer=JSONSerializer)
        queues = (self.queue, self.urgent)
        return [id for id, job in zip(ids, jobs, strict=True) if job is None or not _lives(queues, job)]

    def waiting(self) -> tuple[int, int]:
        """How many jobs wait: of all, and of those that hurry."""
        with self.redis.pipeline(transaction=False) as pipe:
            pipe.llen(self.queue.key)
            pipe.llen(self.urgent.key)
            judge, urgent = pipe.execute()
        return judge + urgent, urgent

    def __len__(self) -> int:
        return self.waiting()[0]


def judge_queues(redis: Redis) -> tuple[Queue, Queue]:
    """The ordinary queue and the urgent one."""
    ordinary, urgent = (
        Queue(name, connection=redis, serializer=JSONSerializer, default_timeout=TIMEOUT) for name in (QUEUE, URGENT)
    )
    return ordinary, urgent


class NotifyQueue:
    """The RQ queue of sites that have something to be told.

    A job here is a doorbell: what is due is kept by the WebhookStore, and a bell that was lost is rung again.
    """

    def __init__(self, redis: Redis) -> None:
        self.queue = Queue(NOTIFY, connection=redis, serializer=JSONSerializer, default_timeout=DELIVER_TIMEOUT)

    def ring(self, site: str) -> bool:
        """Enqueue the delivery of what is due to a site.  False if such a job waits, or runs in a live worker."""
        id = bell_id(site)
        (job,) = Job.fetch_many([id], self.queue.connection, serializer=JSONSerializer)
        if job and _lives((self.queue,), job):
            return False
        with self.queue.connection.pipeline() as pipe:
            pipe.multi()
            pipe.lrem(self.queue.intermediate_queue_key, 0, id)
            pipe.delete(ExecutionRegistry(id, self.queue.connection).key)
            self.queue.enqueue_call(
                DELIVER, args=(site,), job_id=id, result_ttl=0, failure_ttl=KEEP_FAILED, description=site, pipeline=pipe
            )
            pipe.execute()
        return True


def named(data: bytes, function: str) -> str | None:
    """The one id for which a job asks for this function, in RQ's JSON; None where it asks for anything else.

    A worker runs or judges nothing else: whoever can write into Redis could name any importable function.
    """
    try:
        asked = json.loads(data)
    except (ValueError, RecursionError):  # a pickle, or whatever somebody else wrote
        return None
    match asked:
        case [str(name), None, [str(id)], {} as options] if name == function and not options:
            return id
    return None


def job_id(comment: str) -> str:
    """RQ allows letters, digits, `_` and `-`; a comment's id has nothing else."""
    return f"judge-{comment}"


def bell_id(site: str) -> str:
    """A site's name may hold a dot, which RQ does not allow."""
    return f"notify-{site.encode().hex()}"


def _lives(queues: Sequence[Queue], job: Job) -> bool:
    """Whether a job waits in one of its queues, or runs in a worker that lives."""
    status = job.get_status(refresh=False)
    if status is JobStatus.QUEUED:
        return any(queue.get_job_position(job) is not None for queue in queues)
    return status is JobStatus.STARTED and _beats(job)


def _beats(job: Job) -> bool:
    """Whether a worker that runs this job has been heard of: an execution's key dies with its worker."""
    executions = (Execution(id, job.id, job.connection) for id in job.execution_registry.get_execution_ids())
    return any(job.connection.exists(execution.key) for execution in executions)
