"""What RQ's registries say of our queues, workers and failed jobs; others' in the same Redis are left alone."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from redis import Redis
from rq import Queue
from rq.exceptions import DeserializationError, InvalidJobOperation, NoSuchJobError
from rq.job import Job, JobStatus
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer
from rq.worker import BaseWorker, SimpleWorker

from moderation.jobs import NOTIFY, QUEUE, URGENT
from moderation.store.redis.connection import translated
from moderation.store.workshop import Failure, Hand, Line

OURS: Final = (QUEUE, URGENT, NOTIFY)
FRAMES: Final = 3
"""How many of the innermost places of a traceback are shown."""

PLACE = re.compile(r'^\s*File "(?P<file>[^"]+)", line (?P<line>\d+), in (?P<function>\S+)')
ERROR = re.compile(r"^(?P<error>[A-Za-z_][\w.]*)(?::|$)")
LONGEST = 200


class Registries:
    """The Workshop on RQ."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.lines = {name: Queue(name, connection=redis, serializer=JSONSerializer) for name in OURS}

    def queues(self) -> list[Line]:
        """See Workshop."""
        with translated():
            return [
                Line(name, len(queue), self._oldest(queue), len(self._failed(name)))
                for name, queue in self.lines.items()
            ]

    def hands(self) -> list[Hand]:
        """See Workshop."""
        with translated():
            found = SimpleWorker.all(connection=self.redis, serializer=JSONSerializer)
        return sorted((_hand(each) for each in found if set(each.queue_names()) & set(OURS)), key=lambda it: it.name)

    def failures(self, limit: int) -> list[Failure]:
        """See Workshop.  What was queued again meanwhile has not failed, or not for good."""
        with translated():
            found = [failure for name in OURS for failure in self._failures(name, limit)]
        return sorted(found, key=lambda it: it.at or datetime.min.replace(tzinfo=UTC), reverse=True)[:limit]

    def failure(self, id: str) -> Failure | None:
        """See Workshop."""
        with translated():
            job = self._job(id)
            return _failure(job) if job else None

    def retry(self, id: str) -> bool:
        """See Workshop."""
        with translated(), suppress(InvalidJobOperation):
            job = self._job(id)
            if job:
                self._failed(job.origin).requeue(job)
                return True
        return False

    def discard(self, id: str) -> bool:
        """See Workshop."""
        with translated():
            job = self._job(id)
            if job:
                self._failed(job.origin).remove(job, delete_job=True)
        return job is not None

    def _failures(self, name: str, limit: int) -> Iterator[Failure]:
        ids = self._failed(name).get_job_ids(0, limit - 1, desc=True, cleanup=False)
        for job in Job.fetch_many(ids, self.redis, serializer=JSONSerializer):
            if job and job.get_status(refresh=False) is JobStatus.FAILED:
                yield _failure(job)

    def _job(self, id: str) -> Job | None:
        """A job of ours that has failed."""
        try:
            job = Job.fetch(id, connection=self.redis, serializer=JSONSerializer)
        except (NoSuchJobError, ValueError):
            return None
        ours = job.origin in OURS and job.get_status(refresh=False) is JobStatus.FAILED
        return job if ours else None

    def _failed(self, name: str) -> FailedJobRegistry:
        return FailedJobRegistry(name, connection=self.redis, serializer=JSONSerializer)

    def _oldest(self, queue: Queue) -> datetime | None:
        ids = queue.get_job_ids(0, 1)
        (job,) = Job.fetch_many(ids, self.redis, serializer=JSONSerializer) if ids else (None,)
        return job.enqueued_at if job else None


def without_words(trace: str) -> tuple[str, ...]:
    """Where a job broke and with which error, the innermost places last.

    Neither the message of an error nor a line of source is kept: either may quote what somebody wrote.  What is a
    single sentence of RQ's or our own, and names no error, is.
    """
    lines = [line for line in trace.splitlines() if line.strip()]
    places = [(number, match) for number, line in enumerate(lines) if (match := PLACE.match(line))]
    after = places[-1][0] + 1 if places else 0
    errors = [match["error"] for line in lines[after:] if (match := ERROR.match(line))]
    if not errors and len(lines) == 1 and lines[0].isascii():
        errors = [lines[0][:LONGEST]]
    told = [f"{each['file'].rpartition('/')[2]}:{each['line']} {each['function']}" for _, each in places[-FRAMES:]]
    return (*told, *errors[:1])


def _hand(worker: BaseWorker) -> Hand:
    return Hand(
        worker.name,
        tuple(worker.queue_names()),
        worker.hostname or "",
        worker.pid,
        worker.birth_date,
        worker.last_heartbeat,
        worker.get_state() == "busy",
        worker.successful_job_count,
        worker.failed_job_count,
    )


def _failure(job: Job) -> Failure:
    result = job.latest_result()
    return Failure(job.id, job.origin, _about(job), job.ended_at, without_words((result and result.exc_string) or ""))


def _about(job: Job) -> str:
    """A comment's id or a site's name; nothing where the job carries anything else."""
    try:
        (about,) = job.args
    except (DeserializationError, ValueError):
        return ""
    return about[:LONGEST] if isinstance(about, str) else ""
