"""What operators see of RQ: our queues and workers, and jobs that failed, without a word of what anybody wrote."""

from pathlib import Path

import pytest
from redis import Redis
from rq import Queue
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer

from moderation.desk import Desk
from moderation.jobs import JUDGE, NOTIFY, QUEUE, URGENT, job_id
from moderation.registries import Registries, without_words
from tests.builders import Poisoned, a_comment, a_desk_on
from workers.worker import JudgeWorker

SECRET = "독약"


@pytest.fixture
def desk(redis: Redis) -> Desk:
    return a_desk_on(redis)


@pytest.fixture
def failed(redis: Redis, desk: Desk) -> str:
    """The id of a comment whose judgement broke."""
    comment = a_comment(f"{SECRET} 의견")
    desk.comments.receive([comment])
    JudgeWorker(redis, desk, [Poisoned()], "host-1").work(burst=True)
    return comment.id


def test_queues_are_told_with_their_oldest_job(desk: Desk) -> None:
    desk.comments.receive([a_comment(), a_comment()])
    lines = {line.name: line for line in desk.workshop.queues()}
    assert list(lines) == [QUEUE, URGENT, NOTIFY]
    assert lines[QUEUE].length == 2
    assert lines[QUEUE].oldest is not None
    assert (lines[NOTIFY].length, lines[NOTIFY].oldest) == (0, None)


def test_a_failed_job_says_where_it_broke_and_quotes_nothing(desk: Desk, failed: str) -> None:
    (failure,) = desk.workshop.failures(9)
    assert (failure.id, failure.queue, failure.about) == (job_id(failed), QUEUE, failed)
    assert failure.at is not None
    assert failure.lines[-1] == "ZeroDivisionError"
    assert SECRET not in str(failure)
    assert desk.workshop.failure(failure.id) == failure
    assert {line.name: line.failed for line in desk.workshop.queues()}[QUEUE] == 1


def test_a_failed_job_is_tried_again_or_forgotten(desk: Desk, failed: str, redis: Redis) -> None:
    id = job_id(failed)
    assert desk.workshop.retry(id)
    assert not desk.workshop.retry(id)
    assert desk.workshop.failures(9) == []
    assert desk.workshop.queues()[0].length == 1
    JudgeWorker(redis, desk, [Poisoned()], "host-2").work(burst=True)
    assert [failure.id for failure in desk.workshop.failures(9)] == [id]
    assert desk.workshop.discard(id)
    assert not desk.workshop.discard(id)
    assert desk.workshop.failures(9) == []
    (record,) = desk.comments.find([failed])
    assert record is not None
    assert record.waiting


def test_others_jobs_and_workers_in_the_same_redis_are_left_alone(redis: Redis, desk: Desk) -> None:
    theirs = Queue("billing", connection=redis, serializer=JSONSerializer).enqueue(JUDGE, "x")
    theirs.set_status(JobStatus.FAILED)
    theirs.failed_job_registry.add(theirs, exc_string="ValueError: x")
    assert desk.workshop.failures(9) == []
    assert desk.workshop.failure(theirs.id) is None
    assert not desk.workshop.discard(theirs.id)
    assert not desk.workshop.retry("no such job")
    assert Job.exists(theirs.id, connection=redis)


def test_a_worker_is_told_with_its_machine(redis: Redis, desk: Desk) -> None:
    worker = JudgeWorker(redis, desk, [Poisoned()], "host-7")
    worker.register_birth()  # type: ignore[no-untyped-call]
    (hand,) = Registries(redis).hands()
    assert (hand.name, set(hand.queues), hand.busy) == ("host-7", {QUEUE, URGENT}, False)
    assert hand.host
    assert hand.pid
    assert hand.since is not None
    assert hand.heard is not None
    worker.register_death()
    assert desk.workshop.hands() == []


@pytest.mark.parametrize(
    ("trace", "told"),
    [
        ("", ()),
        ("names a function that no job may name", ("names a function that no job may name",)),
        (f"ValueError: {SECRET}", ("ValueError",)),
        (f"ValueError: first\n{SECRET}: second\nthird", ("ValueError",)),
        (f"{SECRET} alone", ()),
        (f"KeyError: '{SECRET}'", ("KeyError",)),
        (
            f'Traceback (most recent call last):\n  File "/opt/hanmadi/moderation/judging.py", line 7, in judge\n'
            f'    raise Bad("{SECRET}")\nmoderation.errors.Bad: {SECRET}\n',
            ("judging.py:7 judge", "moderation.errors.Bad"),
        ),
    ],
)
def test_neither_messages_nor_lines_of_source_are_told(trace: str, told: tuple[str, ...]) -> None:
    assert without_words(trace) == told


def test_the_file_is_told_without_its_folder() -> None:
    assert str(Path("/opt")) not in str(without_words('  File "/opt/a/b.py", line 1, in f\nError: x'))
