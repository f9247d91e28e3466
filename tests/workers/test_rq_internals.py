"""What the worker knows of RQ 3.0's insides; if one of these fails after an upgrade, read workers/worker.py again."""

import inspect
import re
from time import time
from typing import Any

from redis import Redis
from rq import Queue
from rq.executions import Execution
from rq.intermediate_queue import IntermediateQueue
from rq.job import Job, JobStatus
from rq.registry import FinishedJobRegistry, StartedJobRegistry
from rq.results import Result
from rq.serializers import JSONSerializer
from rq.version import VERSION
from rq.worker import BaseWorker

from workers.bookkeeping import Books, begun


def parameters(function: object) -> set[str]:
    return set(inspect.signature(function).parameters)  # type: ignore[arg-type]


def test_rq_is_the_version_that_was_read() -> None:
    assert VERSION.startswith("3.0.")


def test_an_execution_is_created_in_a_pipeline_and_its_key_expires_with_its_worker(redis: Redis) -> None:
    job = Queue("q", connection=redis).enqueue("workers.jobs.judge", "c_1")
    with redis.pipeline() as pipe:
        execution = Execution.create(job, 7, pipeline=pipe, worker_name="w")
        pipe.execute()
    assert 0 < redis.ttl(execution.key) <= 7
    assert job.execution_registry.get_execution_ids() == [execution.id]
    assert redis.zscore(StartedJobRegistry.key_template.format(job.origin), execution.composite_key)


def test_a_batch_is_begun_as_rq_begins_each_job(redis: Redis) -> None:
    """Our script and RQ's objects leave the same keys, fields and ages behind."""
    queue = Queue("q", connection=redis, serializer=JSONSerializer)
    ids = [queue.enqueue_call("workers.jobs.judge", args=(id,), job_id=id, ttl=60).id for id in ("a", "b", "c")]
    with redis.pipeline() as pipe:
        for job in Job.fetch_many(ids, redis, JSONSerializer):
            assert job is not None
            Execution.create(job, 13, pipeline=pipe, worker_name="w")
            job.prepare_for_execution("w", pipeline=pipe)
            pipe.persist(job.key)
        pipe.execute()
    theirs = books(redis)
    redis.delete(*(key for key in redis.scan_iter("rq:*") if not key.startswith((b"rq:job:", b"rq:queue"))))
    for id in ids:
        redis.hdel(f"rq:job:{id}", "started_at", "worker_name", "last_heartbeat")
        redis.expire(f"rq:job:{id}", 60)
    assert Queue.lmove(redis, queue.key, None)
    with redis.pipeline() as pipe:
        Books(redis, "w", 13).begin(pipe, Job.fetch(ids[0], redis, JSONSerializer), [queue], 1, 5)
        (answer,) = pipe.execute()
    taken, jobs = begun(answer)
    assert taken == 2
    assert [(job.id, job.origin, job.comment, job.keep) for job in jobs] == [(id, "q", id, None) for id in ids]
    assert len(queue) == redis.llen(queue.intermediate_queue_key) == 0
    assert books(redis) == theirs


def test_what_has_succeeded_leaves_no_key(redis: Redis) -> None:
    queue = Queue("q", connection=redis, serializer=JSONSerializer)
    ids = [queue.enqueue_call("workers.jobs.judge", args=(id,), job_id=id, result_ttl=0).id for id in ("a", "b")]
    Queue.lmove(redis, queue.key, None)
    with redis.pipeline() as pipe:
        Books(redis, "w", 7).begin(pipe, Job.fetch(ids[0], redis, JSONSerializer), [queue], 1, 5)
        (answer,) = pipe.execute()
        Books(redis, "w", 7).succeed(pipe, begun(answer)[1], 500)
        pipe.execute()
    assert sorted(redis.scan_iter("rq:*")) == [b"rq:queues"]


def test_what_is_kept_after_success_is_as_rq_keeps_it(redis: Redis) -> None:
    queue = Queue("q", connection=redis, serializer=JSONSerializer)
    job = queue.enqueue_call("workers.jobs.judge", args=("a",), job_id="a", result_ttl=60)
    Queue.lmove(redis, queue.key, None)
    with redis.pipeline() as pipe:
        Books(redis, "w", 7).begin(pipe, job, [queue], 1, 5)
        (answer,) = pipe.execute()
        Books(redis, "w", 7).succeed(pipe, begun(answer)[1], 0)
        pipe.execute()
    assert job.get_status() is JobStatus.FINISHED
    assert FinishedJobRegistry("q", redis).get_job_ids() == ["a"]
    (result,) = job.results()
    assert (result.type, result.worker_name) == (Result.Type.SUCCESSFUL, "w")
    assert StartedJobRegistry("q", redis).get_job_ids() == []
    assert not redis.keys("rq:execution*")


def books(redis: Redis) -> list[tuple[str, Any, float]]:
    """RQ's keys, with what stands in them, and their ages in tens of seconds; without what is drawn by lot."""
    kept = [key.decode() for key in redis.scan_iter("rq:*") if not key.startswith(b"rq:queue:")]
    return sorted((re.sub("[0-9a-f]{32}", "ID", key), _content(redis, key), round(redis.ttl(key), -1)) for key in kept)


def _content(redis: Any, key: str) -> Any:
    kind = redis.type(key)
    if kind == b"hash":
        return sorted(_same(key, name.decode(), value) for name, value in redis.hgetall(key).items())
    members = redis.smembers(key) if kind == b"set" else dict(redis.zrange(key, 0, -1, withscores=True))
    now = time()
    return sorted((re.sub("[0-9a-f]{32}", "ID", each.decode()), _tens(members, each, now)) for each in members)


def _tens(members: Any, member: bytes, now: float) -> float:
    """In how many tens of seconds a registry's entry is over."""
    return round(members[member] - now, -1) if isinstance(members, dict) else 0


def _same(key: str, name: str, value: bytes) -> tuple[str, str]:
    """A field, without its hour and what is drawn by lot; in the form in which an hour is written."""
    if name in ("created_at", "last_heartbeat", "started_at", "enqueued_at", "id", "data"):
        return name, re.sub("[0-9a-f]", "#", value.decode("utf-8", "replace")) if key.startswith("rq:job") else "#"
    return name, value.decode()


def test_success_and_failure_take_what_we_give_them() -> None:
    given = {"pipeline", "worker_name", "execution_id", "execution_started_at", "execution_ended_at"}
    assert given <= parameters(Job._handle_success)
    assert {"job", "pipeline", "execution"} <= parameters(BaseWorker.cleanup_execution)
    assert {"job", "queue", "exc_string", "execution"} <= parameters(BaseWorker.handle_job_failure)


def test_jobs_are_taken_from_the_left_and_put_on_the_intermediate_queue(redis: Redis) -> None:
    queue = Queue("q", connection=redis)
    first, second = (queue.enqueue("workers.jobs.judge", id) for id in ("c_1", "c_2"))
    assert Queue.lmove(redis, queue.key, None) == (queue.key, first.id.encode())
    assert queue.intermediate_queue_key == IntermediateQueue(queue.key, redis).key
    assert redis.lrange(queue.intermediate_queue_key, 0, -1) == [first.id.encode()]
    assert queue.get_job_ids() == [second.id]


def test_enqueueing_joins_a_transaction_that_is_open(redis: Redis) -> None:
    queue = Queue("q", connection=redis)
    with redis.pipeline() as pipe:
        pipe.multi()
        queue.enqueue_call("workers.jobs.judge", args=("c_1",), pipeline=pipe)
        assert queue.get_job_ids() == []
        pipe.execute()
    assert len(queue.get_job_ids()) == 1
