"""Comments in Redis: each use is one transaction, so that no reader ever sees half of it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from redis import Redis
from redis.exceptions import WatchError

from moderation.comment import Comment
from moderation.decision import READERS_SEE, Record, Ruling, State
from moderation.errors import StoreUnavailable
from moderation.jobs import JudgeQueue
from moderation.publication import published_view, rfc3339
from moderation.store import Durability, Join, Overdue, Page
from moderation.store.cursor import Cursor
from moderation.store.records import dumps, milliseconds, pack, unpack
from moderation.store.redis.connection import Disk, text, translated

STREAM_LENGTH = 100_000
"""About how many changes of state each site's stream keeps."""

PENDING = "hm:pending"
ATTEMPTS = "hm:attempts"


def comment_key(id: str) -> str:
    """The private record."""
    return f"hm:comment:{id}"


def decision_key(id: str) -> str:
    """The published view."""
    return f"hm:decision:{id}"


def published_key(site: str, article: str) -> str:
    """What readers of an article may see, by time of receipt."""
    return f"hm:published:{site}:{article}"


class RedisComments:
    """The CommentStore on Redis."""

    def __init__(self, redis: Redis, queue: JudgeQueue, durability: Durability = Durability.FSYNC) -> None:
        self.redis = redis
        self.queue = queue
        self.disk = Disk(redis, durability)

    def receive(self, comment: Comment) -> None:
        """See CommentStore.  One round trip where the server itself writes to disk before it answers."""
        with translated():
            self._receive(comment)
            if not self.disk.reached():
                self._withdraw(comment)
                raise StoreUnavailable("Redis did not write the comment to disk in time.")

    def find(self, ids: Sequence[str]) -> list[Record | None]:
        """See CommentStore."""
        if not ids:
            return []
        with translated():
            return [unpack(data) if data else None for data in self.redis.mget([comment_key(id) for id in ids])]

    def view(self, id: str, site: str) -> dict[str, Any] | None:
        """See CommentStore."""
        with translated():
            record, view = self.redis.mget(comment_key(id), decision_key(id))
        if record is None or view is None or unpack(record).comment.site != site:
            return None
        return dict(json.loads(view))

    def rule(self, rulings: Sequence[tuple[Record, Ruling]], join: Join | None = None) -> list[Record | None]:
        """See CommentStore.  Records are watched: after a ruling that came in between we look again."""
        keys = [comment_key(record.comment.id) for record, _ in rulings]
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    current = self._watch(pipe, keys)
                    pipe.multi()
                    ruled = [self._rule(pipe, *each, now) for each, now in zip(rulings, current, strict=True)]
                    if join:
                        join(pipe)
                    pipe.execute()
                    return ruled
                except WatchError:
                    continue

    def list_published(self, site: str, article: str, limit: int, cursor: str | None = None) -> Page:
        """See CommentStore."""
        after = Cursor.read(cursor) if cursor else None
        key = published_key(site, article)
        with translated():
            newest = after.at if after else "+inf"
            # Comments of the same millisecond come by id, so that a cursor can stand between two of them.
            ties = self.redis.zcount(key, newest, newest) if after else 0
            found: Any = self.redis.zrange(
                key, newest, "-inf", desc=True, withscores=True, byscore=True, offset=0, num=limit + ties + 1
            )
            rows = [Cursor(int(score), text(id)) for id, score in found]
            rows = [row for row in rows if after is None or row < after]
            page = rows[:limit]
            views = self.redis.mget([decision_key(row.id) for row in page]) if page else []
        return Page(tuple(json.loads(view) for view in views if view), str(page[-1]) if len(rows) > limit else None)

    def overdue(self, before: datetime, limit: int) -> list[Overdue]:
        """See CommentStore."""
        with translated():
            found: Any = self.redis.zrange(
                PENDING, "-inf", f"({milliseconds(before)}", byscore=True, offset=0, num=limit
            )
            lost = self.queue.lost([text(id) for id in found])
            attempts = self.redis.hmget(ATTEMPTS, lost) if lost else []
        return [Overdue(id, int(count or 0)) for id, count in zip(lost, attempts, strict=True)]

    def enqueue_again(self, ids: Sequence[str]) -> None:
        """See CommentStore."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            for id in ids:
                pipe.hincrby(ATTEMPTS, id, 1)
            self.queue.put_again(pipe, ids)
            pipe.execute()

    def _receive(self, comment: Comment) -> None:
        record = Record(comment)
        with self.redis.pipeline() as pipe:
            pipe.multi()
            pipe.set(comment_key(comment.id), pack(record))
            pipe.set(decision_key(comment.id), dumps(published_view(record)))
            pipe.zadd(PENDING, {comment.id: milliseconds(comment.received_at)})
            self.queue.put(pipe, [comment.id])
            pipe.execute()

    def _withdraw(self, comment: Comment) -> None:
        """Take back a comment whose promise could not be kept; its job finds nothing and ends."""
        with self.redis.pipeline() as pipe:
            pipe.delete(comment_key(comment.id), decision_key(comment.id))
            pipe.zrem(PENDING, comment.id)
            pipe.execute()

    def _watch(self, pipe: Any, keys: Sequence[str]) -> list[Record | None]:
        if not keys:
            return []
        pipe.watch(*keys)
        return [unpack(data) if data else None for data in pipe.mget(keys)]

    def _rule(self, pipe: Any, seen: Record, ruling: Ruling, now: Record | None) -> Record | None:
        if now is None or (now.turn, now.comment.revision) != (seen.turn, seen.comment.revision):
            return None
        record = now.ruled(ruling)
        comment, at = record.comment, milliseconds(record.comment.received_at)
        pipe.set(comment_key(comment.id), pack(record))
        pipe.set(decision_key(comment.id), dumps(published_view(record)))
        pipe.zrem(PENDING, comment.id)
        pipe.hdel(ATTEMPTS, comment.id)
        _index(pipe, f"hm:held:{comment.site}", comment.id, at, record.state is State.HELD)
        _index(pipe, published_key(comment.site, comment.article.id), comment.id, at, record.state in READERS_SEE)
        pipe.xadd(f"hm:decisions:{comment.site}", _change(record), maxlen=STREAM_LENGTH, approximate=True)
        return record


def _index(pipe: Any, key: str, id: str, at: int, belongs: bool) -> None:
    if belongs:
        pipe.zadd(key, {id: at})
    else:
        pipe.zrem(key, id)


def _change(record: Record) -> dict[str, str | int]:
    assert record.ruling is not None
    return {
        "id": record.comment.id,
        "article": record.comment.article.id,
        "state": record.state.value,
        "revision": record.comment.revision,
        "at": rfc3339(record.ruling.at),
    }
