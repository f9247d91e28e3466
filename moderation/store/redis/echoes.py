"""Sketches of what was posted lately in Redis: short lists that expire by themselves."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from redis import Redis

from moderation.comment import Comment, Echo
from moderation.store.echoes import MOST, SECONDS, Heard
from moderation.store.records import dumps
from moderation.store.redis import keys
from moderation.store.redis.connection import translated


class RedisEchoes:
    """The EchoStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def recall(self, comments: Sequence[Comment]) -> list[tuple[Echo, ...]]:
        """See EchoStore.  One round trip for all."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for comment in comments:
                for key in _keys(comment):
                    pipe.lrange(key, 0, MOST - 1)
            answers = iter(pipe.execute())
        return [_echoes(comment, [next(answers) for _ in _keys(comment)]) for comment in comments]

    def remember(self, heard: Sequence[Heard]) -> None:
        """See EchoStore.  One round trip for all."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for each in heard:
                kept = dumps([each.comment.id, _digest(each.comment), *each.sketch])
                for key in _keys(each.comment):
                    pipe.lpush(key, kept)
                    pipe.ltrim(key, 0, MOST - 1)
                    pipe.expire(key, SECONDS)
            pipe.execute()


def _keys(comment: Comment) -> Iterator[str]:
    yield keys.recent_key(comment.site, comment.article.id)
    if comment.author.id:
        yield keys.recent_by_key(comment.site, comment.author.id)


def _echoes(comment: Comment, lists: Sequence[Sequence[Any]]) -> tuple[Echo, ...]:
    found = {}
    for data in (data for heard in lists for data in heard):
        id, author, *sketch = json.loads(data)
        if id != comment.id:
            found[id] = Echo(id, tuple(sketch), bool(author) and author == _digest(comment))
    return tuple(found.values())


def _digest(comment: Comment) -> str:
    """Tells members apart without naming them; empty for a guest."""
    id = comment.author.id
    return hashlib.blake2s(id.encode(), digest_size=6).hexdigest() if id else ""
