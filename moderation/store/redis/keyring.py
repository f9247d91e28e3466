"""Second factors and tickets in Redis.

`hm:factor:{name}` is a hash with the secret and the last step used, `hm:recovery:{name}` a set of digests;
`hm:ticket:{ticket}` a string that ends by itself.
"""

from datetime import datetime
from typing import Any

from redis import Redis

from moderation.store.keyring import Factor
from moderation.store.records import milliseconds
from moderation.store.redis.connection import text, translated

USE_STEP = """
local last = redis.call('HGET', KEYS[1], 'step')
if not last or tonumber(ARGV[1]) <= tonumber(last) then return 0 end
redis.call('HSET', KEYS[1], 'step', ARGV[1])
return 1
"""


class RedisKeyring:
    """The Keyring on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def enrol(self, name: str, factor: Factor) -> None:
        """See Keyring."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            pipe.delete(_factor(name), _recovery(name))
            pipe.hset(_factor(name), mapping={"secret": factor.secret, "step": factor.step})
            if factor.recovery:
                pipe.sadd(_recovery(name), *factor.recovery)
            pipe.execute()

    def factor(self, name: str) -> Factor | None:
        """See Keyring."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.hmget(_factor(name), "secret", "step")
            pipe.smembers(_recovery(name))
            (secret, step), recovery = pipe.execute()
        return Factor(text(secret), frozenset(map(text, recovery)), int(step)) if secret else None

    def forget(self, name: str) -> bool:
        """See Keyring."""
        with translated():
            return bool(self.redis.delete(_factor(name), _recovery(name)))

    def use_step(self, name: str, step: int) -> bool:
        """See Keyring."""
        with translated():
            return bool(self.redis.eval(USE_STEP, 1, _factor(name), step))

    def use_recovery(self, name: str, digest: str) -> bool:
        """See Keyring."""
        with translated():
            return bool(self.redis.srem(_recovery(name), digest))

    def keep(self, ticket: str, what: str, at: datetime, until: datetime) -> None:
        """See Keyring."""
        with translated():
            self.redis.set(_ticket(ticket), what, px=milliseconds(until) - milliseconds(at))

    def look(self, ticket: str, at: datetime) -> str | None:
        """See Keyring."""
        with translated():
            return _told(self.redis.get(_ticket(ticket)))

    def take(self, ticket: str, at: datetime) -> str | None:
        """See Keyring."""
        with translated():
            return _told(self.redis.getdel(_ticket(ticket)))


def _told(data: Any) -> str | None:
    return None if data is None else text(data)


def _factor(name: str) -> str:
    return f"hm:factor:{name}"


def _recovery(name: str) -> str:
    return f"hm:recovery:{name}"


def _ticket(ticket: str) -> str:
    return f"hm:ticket:{ticket}"
