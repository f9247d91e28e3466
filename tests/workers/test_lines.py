"""Two queues, one worker: the urgent one first, and neither loses anything when the worker is killed."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from redis import Redis

from moderation.decision import State
from moderation.desk import Desk, utc_now
from moderation.record import Record
from tests.builders import NOON, Clock, Words, a_comment, a_desk_on, published
from workers.lines import lines
from workers.sweep import sweep
from workers.worker import HEARTBEAT, JudgeWorker

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def desk(redis: Redis) -> Desk:
    return a_desk_on(redis)


def received(desk: Desk, text: str, urgent: bool = False) -> str:
    comment = a_comment(text)
    desk.comments.receive([comment], urgent)
    return comment.id


def work(redis: Redis, desk: Desk, words: Words) -> None:
    JudgeWorker(redis, desk, [words], name="tester").work(burst=True, logging_level="CRITICAL")


def decided(redis: Redis) -> list[str]:
    return [fields[b"id"].decode() for _, fields in redis.xrange("hm:decisions:whytimes")]  # type: ignore[index, union-attr]


def test_whoever_hurries_is_judged_first_and_without_company(redis: Redis, desk: Desk) -> None:
    ordinary = [received(desk, "천천히") for _ in range(5)]
    urgent = [received(desk, "빨리", urgent=True) for _ in range(2)]
    assert (len(lines(redis)[0]), len(lines(redis)[1]), desk.pulses.backlog()) == (2, 5, 7)
    words = Words()
    work(redis, desk, words)
    assert decided(redis) == [*urgent, *ordinary]
    assert words.batches[0] == 2


def test_where_nobody_waits_whoever_hurries_stands_where_an_idle_worker_looks(redis: Redis, desk: Desk) -> None:
    id = received(desk, "빨리", urgent=True)
    urgent, ordinary = lines(redis)
    assert (len(urgent), len(ordinary)) == (0, 1)
    work(redis, desk, Words())
    assert decided(redis) == [id]
    assert [redis.llen(line.intermediate_queue_key) for line in (urgent, ordinary)] == [0, 0]


def test_an_edit_hurries(redis: Redis, desk: Desk) -> None:
    comment = a_comment("처음")
    desk.comments.receive([comment])
    (record,) = desk.comments.rule([(Record(comment), published())])
    assert record is not None
    received(desk, "다른 글")
    desk.comments.revise(record, replace(comment, text="고친 글", revision=2))
    assert len(lines(redis)[0]) == 1


def test_an_erased_comment_leaves_neither_line_with_its_job(redis: Redis, desk: Desk) -> None:
    received(desk, "앞사람")
    comment = a_comment("빨리")
    desk.comments.receive([comment], urgent=True)
    desk.comments.erase(Record(comment), NOON)
    assert [len(line) for line in lines(redis)] == [0, 1]
    assert not redis.exists(f"rq:job:judge-{comment.id}")


def test_what_was_taken_from_either_line_and_never_started_is_found_by_the_sweep(redis: Redis, desk: Desk) -> None:
    ids = [received(desk, "천천히"), received(desk, "빨리", urgent=True)]
    for line in lines(redis):
        assert line.lmove(redis, line.key, None)
    assert isinstance(desk.clock, Clock)
    desk.clock.forward(minutes=1)
    assert sweep(desk) == (2, 0)
    work(redis, desk, Words())
    assert sorted(decided(redis)) == sorted(ids)


def test_a_worker_that_is_killed_with_a_batch_in_hand_loses_nothing(redis: Redis) -> None:
    """By kill -9, with comments of both queues in hand, others still waiting; what time does is done by hand."""
    desk = a_desk_on(redis, utc_now)
    ids = [received(desk, "천천히"), received(desk, "빨리", urgent=True), received(desk, "빨리", urgent=True)]
    socket = redis.connection_pool.connection_kwargs["path"]
    command = [sys.executable, "-m", "tests.workers.slow_worker", socket]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == "2", "those who hurry"
        ids.append(received(desk, "그 뒤에"))
        os.kill(worker.pid, signal.SIGKILL)
    executions = redis.keys("rq:execution:*")
    assert len(executions) == 2
    assert all(0 < redis.ttl(key) <= HEARTBEAT for key in executions)
    redis.delete(*executions)
    later = a_desk_on(redis, lambda: utc_now() + timedelta(minutes=1))
    assert sweep(later) == (2, 0)
    work(redis, later, Words())
    assert sorted(decided(redis)) == sorted(ids)
    assert {record.state for record in later.comments.find(ids) if record} == {State.PUBLISHED}
