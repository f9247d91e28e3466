"""Each CommentStore in turn: the fake, the embedded Valkey, and Debian's Redis 7.0."""

from shutil import which
from typing import Any

import pytest
from redis import Redis

from moderation.desk import Desk
from moderation.jobs import JudgeQueue
from moderation.store import CommentStore
from moderation.store.memory import MemoryComments
from moderation.store.redis import RedisComments
from tests.builders import a_desk, a_desk_on
from tests.conftest import REQUIRED

HERE = ["memory", "valkey", *(["debian_redis"] if which("redis-server") or "redis-server" in REQUIRED else [])]


def on_redis(redis: Redis) -> RedisComments:
    """The store on a server that was started for these tests alone, emptied."""
    redis.flushall()
    return RedisComments(redis, JudgeQueue(redis))


@pytest.fixture(params=HERE)
def store(request: pytest.FixtureRequest) -> CommentStore:
    """Each store in turn."""
    return MemoryComments() if request.param == "memory" else on_redis(request.getfixturevalue(request.param))


def every_desk() -> Any:
    """A fixture: a desk on each store in turn."""

    @pytest.fixture(params=HERE)
    def desk(request: pytest.FixtureRequest) -> Desk:
        return a_desk() if request.param == "memory" else a_desk_on(_emptied(request.getfixturevalue(request.param)))

    return desk


def _emptied(redis: Redis) -> Redis:
    redis.flushall()
    return redis


def lose_jobs(store: CommentStore) -> None:
    """What a crash does: the jobs are gone, the comments are not."""
    if isinstance(store, MemoryComments):
        store.queued.clear()
    elif isinstance(store, RedisComments):
        store.queue.queue.delete(delete_jobs=True)
