"""What the worker knows of RQ 3.0's insides; if one of these fails after an upgrade, read workers/worker.py again."""

import inspect

from redis import Redis
from rq import Queue
from rq.executions import Execution
from rq.intermediate_queue import IntermediateQueue
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.version import VERSION
from rq.worker import BaseWorker


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
