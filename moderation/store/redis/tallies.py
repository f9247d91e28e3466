"""The numbers of each site and day in Redis: `hm:tally:{site}:{day}` is a hash of counters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from redis import Redis

from moderation.store.redis.connection import text, translated
from moderation.store.redis.keys import tally_key
from moderation.store.redis.writing import count


class RedisTallies:
    """The TallyStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def count(self, site: str, at: datetime, counts: Mapping[str, int], transaction: Any = None) -> None:
        """See TallyStore."""
        with translated():
            count(self.redis if transaction is None else transaction, site, at, counts)

    def days(self, site: str, days: Sequence[date]) -> list[Counter[str]]:
        """See TallyStore."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for day in days:
                pipe.hgetall(tally_key(site, day))
            found = pipe.execute()
        return [Counter({text(name): int(number) for name, number in each.items()}) for each in found]
