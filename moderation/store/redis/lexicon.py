"""The lexicon's overlay in Redis: one hash of entries, a stream of every change, one counter of changes, two hashes of
counts."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from redis import Redis
from redis.exceptions import WatchError

from moderation.lexicon import BadEntry, Entry
from moderation.store import Join
from moderation.store.lexicon import Count, Revision
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis.connection import text, translated

ENTRIES: Final = "hm:lexicon"
REVISIONS: Final = "hm:lexicon:revisions"
VERSION: Final = "hm:lexicon:version"
HITS: Final = "hm:lexicon:hits"
OVERTURNED: Final = "hm:lexicon:overturned"


class RedisLexicon:
    """The LexiconStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def revise(self, revisions: Sequence[Revision], join: Join | None = None) -> bool:
        """See LexiconStore."""
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(ENTRIES)  # type: ignore[no-untyped-call]
                    if any(_kept(pipe.hget(ENTRIES, each.key)) != each.before for each in revisions):
                        return False
                    pipe.multi()
                    for each in revisions:
                        _revise(pipe, each)
                    if revisions:
                        pipe.incr(VERSION)
                    if join:
                        join(pipe)
                    pipe.execute()
                    return True
                except WatchError:
                    continue

    def revisions(self, limit: int) -> list[Revision]:
        """See LexiconStore."""
        with translated():
            found: Any = self.redis.xrevrange(REVISIONS, count=limit)
        return [_revision({text(name): text(value) for name, value in row.items()}) for _, row in found]

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

    def count_overturned(self, keys: Iterable[str], times: int = 1) -> None:
        """See LexiconStore."""
        self._count(OVERTURNED, keys, times)

    def counts(self) -> dict[str, Count]:
        """See LexiconStore."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            pipe.hgetall(HITS)
            pipe.hgetall(OVERTURNED)
            hits, overturned = ({text(key): int(n) for key, n in counts.items()} for counts in pipe.execute())
        return {key: Count(hits.get(key, 0), overturned.get(key, 0)) for key in sorted(hits | overturned)}

    def _count(self, name: str, keys: Iterable[str], times: int = 1) -> None:
        """One round trip for all; none for nothing."""
        counted = list(keys)
        if not counted:
            return
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for key in counted:
                pipe.hincrby(name, key, times)
            pipe.execute()


def _revise(pipe: Any, revision: Revision) -> None:
    if revision.after:
        pipe.hset(ENTRIES, revision.key, dumps(revision.after.to_dict()))
    else:
        pipe.hdel(ENTRIES, revision.key)
    fields = {"at": milliseconds(revision.at), "by": revision.by, "key": revision.key}
    for name, entry in (("before", revision.before), ("after", revision.after)):
        if entry:
            fields[name] = dumps(entry.to_dict())
    pipe.xadd(REVISIONS, fields)


def _revision(row: dict[str, str]) -> Revision:
    before, after = (Entry.from_dict(json.loads(row[name])) if name in row else None for name in ("before", "after"))
    return Revision(moment(int(row["at"])), row["by"], row["key"], before, after)


def _kept(data: Any) -> Entry | None:
    """What is kept; an entry that nobody can use is none, so that it can be removed."""
    try:
        return Entry.from_dict(json.loads(data)) if data else None
    except (BadEntry, ValueError):
        return None
