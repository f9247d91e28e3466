"""The lexicon's overlay in Redis: one hash of entries, one counter of changes, two hashes of counts."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from redis import Redis

from moderation.lexicon import Entry
from moderation.store.lexicon import Count
from moderation.store.records import dumps
from moderation.store.redis.connection import text, translated

ENTRIES: Final = "hm:lexicon"
VERSION: Final = "hm:lexicon:version"
HITS: Final = "hm:lexicon:hits"
OVERTURNED: Final = "hm:lexicon:overturned"


class RedisLexicon:
    """The LexiconStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def put(self, entries: Sequence[Entry]) -> None:
        """See LexiconStore."""
        if not entries:
            return
        with translated(), self.redis.pipeline() as pipe:
            pipe.hset(ENTRIES, mapping={entry.key: dumps(entry.to_dict()) for entry in entries})
            pipe.incr(VERSION)
            pipe.execute()

    def remove(self, key: str) -> bool:
        """See LexiconStore."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.hdel(ENTRIES, key)
            pipe.incr(VERSION)
            removed, _ = pipe.execute()
        return bool(removed)

    def entries(self) -> list[Entry]:
        """See LexiconStore."""
        with translated():
            kept = self.redis.hgetall(ENTRIES)
        return [Entry.from_dict(json.loads(kept[key])) for key in sorted(kept)]

    def version(self) -> int:
        """See LexiconStore."""
        with translated():
            return int(self.redis.get(VERSION) or 0)

    def count_hits(self, keys: Iterable[str]) -> None:
        """See LexiconStore."""
        self._count(HITS, keys)

    def count_overturned(self, keys: Iterable[str]) -> None:
        """See LexiconStore."""
        self._count(OVERTURNED, keys)

    def counts(self) -> dict[str, Count]:
        """See LexiconStore."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            pipe.hgetall(HITS)
            pipe.hgetall(OVERTURNED)
            hits, overturned = ({text(key): int(n) for key, n in counts.items()} for counts in pipe.execute())
        return {key: Count(hits.get(key, 0), overturned.get(key, 0)) for key in sorted(hits | overturned)}

    def _count(self, name: str, keys: Iterable[str]) -> None:
        """One round trip for all; none for nothing."""
        counted = list(keys)
        if not counted:
            return
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for key in counted:
                pipe.hincrby(name, key, 1)
            pipe.execute()
