"""Comments in Redis: each use is one transaction, so that no reader ever sees half of it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from redis import Redis
from redis.exceptions import WatchError

from moderation.comment import Comment
from moderation.decision import Ruling, State
from moderation.errors import Reused
from moderation.jobs import JudgeQueue
from moderation.record import Record
from moderation.standing import difference
from moderation.store import Also, Durability, Join, Once, Overdue, Page
from moderation.store.records import milliseconds
from moderation.store.redis import activity, authors, keys, writing
from moderation.store.redis.changing import Change, changed_so, record_keys, ruled_so, unpacked, watch
from moderation.store.redis.connection import Disk, text, translated
from moderation.store.redis.door import Door
from moderation.store.redis.lists import page
from moderation.store.redis.merged import Merged
from moderation.store.redis.waiting import lay, look_around
from moderation.tally import tally


class RedisComments:
    """The CommentStore on Redis."""

    def __init__(self, redis: Redis, queue: JudgeQueue, durability: Durability | None = None) -> None:
        self.redis = redis
        self.queue = queue
        self.disk = Disk(redis, durability)
        self.door = Door(redis, queue, self.disk)

    def receive(self, comments: Sequence[Comment], urgent: bool = False) -> None:
        """See CommentStore.  One round trip."""
        with translated():
            self.door.receive(comments, None, urgent)

    def receive_once(self, comments: Sequence[Comment], once: Once, urgent: bool = False) -> str:
        """See CommentStore.  One round trip."""
        with translated():
            earlier = self.door.receive(comments, once, urgent)
        return once.answer if earlier is None else _same(earlier, once)

    def answered(self, once: Once) -> str | None:
        """See CommentStore."""
        with translated():
            earlier = self.redis.get(keys.once_key(once.key))
        return _same(text(earlier), once) if earlier else None

    def find(self, ids: Sequence[str]) -> list[Record | None]:
        """See CommentStore."""
        if not ids:
            return []
        with translated():
            return unpacked(self.redis.mget(record_keys(ids)))

    def view(self, id: str, site: str) -> dict[str, Any] | None:
        """See CommentStore."""
        with translated():
            found: Any = self.redis.mget(record_keys([id]))
            (record,) = unpacked(found)
        return dict(json.loads(found[1])) if record and found[1] and record.comment.site == site else None

    def rule(
        self, rulings: Sequence[tuple[Record, Ruling]], join: Join | None = None, also: Also | None = None
    ) -> list[Record | None]:
        """See CommentStore."""
        return self._change([(seen, ruled_so(ruling)) for seen, ruling in rulings], join, also)

    def revise(self, seen: Record, comment: Comment) -> Record | None:
        """See CommentStore."""
        enqueue: Join = lambda pipe: self.queue.put(pipe, [comment.id], urgent=True)  # noqa: E731 - a name for the argument
        return self._change([(seen, lambda now: now.revised(comment))], enqueue)[0]

    def erase(self, seen: Record, at: datetime) -> Record | None:
        """See CommentStore."""
        with translated():
            (writer,) = authors.writers(self.redis, [seen.comment])

        def drop(pipe: Any) -> None:
            writing.forget_author(pipe, seen, writer)
            self.queue.drop(pipe, seen.comment.id)
            writing.forget_objections(pipe, seen)

        def tell(pipe: Any, erased: Record) -> None:
            writing.tell(pipe, erased, at)

        return self._change([(seen, Record.erased)], drop, tell, news=False)[0]

    def contest(self, seen: Record) -> Record | None:
        """See CommentStore."""
        return self._change([(seen, Record.contested)], news=False)[0]

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

    def replies(self, comment: str, limit: int) -> list[str]:
        """See CommentStore."""
        with translated():
            return [text(id) for id in self.redis.zrange(keys.replies_key(comment), 0, limit - 1)]

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

    def _change(
        self,
        changes: Sequence[tuple[Record, Change]],
        join: Join | None = None,
        also: Also | None = None,
        *,
        news: bool = True,
    ) -> list[Record | None]:
        """Change records that are still as they were seen, in one transaction; `news` tells the site's stream.

        They are watched: if anything comes in between, Redis refuses the transaction, and we look again.
        """
        watched = [seen.comment.id for seen, _ in changes]
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    current = watch(pipe, watched)
                    changed = changed_so(changes, current)
                    writers = authors.writers(pipe, [seen.comment for seen, _ in changes])
                    around = look_around(self.redis, pipe, zip(current, changed, strict=True))
                    stubs = [self._stays(pipe, seen, now) for (seen, _), now in zip(changes, changed, strict=True)]
                    pipe.multi()
                    merged = Merged(pipe)
                    rows = zip(current, changed, stubs, writers, around, strict=True)
                    for before, record, stub, writer, said in rows:
                        if before and record:
                            writing.keep(merged, record)
                            writing.place(merged, record, stub)
                            lay(merged, record, said)
                            activity.count(merged, before, record)
                            if writer:
                                authors.count(pipe, writer, difference(before, record), record.changed_at)
                            writing.count(merged, record.comment.site, record.changed_at, tally(before, record))
                            if news:
                                writing.tell(merged, record, record.changed_at)
                            if also:
                                also(merged, record)
                    if join:
                        join(merged)
                    merged.flush()
                    pipe.execute()
                    return changed
                except WatchError:
                    continue

    def _stays(self, pipe: Any, seen: Record, now: Record | None) -> bool:
        """Whether a comment that was deleted stays before readers as a stub: somebody replied to it."""
        deleted = now is not None and now.state is State.DELETED and seen.seen
        return deleted and bool(pipe.sismember(keys.REPLIED, seen.comment.id))


def _same(earlier: str, once: Once) -> str:
    """The answer that an idempotency key stands for.  Raises Reused if it came with another body."""
    body, _, answer = earlier.partition(" ")
    if body != once.body:
        raise Reused("같은 Idempotency-Key로 다른 내용을 보내셨습니다.")
    return answer
