"""RQ's bookkeeping for a batch of jobs: who began what, and that it is done.

RQ 3.0 keeps its books one job at a time: ten commands and three objects to begin one, and to delete one it asks Redis
six times while a transaction waits.  What is written here is the same, so that its registries, `rq info` and dashboards
tell the truth.  Only what RQ must see to itself, a job that failed or that is kept after success, becomes its objects.

Knows these internals of RQ 3.0 (pinned; `tests/workers/test_rq_internals.py`): what `Execution.create` and
`Job.prepare_for_execution` write, `Job._handle_success`, and the keys of a job, of its executions and of the registry
of started jobs.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from redis import Redis
from rq import Queue
from rq.defaults import RQ_KEY_PREFIX
from rq.executions import WORKER_EXECUTIONS_KEY_TEMPLATE, Execution
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.results import Result
from rq.serializers import JSONSerializer
from rq.utils import now, utcformat

from moderation.jobs import JUDGE, named

BEGIN: Final = """
local rq, first, most, lines, worker, batch, at, when, ttl, silent, gone = unpack(ARGV)
local begun, running, own, seen = {}, {}, {}, {}

local function begin(id)
  if seen[id] then return end
  seen[id] = true
  local job, executions = rq .. ':job:' .. id, rq .. ':executions:' .. id
  local data, origin, keep, ttl_of_job = unpack(redis.call('HMGET', job, 'data', 'origin', 'result_ttl', 'ttl'))
  if not data then return end
  origin = origin or ''
  local execution = batch .. string.format('%04x', #own)
  local both = id .. ':' .. execution
  local key = rq .. ':execution:' .. both
  redis.call('HSET', key, 'id', execution, 'job_id', id, 'created_at', at, 'last_heartbeat', at, 'worker_name', worker)
  redis.call('EXPIRE', key, ttl)
  redis.call('ZADD', executions, gone, execution)
  redis.call('EXPIRE', executions, ttl + 60)
  redis.call('HSET', job, 'last_heartbeat', when, 'status', 'started', 'started_at', when, 'worker_name', worker)
  if ttl_of_job then redis.call('PERSIST', job) end
  running[origin] = running[origin] or {}
  table.insert(running[origin], silent)
  table.insert(running[origin], both)
  table.insert(own, both)
  table.insert(begun, {id, execution, origin, keep or '', data})
end

for line = 2, #KEYS, 2 do redis.call('LREM', KEYS[line], 1, first) end
begin(first)
local taken = 0
for line = 1, 2 * lines, 2 do
  while taken < tonumber(most) do
    local id = redis.call('LPOP', KEYS[line])
    if not id then break end
    taken = taken + 1
    begin(id)
  end
  if taken > 0 then break end
end
for origin, scores in pairs(running) do redis.call('ZADD', rq .. ':wip:' .. origin, unpack(scores)) end
if #own > 0 then
  local index = rq .. ':worker:' .. worker .. ':executions'
  redis.call('SADD', index, unpack(own))
  redis.call('EXPIRE', index, ttl + 60)
end
return {taken, begun}
"""
"""Lua: the job that RQ gave, and up to so many more of the first line where any wait, begun.  A job whose hash is gone
is passed over: its comment is settled, or the sweep enqueues it again.  One that stands twice in its line, as two
sweeps at once may put it there, is begun once."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A job in hand: what is needed of it to end it, unless it fails."""

    id: str
    execution: str
    origin: str
    keep: int | None
    """Seconds for which its result is kept; None: as long as the worker says."""
    comment: str | None
    """Which comment to judge; None where it names anything else, which no job may."""

    @property
    def entry(self) -> str:
        """What registries call this execution."""
        return f"{self.id}:{self.execution}"


class Books:
    """One worker's entries in RQ's books.  A job that is begun and lost is found by its silence of `seconds`."""

    def __init__(self, redis: Redis, worker: str, seconds: int) -> None:
        self.redis = redis
        self.worker = worker
        self.seconds = seconds

    def begin(self, pipe: Any, first: Job, lines: Sequence[Queue], served: int, most: int) -> None:
        """Begin a job and up to `most` others of one line: of the first `served` the first where any wait.

        `begun` reads the answer.
        """
        keys = [key for line in lines for key in (line.key, line.intermediate_queue_key)]
        at = now()
        silent = at.timestamp() + self.seconds
        times = (at.timestamp(), utcformat(at), self.seconds, silent, silent + 60)
        asked = (RQ_KEY_PREFIX, first.id, most, served, self.worker, uuid4().hex[:28])
        pipe.eval(BEGIN, len(keys), *keys, *asked, *times)

    def succeed(self, pipe: Any, jobs: Sequence[Begun], keep: int) -> None:
        """Write down that these jobs have succeeded.  `keep`: seconds for a result where its job says nothing."""
        index = WORKER_EXECUTIONS_KEY_TEMPLATE.format(self.worker)
        for job in jobs:
            seconds = keep if job.keep is None else job.keep
            if seconds == 0:
                pipe.delete(*_keys(job.id))
            else:
                self._keep(pipe, job, seconds)
            pipe.zrem(StartedJobRegistry.key_template.format(job.origin), job.entry)
            pipe.srem(index, job.entry)
            pipe.delete(f"{RQ_KEY_PREFIX}:execution:{job.entry}", f"{RQ_KEY_PREFIX}:executions:{job.id}")

    def known_to_rq(self, begun: Begun) -> tuple[Job, Execution]:
        """RQ's own objects of a job in hand.  Raises NoSuchJobError where it was deleted meanwhile."""
        job = Job.fetch(begun.id, self.redis, JSONSerializer)
        execution = Execution(begun.execution, begun.id, self.redis, self.worker)
        execution.created_at = job.started_at or execution.created_at
        return job, execution

    def _keep(self, pipe: Any, begun: Begun, seconds: int) -> None:
        job, execution = self.known_to_rq(begun)
        job._handle_success(
            seconds,
            pipeline=pipe,
            worker_name=self.worker,
            execution_id=execution.id,
            execution_started_at=execution.created_at,
            execution_ended_at=now(),
        )
        job.cleanup(seconds, pipeline=pipe, remove_from_queue=False)


def begun(answer: Any) -> tuple[int, list[Begun]]:
    """How many jobs were taken from a line, and what has begun."""
    taken, rows = answer
    return taken, [_begun(*row) for row in rows]


def _begun(id: bytes, execution: bytes, origin: bytes, keep: bytes, data: bytes) -> Begun:
    return Begun(
        id.decode(), execution.decode(), origin.decode(), int(keep) if keep else None, named(_plain(data), JUDGE)
    )


def _plain(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:  # RQ wrote it as it was before it compressed
        return data


def _keys(id: str) -> tuple[str, ...]:
    """All keys of a job; that of its dependencies has two colons in RQ."""
    jobs = Job.redis_job_namespace_prefix
    results = Result.get_key(id)  # type: ignore[no-untyped-call]
    return f"{jobs}{id}", f"{jobs}{id}:dependents", f"{jobs}:{id}:dependencies", results
