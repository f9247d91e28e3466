"""One connection pool, and the wall at which Redis' errors become ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError, RedisError, ResponseError, TimeoutError
from redis.retry import Retry

from moderation.errors import Misconfigured, StoreUnavailable
from moderation.store import Durability

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
    """A client with a pool of its own; connects on first use.  Raises Misconfigured on a URL that is none."""
    try:
        return Redis.from_url(
            url,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            health_check_interval=30,
            retry=Retry(ExponentialBackoff(cap=0.5, base=0.02), 2),
            retry_on_error=[ConnectionError, TimeoutError],
        )
    except ValueError as error:
        raise Misconfigured(
            f"HANMADI_REDIS_URL을 고치십시오. Redis의 주소가 아닙니다. (HANMADI_REDIS_URL is not a Redis URL: {error}.)"
        ) from error


class Disk:
    """Waits until a write has reached the durability that was promised."""

    WAIT_MS = 3000

    def __init__(self, redis: Redis, level: Durability) -> None:
        self.redis = redis
        self.level = level
        self._settled: bool | None = None

    def reached(self) -> bool:
        """Whether everything that this connection pool wrote so far is as durable as promised."""
        if self.level is Durability.MEMORY or (self.level is Durability.FSYNC and self._fsyncs_always()):
            return True
        replicas = 1 if self.level is Durability.REPLICA else 0
        local, remote = self.redis.waitaof(1, replicas, self.WAIT_MS)
        return bool(local >= 1 and remote >= replicas)

    def _fsyncs_always(self) -> bool:
        """Whether the server writes to disk before it answers: then there is nothing to wait for."""
        if self._settled is None:
            try:
                config = self.redis.config_get("appendonly", "appendfsync")
            except ResponseError:  # a managed server that hides its configuration
                config = {}
            self._settled = config.get("appendonly") == "yes" and config.get("appendfsync") == "always"
        return self._settled
