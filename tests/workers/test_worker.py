"""The worker drains in batches, ends RQ's jobs with the rulings, and leaves nothing undecided or half done."""

from collections.abc import Sequence
from typing import Any

import pytest
from redis import Redis
from rq import Queue
from rq.job import JobStatus
from rq.registry import FailedJobRegistry, StartedJobRegistry
from rq.serializers import JSONSerializer

from moderation.decision import State
from moderation.desk import Desk
from moderation.errors import StoreUnavailable
from moderation.jobs import QUEUE, job_id
from moderation.pipeline import Stage
from moderation.store import Pulse
from tests.builders import MODEL, NOON, Clock, Poisoned, Silent, Words, a_comment, a_desk_on
from workers.sweep import ATTEMPTS, sweep
from workers.worker import BATCH, BATCH_SECONDS, JudgeWorker


@pytest.fixture
def desk(redis: Redis) -> Desk:
    return a_desk_on(redis)


def received(desk: Desk, *texts: str) -> list[str]:
    comments = [a_comment(text) for text in texts]
    for comment in comments:
        desk.comments.receive([comment])
    return [comment.id for comment in comments]


def work(redis: Redis, desk: Desk, *stages: Stage) -> None:
    JudgeWorker(redis, desk, stages, name="tester").work(burst=True, logging_level="CRITICAL")


def states(desk: Desk, ids: Sequence[str]) -> list[State]:
    return [record.state for record in desk.comments.find(ids) if record]


def the_queue(redis: Redis) -> Queue:
    return Queue(QUEUE, connection=redis, serializer=JSONSerializer)


def keys(redis: Redis, pattern: str) -> list[bytes]:
    return sorted(redis.keys(pattern))  # type: ignore[arg-type]


def test_a_comment_is_judged_and_its_job_is_gone(redis: Redis, desk: Desk) -> None:
    ids = received(desk, "고맙습니다")
    work(redis, desk, Words())
    assert states(desk, ids) == [State.PUBLISHED]
    assert keys(redis, "rq:job:*") == []
    assert keys(redis, "rq:execution*") == []
    assert len(StartedJobRegistry(QUEUE, redis)) == 0


def test_a_backlog_is_drained_in_growing_batches(redis: Redis, desk: Desk) -> None:
    words = Words()
    ids = received(desk, *["고맙습니다"] * 200)
    work(redis, desk, words)
    assert states(desk, ids) == [State.PUBLISHED] * 200
    assert sum(words.batches) == 200
    assert words.batches[:4] == [4, 7, 13, 25]
    assert max(words.batches) <= BATCH
    assert redis.llen(the_queue(redis).intermediate_queue_key) == 0


