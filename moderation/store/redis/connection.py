"""One connection pool, and the wall at which Redis' errors become ours."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError, RedisError, ResponseError
from redis.retry import Retry

from moderation.errors import Misconfigured, StoreUnavailable
from moderation.store import Durability

log = logging.getLogger(__name__)

TIMEOUT = 5.0
"""Seconds to wait for a connection or an answer."""

BLOCKING_TIMEOUT = 30.0
"""The same for a worker, which asks Redis to answer only once there is a job: it must outwait that."""


@contextmanager
def translated() -> Iterator[None]:
    """Whatever Redis refuses or fails to do becomes StoreUnavailable."""
    try:
        yield
    except RedisError as error:
        raise StoreUnavailable(f"Redis: {type(error).__name__}: {error}") from error


def text(value: Any) -> str:
    """What Redis answered, as text; our connections give bytes, which is what RQ needs."""
    return value.decode() if isinstance(value, bytes) else str(value)


def connect(url: str, timeout: float = TIMEOUT) -> Redis:
    """A client with a pool of its own; connects on first use.  Raises Misconfigured on a URL that is none.

    A connection that broke is made again; a server that does not answer in time is not asked again: whoever waits is
    told, and asks later.
    """
    try:
        return Redis.from_url(
            url,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            health_check_interval=30,
            retry=Retry(ExponentialBackoff(cap=0.5, base=0.02), 2, supported_errors=(ConnectionError,)),
        )
    except ValueError as error:
        raise Misconfigured(
            f"HANMADI_REDIS_URL을 고치십시오. Redis의 주소가 아닙니다. (HANMADI_REDIS_URL is not a Redis URL: {error}.)"
        ) from error


class Disk:
    """Waits until a write has reached the durability that was promised.

    Where nobody chose a level (None), it is `fsync` if the server keeps an append-only file, and else `memory`,
    with a warning.
    """

    WAIT_MS = 3000

    def __init__(self, redis: Redis, level: Durability | None) -> None:
        self.redis = redis
        self.level = level
        self._fsyncs: bool | None = None

    def execute(self, pipe: Any) -> tuple[list[Any], bool]:
        """What the commands in `pipe` answer, and whether all that they wrote is as durable as promised.

        One round trip: `pipe` is no transaction (WAITAOF does not wait inside one), and it has one connection, which is
        what WAITAOF speaks of.
        """
        if self._fsyncs is None:
            self._look()
        if self.level is Durability.MEMORY or (self.level is Durability.FSYNC and self._fsyncs):
            return pipe.execute(), True
        replicas = 1 if self.level is Durability.REPLICA else 0
        pipe.waitaof(1, replicas, self.WAIT_MS)
        *answers, reached = pipe.execute(raise_on_error=False)
        for answer in answers:
            if isinstance(answer, RedisError):
                raise answer
        if isinstance(reached, ResponseError):
            log.error("Redis cannot keep the promise of HANMADI_DURABILITY=%s: %s", self.level, reached)
            return answers, False
        local, remote = map(int, reached)
        return answers, local >= 1 and remote >= replicas

    def _look(self) -> None:
        """What the server does by itself: where it writes to disk before it answers, there is nothing to wait for."""
        try:
            config = {text(name): text(value) for name, value in self.redis.config_get("append*").items()}
        except ResponseError:  # a managed server that hides its configuration
            config = {}
        self._fsyncs = config.get("appendonly") == "yes" and config.get("appendfsync") == "always"
        if self.level is None:
            self.level = Durability.FSYNC if self._fsyncs or self._waits() else Durability.MEMORY

    def _waits(self) -> bool:
        """Whether the server can say when a write is on disk (Redis 7.2, with an append-only file)."""
        try:
            self.redis.waitaof(1, 0, 1)
        except ResponseError as error:
            log.warning(
                "202로 받은 댓글이 Redis가 죽으면 사라질 수 있습니다. Redis의 appendonly를 켜십시오. (A 202 survives "
                "the death of our processes, but not of this Redis: %s. Turn on appendonly, or say that this is what "
                "you want with HANMADI_DURABILITY=memory.)",
                error,
            )
            return False
        return True
