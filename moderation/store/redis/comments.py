"""Comments in Redis: each use is one transaction, so that no reader ever sees half of it."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from redis import Redis
from redis.exceptions import WatchError

from moderation.comment import Comment
from moderation.decision import Ruling, State
from moderation.errors import Reused, StoreUnavailable
from moderation.jobs import JudgeQueue
from moderation.record import Record
from moderation.store import Durability, Join, Once, Overdue, Page
from moderation.store.records import milliseconds, unpack
from moderation.store.redis import keys, writing
from moderation.store.redis.connection import Disk, text, translated
from moderation.store.redis.lists import page

ONCE_SECONDS = 24 * 3600
"""How long an idempotency key is remembered."""

Change = Callable[[Record], Record]


class RedisComments:
    """The CommentStore on Redis."""

    def __init__(self, redis: Redis, queue: JudgeQueue, durability: Durability | None = None) -> None:
        self.redis = redis
        self.queue = queue
        self.disk = Disk(redis, durability)

    def receive(self, comments: Sequence[Comment]) -> None:
        """See CommentStore.  One round trip where the server itself writes to disk before it answers."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            self._receive(pipe, comments)
            pipe.execute()
            self._promise(comments)

    def receive_once(self, comment: Comment, once: Once) -> str:
        """See CommentStore."""
        key = keys.once_key(once.key)
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(key)  # type: ignore[no-untyped-call]
                    earlier = pipe.get(key)
                    if earlier:
                        return _same(text(earlier), once)
                    pipe.multi()
                    pipe.set(key, f"{once.body} {comment.id}", ex=ONCE_SECONDS)
                    self._receive(pipe, [comment])
                    pipe.execute()
                    self._promise([comment], key)
                    return comment.id
                except WatchError:
                    continue

    def find(self, ids: Sequence[str]) -> list[Record | None]:
        """See CommentStore."""
        if not ids:
            return []
        with translated():
            return _unpacked(self.redis.mget([keys.comment_key(id) for id in ids]))

    def view(self, id: str, site: str) -> dict[str, Any] | None:
        """See CommentStore."""
        with translated():
            record, view = self.redis.mget(keys.comment_key(id), keys.decision_key(id))
        if record is None or view is None or unpack(record).comment.site != site:
            return None
        return dict(json.loads(view))

    def rule(self, rulings: Sequence[tuple[Record, Ruling]], join: Join | None = None) -> list[Record | None]:
        """See CommentStore."""
        return self._change([(seen, _ruled(ruling)) for seen, ruling in rulings], join)

    def revise(self, seen: Record, comment: Comment) -> Record | None:
        """See CommentStore."""
        enqueue: Join = lambda pipe: self.queue.put(pipe, [comment.id])  # noqa: E731 - a name for the argument
        return self._change([(seen, lambda now: now.revised(comment))], enqueue)[0]

    def erase(self, seen: Record) -> Record | None:
        """See CommentStore."""

        def drop(pipe: Any) -> None:
            writing.forget_author(pipe, seen)
            self.queue.drop(pipe, seen.comment.id)
            writing.forget_objections(pipe, seen)

        return self._change([(seen, Record.erased)], drop)[0]

    def redact(self, seen: Record) -> Record | None:
        """See CommentStore."""
        return self._change([(seen, Record.redacted)], news=False)[0]

    def originals(self, site: str, before: datetime, limit: int) -> list[str]:
        """See CommentStore."""
        until = f"({milliseconds(before)}"
        with translated():
            found: Any = self.redis.zrange(keys.originals_key(site), "-inf", until, byscore=True, offset=0, num=limit)
        return [text(id) for id in found]

    def list_published(self, site: str, article: str, limit: int, cursor: str | None = None) -> Page:
        """See CommentStore."""
        return page(self.redis, keys.published_key(site, article), limit, cursor)

    def list_member(self, site: str, member: str, limit: int, cursor: str | None = None) -> Page:
        """See CommentStore."""
        return page(self.redis, keys.member_key(site, member), limit, cursor)

    def overdue(self, before: datetime, limit: int) -> list[Overdue]:
        """See CommentStore."""
        until = f"({milliseconds(before)}"
        with translated():
            found: Any = self.redis.zrange(keys.PENDING, "-inf", until, byscore=True, offset=0, num=limit)
            lost = self.queue.lost([text(id) for id in found])
            attempts = self.redis.hmget(keys.ATTEMPTS, lost) if lost else []
        return [Overdue(id, int(count or 0)) for id, count in zip(lost, attempts, strict=True)]

    def enqueue_again(self, ids: Sequence[str]) -> None:
        """See CommentStore."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            for id in ids:
                pipe.hincrby(keys.ATTEMPTS, id, 1)
            self.queue.put_again(pipe, ids)
            pipe.execute()

    def _receive(self, pipe: Any, comments: Sequence[Comment]) -> None:
        for comment in comments:
            writing.receive(pipe, Record(comment))
        self.queue.put(pipe, [comment.id for comment in comments])

    def _promise(self, comments: Sequence[Comment], *also: str) -> None:
        """Returns once the comments are as durable as a 202 says.

        Else takes them back, with the keys in `also`, and raises StoreUnavailable; their jobs find nothing, and end.
        """
        if self.disk.reached():
            return
        with self.redis.pipeline() as pipe:
            for comment in comments:
                writing.withdraw(pipe, Record(comment))
            if also:
                pipe.delete(*also)
            pipe.execute()
        raise StoreUnavailable("Redis did not write the comment to disk in time.")

    def _change(
        self, changes: Sequence[tuple[Record, Change]], join: Join | None = None, *, news: bool = True
    ) -> list[Record | None]:
        """Change records that are still as they were seen, in one transaction; `news` tells the site's stream.

        They are watched: if anything comes in between, Redis refuses the transaction, and we look again.
        """
        watched = [keys.comment_key(seen.comment.id) for seen, _ in changes]
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    changed = _changed(changes, _watch(pipe, watched))
                    stubs = [self._stays(pipe, seen, now) for (seen, _), now in zip(changes, changed, strict=True)]
                    pipe.multi()
                    for record, stub in zip(changed, stubs, strict=True):
                        if record:
                            writing.keep(pipe, record)
                            writing.place(pipe, record, stub)
                            if news:
                                writing.tell(pipe, record)
                    if join:
                        join(pipe)
                    pipe.execute()
                    return changed
                except WatchError:
                    continue

    def _stays(self, pipe: Any, seen: Record, now: Record | None) -> bool:
        """Whether a comment that was deleted stays before readers as a stub: somebody replied to it."""
        deleted = now is not None and now.state is State.DELETED and seen.seen
        return deleted and bool(pipe.sismember(keys.REPLIED, seen.comment.id))


def _ruled(ruling: Ruling) -> Change:
    return lambda now: now.ruled(ruling)


def _changed(changes: Sequence[tuple[Record, Change]], current: Sequence[Record | None]) -> list[Record | None]:
    """The records after their changes; None where something else came first."""
    return [
        change(now) if now is not None and now.state is not State.DELETED and now.turn == seen.turn else None
        for (seen, change), now in zip(changes, current, strict=True)
    ]


def _watch(pipe: Any, watched: Sequence[str]) -> list[Record | None]:
    if not watched:
        return []
    pipe.watch(*watched)
    return _unpacked(pipe.mget(watched))


def _unpacked(found: Sequence[Any]) -> list[Record | None]:
    return [unpack(data) if data else None for data in found]


def _same(earlier: str, once: Once) -> str:
    """The comment that an idempotency key stands for.  Raises Reused if it came with another body."""
    body, _, id = earlier.partition(" ")
    if body != once.body:
        raise Reused("같은 Idempotency-Key로 다른 내용을 보내셨습니다.")
    return id