def test_a_slow_worker_takes_no_more_than_it_judges_in_time(
    redis: Redis, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Words()
    worker = JudgeWorker(redis, desk, [words], name="slow")
    monkeypatch.setattr(worker, "rate", 10.0)
    monkeypatch.setattr(worker, "_measure", lambda count, seconds: None)
    ids = received(desk, *["고맙습니다"] * 100)
    worker.work(burst=True, logging_level="CRITICAL")
    assert states(desk, ids) == [State.PUBLISHED] * 100
    assert max(words.batches) == 10 * BATCH_SECONDS


def test_comments_are_judged_in_the_order_in_which_they_came(redis: Redis, desk: Desk) -> None:
    ids = received(desk, "하나", "둘", "셋")
    work(redis, desk, Words())
    stream = redis.xrange("hm:decisions:whytimes")
    assert [fields[b"id"].decode() for _, fields in stream] == ids  # type: ignore[index, union-attr]


def test_a_poisonous_comment_takes_none_of_its_neighbours_with_it(redis: Redis, desk: Desk) -> None:
    ids = received(desk, "고맙습니다", "독약", "이 병신아")
    work(redis, desk, Poisoned())
    assert states(desk, ids) == [State.PUBLISHED, State.PENDING, State.REJECTED]
    (job,) = [the_queue(redis).fetch_job(id) for id in FailedJobRegistry(QUEUE, redis).get_job_ids()]
    assert job is not None
    assert job.get_status() is JobStatus.FAILED


def test_a_poisonous_comment_ends_with_a_person(redis: Redis, desk: Desk) -> None:
    (id,) = received(desk, "독약")
    assert isinstance(desk.clock, Clock)
    for _ in range(ATTEMPTS + 1):
        work(redis, desk, Poisoned())
        desk.clock.forward(minutes=1)
        sweep(desk)
    assert states(desk, [id]) == [State.HELD]


def test_a_lost_job_is_found_by_the_sweep_and_judged(redis: Redis, desk: Desk) -> None:
    ids = received(desk, "고맙습니다")
    the_queue(redis).delete(delete_jobs=True)
    assert isinstance(desk.clock, Clock)
    desk.clock.forward(minutes=1)
    assert sweep(desk) == (1, 0)
    work(redis, desk, Words())
    assert states(desk, ids) == [State.PUBLISHED]
    assert redis.hlen("hm:attempts") == 0


def test_a_job_that_a_dead_worker_had_in_hand_is_found_by_the_sweep(redis: Redis, desk: Desk) -> None:
    """It was moved to the intermediate queue, or was started by a worker of which nothing is heard any more."""
    ids = received(desk, "고맙습니다", "좋은 글")
    queue = the_queue(redis)
    worker = JudgeWorker(redis, desk, [Words()], name="dying")
    (first, second) = (queue.fetch_job(job_id(id)) for id in ids)
    assert first is not None
    assert second is not None
    redis.lmove(queue.key, queue.intermediate_queue_key)
    redis.lmove(queue.key, queue.intermediate_queue_key)
    worker.reach = 0
    worker._begin(first)
    assert isinstance(desk.clock, Clock)
    desk.clock.forward(minutes=1)
    assert sweep(desk) == (1, 0), "the first still has a heartbeat"
    for key in keys(redis, "rq:execution:*"):
        redis.delete(key)  # what time does when a worker is dead
    assert sweep(desk) == (1, 0)
    assert redis.llen(queue.intermediate_queue_key) == 0
    work(redis, desk, Words())
    assert states(desk, ids) == [State.PUBLISHED, State.PUBLISHED]


def test_a_job_whose_hash_is_gone_does_not_stop_the_worker(redis: Redis, desk: Desk) -> None:
    ids = received(desk, "하나", "둘")
    redis.delete(f"rq:job:{job_id(ids[1])}")
    work(redis, desk, Words())
    assert states(desk, ids) == [State.PUBLISHED, State.PENDING]
    assert redis.llen(the_queue(redis).intermediate_queue_key) == 0


@pytest.mark.parametrize(
    ("function", "args"),
    [("os.system", ("true",)), ("workers.jobs.judge", ()), ("workers.jobs.judge", (1,)), ("builtins.print", ("x",))],
)
def test_a_job_that_names_anything_else_is_failed_and_never_run(
    redis: Redis, desk: Desk, function: str, args: tuple[Any, ...]
) -> None:
    job = the_queue(redis).enqueue_call(function, args=args)
    ids = received(desk, "고맙습니다")
    work(redis, desk, Words())
    assert job.get_status() is JobStatus.FAILED
    assert states(desk, ids) == [State.PUBLISHED]


def test_a_pickled_job_is_failed_and_never_unpickled(redis: Redis, desk: Desk) -> None:
    job = Queue(QUEUE, connection=redis).enqueue_call("os.system", args=("touch /tmp/never",))
    work(redis, desk, Words())
    assert job.get_status() is JobStatus.FAILED


def test_a_job_that_stands_twice_in_its_line_is_judged_once(redis: Redis, desk: Desk) -> None:
    ids = received(desk, "하나", "둘")
    redis.rpush(the_queue(redis).key, *(job_id(id) for id in ids))  # as two sweeps at once would
    words = Words()
    work(redis, desk, words)
    assert words.batches == [2]
    assert [fields[b"id"].decode() for _, fields in redis.xrange("hm:decisions:whytimes")] == ids  # type: ignore[index, union-attr]


def test_a_job_of_which_half_is_gone_is_failed_and_harms_no_neighbour(redis: Redis, desk: Desk) -> None:
    ids = received(desk, "하나")
    redis.hset("rq:job:half", "data", b'["os.system", null, ["true"], {}]')
    redis.rpush(the_queue(redis).key, "half")
    ids += received(desk, "둘")
    work(redis, desk, Words())
    assert states(desk, ids) == [State.PUBLISHED] * 2
    assert redis.hget("rq:job:half", "status") == b"failed"


def test_a_worker_says_that_it_lives_with_which_model_and_when_it_stops(redis: Redis, desk: Desk) -> None:
    worker = JudgeWorker(redis, desk, [Words()], name="tester")
    worker.heartbeat()
    assert desk.pulses.pulses(NOON) == [Pulse("tester", MODEL)]
    worker.register_death()
    assert desk.pulses.pulses(NOON) == []


def test_a_worker_without_a_model_says_so_and_sends_everything_to_a_person(redis: Redis, desk: Desk) -> None:
    ids = received(desk, "고맙습니다")
    JudgeWorker(redis, desk, [Silent()], name="another").heartbeat()
    assert desk.pulses.pulses(NOON) == [Pulse("another", None)]
    work(redis, desk, Silent())
    assert states(desk, ids) == [State.HELD]


def test_a_ruling_and_the_end_of_its_job_are_one_transaction(redis: Redis, desk: Desk) -> None:
    """Between the two, a crash would judge again; between comment and index, a reader would see half of it."""
    received(desk, "고맙습니다")
    with redis.monitor() as monitor:  # type: ignore[no-untyped-call]
        work(redis, desk, Words())
        redis.echo("end")
        commands = _until(monitor, "ECHO")
    deciding = [number for number, command in enumerate(commands) if command.startswith("MSET hm:comment:")]
    opened = max(n for n, command in enumerate(commands[: deciding[0]]) if command == "MULTI")
    closed = commands.index("EXEC", deciding[0])
    transaction = " ".join(commands[opened:closed])
    for part in ("hm:decision:", "ZREM hm:pending", "ZADD hm:published:", "XADD hm:decisions:", "DEL rq:job:"):
        assert part in transaction


def _until(monitor: Any, last: str) -> list[str]:
    commands: list[str] = []
    for line in monitor.listen():
        commands.append(line["command"])
        if line["command"].startswith(last):
            return commands
    raise AssertionError("the monitor ended")


def test_a_redis_that_goes_away_in_the_middle_does_not_end_the_worker(redis: Redis, desk: Desk) -> None:
    """What was in hand is found by the sweep."""

    class Flaky(Words):
        """The first time it looks, Redis goes away."""

        away = True

        def __call__(self, cases: Any) -> list[tuple[Any, ...]]:
            if self.away:
                self.away = False
                raise StoreUnavailable("Redis: ConnectionError")
            return super().__call__(cases)

    ids = received(desk, "고맙습니다")
    work(redis, desk, Flaky())
    assert states(desk, ids) == [State.PENDING]
    for key in keys(redis, "rq:execution:*"):
        redis.delete(key)  # what time does
    assert isinstance(desk.clock, Clock)
    desk.clock.forward(minutes=1)
    assert sweep(desk) == (1, 0)
    work(redis, desk, Words())
    assert states(desk, ids) == [State.PUBLISHED]


def test_a_worker_tells_its_speed_once_it_had_enough_to_do(redis: Redis, desk: Desk) -> None:
    received(desk, "하나", "둘")
    worker = JudgeWorker(redis, desk, [Words()], name="tester")
    worker.work(burst=True, logging_level="CRITICAL")
    assert worker.rate is None
    received(desk, *["고맙습니다"] * 100)
    worker = JudgeWorker(redis, desk, [Words()], name="tester")
    worker.work(burst=True, logging_level="CRITICAL")
    assert worker.rate is not None
    assert worker.rate > 0
