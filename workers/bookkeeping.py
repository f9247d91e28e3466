"""RQ's bookkeeping for a batch of jobs, within transactions that are ours: who started what, and that it is done.

RQ 3.0 keeps its books one job at a time, and deleting a job asks Redis six times while a transaction waits.  What is
written here is the same, so that its registries, `rq info` and dashboards tell the truth; only a job that must be kept
after success (`result_ttl` is not 0, so not one of ours) goes RQ's own way.

Knows these internals of RQ 3.0 (pinned; `tests/workers/test_rq_internals.py`): `Job._handle_success`, the keys of a
job, of its execution and of the registry of started jobs, and what `Execution.create` writes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rq.executions import Execution, ExecutionRegistry
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.results import Result
from rq.utils import now


def start(pipe: Any, jobs: Sequence[Job], worker: str, seconds: int) -> dict[str, Execution]:
    """Write down that these jobs have started; one that is lost from here on is found by its silence of `seconds`."""
    executions = {}
    for job in jobs:
        executions[job.id] = Execution.create(job, seconds, pipeline=pipe, worker_name=worker)
        job.prepare_for_execution(worker, pipeline=pipe)
        if job.ttl:
            pipe.persist(job.key)
    return executions


def succeed(pipe: Any, jobs: Sequence[Job], executions: Mapping[str, Execution], keep: int) -> None:
    """Write down that these jobs have succeeded.  `keep`: seconds for a result where its job says nothing."""
    for job in jobs:
        execution, job.ended_at = executions[job.id], now()
        seconds, results = job.get_result_ttl(keep), Result.get_key(job.id)  # type: ignore[no-untyped-call]
        if seconds != 0:
            _keep(pipe, job, execution, seconds)
        else:
            pipe.delete(job.key, job.dependents_key, job.dependencies_key, results)
        pipe.zrem(StartedJobRegistry.key_template.format(job.origin), execution.composite_key)
        pipe.srem(execution.worker_executions_key, execution.composite_key)
        pipe.delete(execution.key, ExecutionRegistry(job.id, job.connection).key)


def _keep(pipe: Any, job: Job, execution: Execution, seconds: int | None) -> None:
    job._handle_success(
        seconds,
        pipeline=pipe,
        worker_name=execution.worker_name,
        execution_id=execution.id,
        execution_started_at=execution.created_at,
        execution_ended_at=job.ended_at,
    )
    job.cleanup(seconds, pipeline=pipe, remove_from_queue=False)
