"""The notifier's process: bells are rung once and never lost, nothing else is run, and it may die anywhere."""

import signal
import subprocess
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from redis import Redis
from rq import Queue
from rq.executions import Execution
from rq.job import JobStatus
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from moderation.errors import StoreUnavailable
from moderation.jobs import DELIVER, NOTIFY, JudgeQueue, NotifyQueue, bell_id
from moderation.notifying import Mailroom
from moderation.record import Record
from moderation.store.memory import MemoryComments
from moderation.store.memory_webhooks import MemoryWebhooks
from moderation.store.redis import RedisComments, RedisWebhooks, connect
from moderation.store.webhooks import Standing, Webhook
from moderation.webhook.address import Guard
from moderation.webhook.courier import Courier
from moderation.webhook.signature import new_secret
from tests.builders import Clock, a_comment, hidden, published
from tests.product import clean_environ, hanmadi, until
from tests.receiver import Receiver, Reply
from workers import jobs
from workers.notify import NotifyWorker, collect_until

SITE = "why.times"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def environ(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """What the processes of this store are told."""
    (path,) = {redis.connection_pool.connection_kwargs["path"]}
    environ = {"HANMADI_REDIS_URL": f"unix://{path}", "HANMADI_WEBHOOK_PRIVATE": "allow"}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    jobs._mailroom.cache_clear()
    yield environ
    jobs._mailroom.cache_clear()


def the_queue(redis: Redis) -> Queue:
    return Queue(NOTIFY, connection=redis, serializer=JSONSerializer)


def with_webhook(redis: Redis, url: str) -> RedisWebhooks:
    webhooks = RedisWebhooks(redis)
    webhooks.keep_webhook(Webhook(SITE, url, (new_secret(),)))
    return webhooks


def changed(redis: Redis, count: int = 1) -> list[str]:
    """So many new comments that were ruled on."""
    comments, ids = RedisComments(redis, JudgeQueue(redis)), []
    for _ in range(count):
        comment = a_comment(site=SITE)
        comments.receive([comment])
        comments.rule([(Record(comment), published())])
        ids.append(comment.id)
    return ids


def the_mailroom(redis: Redis) -> Mailroom:
    guard = Guard(private=True)
    clock = Clock()
    clock.forward(days=36500)
    comments = RedisComments(redis, JudgeQueue(redis))
    return Mailroom(RedisWebhooks(redis), comments, lambda url: Courier(url, guard), clock)


def work(redis: Redis) -> None:
    NotifyWorker(redis, "tester").work(burst=True, logging_level="CRITICAL")


def test_what_changed_is_collected_rung_for_and_delivered(
    redis: Redis, receiver: Receiver, environ: dict[str, str]
) -> None:
    webhooks = with_webhook(redis, receiver.url)
    ids = changed(redis, 3)
    webhooks.collect(SITE, Clock()())
    NotifyQueue(redis).ring(SITE)
    work(redis)
    assert [id for id, _ in receiver.told] == ids
    assert webhooks.standing(SITE) == Standing()
    assert redis.keys("rq:job:notify-*") == []


def test_a_round_of_the_notifier_rings_for_a_site_with_news_and_for_no_other(redis: Redis, receiver: Receiver) -> None:
    with_webhook(redis, receiver.url)
    queue, rounds = NotifyQueue(redis), iter([False, False, True])
    collect_until(the_mailroom(redis), queue, lambda: next(rounds))
    assert queue.queue.get_job_ids() == []
    changed(redis)
    rounds = iter([False, False, True])
    collect_until(the_mailroom(redis), queue, lambda: next(rounds))
    assert queue.queue.get_job_ids() == [bell_id(SITE)]


def test_a_job_carries_the_name_of_a_site_and_nothing_else(redis: Redis) -> None:
    NotifyQueue(redis).ring(SITE)
    job = the_queue(redis).fetch_job(bell_id(SITE))
    assert job is not None
    assert (job.func_name, list(job.args), job.kwargs) == (DELIVER, [SITE], {})


def test_a_bell_is_not_rung_twice_while_it_is_heard(redis: Redis) -> None:
    queue = NotifyQueue(redis)
    assert [queue.ring(SITE), queue.ring(SITE), queue.ring("other")] == [True, False, True]
    assert len(queue.queue) == 2


def test_a_bell_that_was_lost_is_rung_again(redis: Redis, environ: dict[str, str]) -> None:
    """It was taken by a worker that died before or after it started, or it broke."""
    queue, worker = NotifyQueue(redis), NotifyWorker(redis, "dying")
    queue.ring(SITE)
    redis.lmove(queue.queue.key, queue.queue.intermediate_queue_key)
    assert queue.ring(SITE)
    assert redis.llen(queue.queue.intermediate_queue_key) == 0
    job = the_queue(redis).fetch_job(bell_id(SITE))
    assert job is not None
    redis.lpop(queue.queue.key)
    execution: Execution = worker.prepare_execution(job)
    worker.prepare_job_execution(job)
    assert not queue.ring(SITE), "the worker may still live"
    redis.delete(execution.key)  # what time does when a worker is dead
    assert queue.ring(SITE)
    work(redis)
    assert len(queue.queue) == 0


def test_a_job_that_broke_is_kept_to_be_seen_and_rung_for_again(
    redis: Redis, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANMADI_PORT", "eighty")
    queue = NotifyQueue(redis)
    queue.ring(SITE)
    work(redis)
    assert FailedJobRegistry(queue=queue.queue).get_job_ids() == [bell_id(SITE)]
    assert queue.ring(SITE)


@pytest.mark.parametrize(
    ("function", "args"),
    [
        ("os.system", ("true",)),
        ("workers.jobs.judge", ("c_1",)),
        (DELIVER, ()),
        (DELIVER, (1,)),
        ("builtins.print", ("x",)),
    ],
)
def test_a_job_that_names_anything_else_is_failed_and_never_run(
    redis: Redis, function: str, args: tuple[Any, ...]
) -> None:
    job = the_queue(redis).enqueue_call(function, args=args)
    work(redis)
    assert job.get_status() is JobStatus.FAILED
    assert "no job may name" in str(job.latest_result().exc_string)  # type: ignore[union-attr]


def test_the_notifier_outlives_a_redis_that_is_away() -> None:
    class Away(MemoryWebhooks):
        """Answers only from the third time on."""

        asked = 0

        def webhooks(self) -> list[Webhook]:
            self.asked += 1
            if self.asked < 3:
                raise StoreUnavailable("away")
            return []

    webhooks = Away()
    mailroom = Mailroom(webhooks, MemoryComments(), lambda url: Courier(url, Guard()), Clock())
    queue = NotifyQueue(connect("redis://127.0.0.1:1"))
    collect_until(mailroom, queue, lambda: webhooks.asked == 3)
    assert webhooks.asked == 3


def test_a_bell_that_cannot_be_rung_now_is_rung_later() -> None:
    """Redis goes away between the collecting and the ringing."""
    webhooks = MemoryWebhooks()
    webhooks.keep_webhook(Webhook(SITE, "https://hooks.example.kr/", ("whsec_bmV3",)))
    webhooks.changed(SITE, "c_1", Clock()())
    mailroom = Mailroom(webhooks, MemoryComments(), lambda url: Courier(url, Guard()), Clock())
    with connect("redis://127.0.0.1:1", timeout=0.1) as nobody:
        collect_until(mailroom, NotifyQueue(nobody), lambda: True)
    assert webhooks.due(SITE, Clock()())


class Notifier:
    """`hanmadi notify` in a process of its own."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            hanmadi("notify"),
            env=clean_environ() | environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> "Notifier":
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.end(signal.SIGKILL)
        assert self.process.stdout
        self.process.stdout.close()

    def end(self, by: signal.Signals) -> int:
        """Its exit status after this signal."""
        self.process.send_signal(by)
        return self.process.wait(10)


def test_a_notifier_that_is_killed_loses_nothing(redis: Redis, receiver: Receiver, environ: dict[str, str]) -> None:
    """What changed while it was dead is told by the next; SIGTERM ends it in good order."""
    with_webhook(redis, receiver.url)
    with Notifier(environ) as notifier:
        first = changed(redis, 2)
        until(lambda: len(receiver.messages) == 2)
        notifier.end(signal.SIGKILL)
    second = changed(redis, 2)
    with Notifier(environ) as notifier:
        until(lambda: len(receiver.messages) == 4)
        assert notifier.end(signal.SIGTERM) == 0
    assert [id for id, _ in receiver.told] == first + second
    assert len({message.id for message in receiver.messages}) == 4


def test_a_notifier_that_is_killed_again_and_again_tells_everything_and_each_comment_in_order(
    redis: Redis, receiver: Receiver, environ: dict[str, str]
) -> None:
    """At worst it repeats itself, with the same webhook-id."""
    webhooks = with_webhook(redis, receiver.url)
    arrived = threading.Semaphore(0)

    def slow(message: object) -> Reply:
        arrived.release()
        receiver.closed.wait(0.02)
        return Reply()

    receiver.answer = slow
    comments = RedisComments(redis, JudgeQueue(redis))
    ids = changed(redis, 60)
    comments.rule([(record, hidden()) for record in comments.find(ids) if record])
    for _ in range(3):
        with Notifier(environ) as notifier:
            for _ in range(12):
                assert arrived.acquire(timeout=30)
            notifier.end(signal.SIGKILL)
        _forget_the_dead(redis)
    with Notifier(environ) as notifier:
        until(lambda: webhooks.standing(SITE) == Standing())
        notifier.end(signal.SIGTERM)
    assert len({message.id for message in receiver.messages}) == 120
    for id in ids:
        told = list(dict.fromkeys(message.id for message in receiver.messages if message.json["id"] == id))
        assert told == sorted(told, key=lambda each: [int(part) for part in each[3:].split("-")])


def test_a_notifier_that_cannot_collect_ends_and_does_not_pretend(redis: Redis, environ: dict[str, str]) -> None:
    """A supervisor starts it again, and somebody sees why."""
    with_webhook(redis, "https://hooks.example.kr/")
    with Notifier(environ) as notifier:
        until(lambda: redis.exists("rq:workers"))
        redis.hset(f"hm:webhook:{SITE}", "secrets", "not JSON")
        assert notifier.process.wait(20) == 1
        assert notifier.process.stdout
        assert b"JSONDecodeError" in notifier.process.stdout.read()


def _forget_the_dead(redis: Redis) -> None:
    """What a minute does: a dead worker's heartbeat is over, and so is what it had claimed."""
    keys: Any = redis.keys("rq:execution:*")
    if keys:
        redis.delete(*keys)
    due: Any = redis.zrange(f"hm:due:{SITE}", 0, -1)
    for comment in due:
        redis.zadd(f"hm:due:{SITE}", {comment: 0})
