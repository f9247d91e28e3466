"""Letters in Redis: one list for each comment, and one sorted set for each site that says when its first is due."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from redis import Redis
from redis.exceptions import WatchError

from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated
from moderation.store.webhooks import DeadLetter, Letter

MOST_DEAD = 10_000
"""So many dead letters are kept for a site; the oldest go first."""


class RedisLetters:
    """The part of the WebhookStore that is about letters."""

    redis: Redis

    def due(self, site: str, at: datetime) -> bool:
        """See WebhookStore."""
        with translated():
            return bool(self.redis.zcount(keys.due_key(site), "-inf", milliseconds(at)))

    def claim(self, site: str, at: datetime, until: datetime) -> Letter | None:
        """See WebhookStore."""
        due = keys.due_key(site)
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(due)  # type: ignore[no-untyped-call]
                    found: Any = pipe.zrange(due, "-inf", milliseconds(at), byscore=True, offset=0, num=1)
                    if not found:
                        return None
                    comment = text(found[0])
                    line = keys.letters_key(site, comment)
                    pipe.watch(line)  # type: ignore[no-untyped-call]
                    first = pipe.lindex(line, 0)
                    pipe.multi()
                    if first:
                        pipe.zadd(due, {comment: milliseconds(until)})
                    else:
                        pipe.zrem(due, comment)
                    pipe.execute()
                    if first:
                        return unpack(first)
                except WatchError:
                    continue

    def delivered(self, site: str, letter: Letter, at: datetime) -> None:
        """See WebhookStore."""
        self._settle(site, letter, at)

    def put_off(self, site: str, letter: Letter, until: datetime) -> None:
        """See WebhookStore."""

        def keep(pipe: Any) -> None:
            pipe.lpush(keys.letters_key(site, letter.comment), pack(letter))

        self._settle(site, letter, until, keep, stays=True)

    def bury(self, site: str, dead: DeadLetter) -> None:
        """See WebhookStore."""

        def keep(pipe: Any) -> None:
            pipe.zadd(keys.dead_key(site), {_pack_dead(dead): milliseconds(dead.at)})
            pipe.zremrangebyrank(keys.dead_key(site), 0, -MOST_DEAD - 1)

        self._settle(site, dead.letter, dead.at, keep)

    def dead(self, site: str, limit: int) -> list[DeadLetter]:
        """See WebhookStore."""
        with translated():
            found: Any = self.redis.zrange(keys.dead_key(site), 0, limit - 1, desc=True, withscores=True)
        return [_unpack_dead(data, at) for data, at in found]

    def discard(self, site: str, id: str | None = None) -> int:
        """See WebhookStore."""
        key = keys.dead_key(site)
        with translated():
            found: Any = [data for data in self.redis.zrange(key, 0, -1) if id in (None, unpack(data).id)]
            return int(self.redis.zrem(key, *found)) if found else 0

    def replay(self, site: str, at: datetime, id: str | None = None) -> int:
        """See WebhookStore."""
        key = keys.dead_key(site)
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(key)  # type: ignore[no-untyped-call]
                    found: Any = [(data, unpack(data)) for data in pipe.zrange(key, 0, -1)]
                    chosen = [(data, letter) for data, letter in found if id in (None, letter.id)]
                    pipe.multi()
                    for data, letter in chosen:
                        pipe.zrem(key, data)
                        again = Letter(letter.id, letter.comment, at)
                        pipe.rpush(keys.letters_key(site, letter.comment), pack(again))
                        pipe.zadd(keys.due_key(site), {letter.comment: milliseconds(at)}, nx=True)
                    pipe.execute()
                    return len(chosen)
                except WatchError:
                    continue

    def _settle(
        self,
        site: str,
        letter: Letter,
        at: datetime,
        keep: Callable[[Any], None] = lambda pipe: None,
        stays: bool = False,
    ) -> None:
        """Take a letter that is still the first out of its line, `keep` what is to be kept; the line is due at `at`."""
        line, due = keys.letters_key(site, letter.comment), keys.due_key(site)
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(line)  # type: ignore[no-untyped-call]
                    first = pipe.lindex(line, 0)
                    if first is None or unpack(first).id != letter.id:
                        return
                    more: Any = pipe.llen(line)
                    pipe.multi()
                    pipe.lpop(line)
                    keep(pipe)
                    if stays or more > 1:
                        pipe.zadd(due, {letter.comment: milliseconds(at)})
                    else:
                        pipe.zrem(due, letter.comment)
                    pipe.execute()
                    return
                except WatchError:
                    continue


def pack(letter: Letter) -> str:
    """A letter as JSON."""
    return dumps(_fields(letter))


def unpack(data: Any) -> Letter:
    """The letter in `pack`'s JSON, or in a dead letter's."""
    fields = json.loads(data)
    return Letter(fields["id"], fields["comment"], moment(fields["since"]), fields["attempts"])


def _fields(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.id,
        "comment": letter.comment,
        "since": milliseconds(letter.since),
        "attempts": letter.attempts,
    }


def _pack_dead(dead: DeadLetter) -> str:
    return dumps(_fields(dead.letter) | {"why": dead.why})


def _unpack_dead(data: Any, at: float) -> DeadLetter:
    return DeadLetter(unpack(data), moment(int(at)), json.loads(data)["why"])
