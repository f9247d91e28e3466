"""Sketches of what was posted lately in Redis: short lists that expire by themselves."""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from redis import Redis

from moderation.comment import Comment, Echo
from moderation.store.echoes import MOST, SECONDS, Heard
from moderation.store.redis import keys
from moderation.store.redis.connection import translated

NOBODY = bytes(6)
"""The digest of a guest."""

Kept = tuple[bytes, Echo]
"""The digest of an author, and the echo for anybody else."""


class RedisEchoes:
    """The EchoStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def recall(self, comments: Sequence[Comment]) -> list[tuple[Echo, ...]]:
        """See EchoStore.  One round trip for all, and one look at each list."""
        lists = list(dict.fromkeys(key for comment in comments for key in _keys(comment)))
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for key in lists:
                pipe.lrange(key, 0, MOST - 1)
            heard = {key: [*_unpacked(found)] for key, found in zip(lists, pipe.execute(), strict=True)}
        return [_echoes(comment, [heard[key] for key in _keys(comment)]) for comment in comments]

    def remember(self, heard: Sequence[Heard]) -> None:
        """See EchoStore.  One round trip for all, and three commands for each list."""
        lists: dict[str, list[bytes]] = {}
        for each in heard:
            for key in _keys(each.comment):
                lists.setdefault(key, []).append(_pack(each))
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for key, newest in lists.items():
                pipe.lpush(key, *newest)
                pipe.ltrim(key, 0, MOST - 1)
                pipe.expire(key, SECONDS)
            pipe.execute()


def _keys(comment: Comment) -> Iterator[str]:
    yield keys.recent_key(comment.site, comment.article.id)
    if comment.author.id:
        yield keys.recent_by_key(comment.site, comment.author.id)


def _echoes(comment: Comment, lists: Iterable[Iterable[Kept]]) -> tuple[Echo, ...]:
    own = _digest(comment)
    found = {
        echo.comment: replace(echo, same_author=True) if author == own != NOBODY else echo
        for heard in lists
        for author, echo in heard
        if echo.comment != comment.id
    }
    return tuple(found.values())


def _unpacked(heard: Iterable[Any]) -> Iterator[Kept]:
    return (_unpack(data) for data in heard if data[:1] != b"[")  # JSON, of a worker before this one


def _pack(heard: Heard) -> bytes:
    """The author's digest, the sketch as 32-bit numbers with their count before them, and the comment's id."""
    numbers = heard.sketch
    return (
        struct.pack(f">B{len(numbers)}I", len(numbers), *numbers) + _digest(heard.comment) + heard.comment.id.encode()
    )


def _unpack(data: bytes) -> Kept:
    end = 1 + 4 * data[0]
    author = end + len(NOBODY)
    sketch = struct.unpack(f">{data[0]}I", data[1:end])
    return data[end:author], Echo(data[author:].decode(), sketch, same_author=False)


def _digest(comment: Comment) -> bytes:
    """Tells members apart without naming them."""
    id = comment.author.id
    return hashlib.blake2s(id.encode(), digest_size=len(NOBODY)).digest() if id else NOBODY
