"""The index of what waits for a person, in Redis: each read costs the same however much waits."""

from datetime import datetime
from typing import Any

from redis import Redis

from moderation.decision import State
from moderation.store.docket import Sizes
from moderation.store.records import milliseconds
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated


class RedisDocket:
    """The Docket on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def held(self, site: str, limit: int) -> list[str]:
        """See Docket."""
        key, newest = keys.held_key(site), limit // 2
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            pipe.zrange(key, 0, limit - newest - 1)
            pipe.zrange(key, -newest, -1) if newest else pipe.zrange(key, 1, 0)
            oldest, latest = pipe.execute()
        return list(dict.fromkeys(text(id) for id in (*oldest, *latest)))

    def pending(self, before: datetime, limit: int) -> list[str]:
        """See Docket."""
        until = f"({milliseconds(before)}"
        with translated():
            found: Any = self.redis.zrange(keys.PENDING, "-inf", until, byscore=True, offset=0, num=limit)
        return [text(id) for id in found]

    def ended(self, at: datetime, limit: int) -> list[str]:
        """See Docket."""
        with translated():
            found: Any = self.redis.zrange(keys.UNTIL, "-inf", milliseconds(at), byscore=True, offset=0, num=limit)
        return [text(id) for id in found]

    def changes(self, site: str, since: datetime, limit: int) -> list[tuple[datetime, State]]:
        """See Docket."""
        with translated():
            found: Any = self.redis.xrevrange(keys.changes_key(site), "+", milliseconds(since), count=limit)
        told = [(datetime.fromisoformat(text(each[b"at"])), State(text(each[b"state"]))) for _, each in found]
        return [(at, state) for at, state in told if at >= since]

    def sizes(self, site: str) -> Sizes:
        """See Docket."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for key in (keys.held_key(site), keys.reported_key(site), keys.appealed_key(site)):
                pipe.zcard(key)
            return Sizes(*map(int, pipe.execute()))
