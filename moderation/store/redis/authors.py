"""Standings and sanctions in Redis.  Whatever names a guest's network expires a week after the network's week."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal

from redis import Redis
from redis.exceptions import WatchError

from moderation.audit import Entry
from moderation.comment import Comment
from moderation.network import forgotten
from moderation.sanction import ENDLESS, Measure, Profile, Sanction
from moderation.standing import COUNTS, Standing, Writer
from moderation.store.authors import member_of, until_when
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated
from moderation.store.redis.logbook import RedisLogbook

KINDS: Final[tuple[Literal["member", "guest"], ...]] = ("member", "guest")


class RedisAuthors:
    """The AuthorStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.logbook = RedisLogbook(redis)

    def writers(self, comments: Sequence[Comment]) -> list[Writer | None]:
        """See AuthorStore.  One round trip where there are guests, none otherwise."""
        with translated():
            return writers(self.redis, comments)

    def profiles(self, writers: Sequence[Writer]) -> list[Profile]:
        """See AuthorStore.  One round trip for all."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            self.ask(pipe, writers)
            return self.told(writers, pipe.execute())

    def ask(self, pipe: Any, writers: Sequence[Writer]) -> None:
        """Ask within `pipe` for what `told` needs: two answers a writer."""
        for writer in writers:
            pipe.hgetall(keys.standing_key(writer))
            pipe.hvals(keys.sanctions_key(writer))

    def told(self, writers: Sequence[Writer], answers: Sequence[Any]) -> list[Profile]:
        """What is known of each, from the answers to `ask`."""
        return [_profile(*each) for each in zip(writers, answers[::2], answers[1::2], strict=True)]

    def wrote(self, writer: Writer, limit: int) -> list[str]:
        """See AuthorStore."""
        key = keys.member_key if writer.kind == "member" else keys.guest_key
        with translated():
            found: Any = self.redis.zrange(key(writer.site, writer.id), 0, limit - 1, desc=True)
        return [text(id) for id in found]

    def uphold(self, writer: Writer, at: datetime, times: int = 1) -> None:
        """See AuthorStore."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            count(pipe, writer, {"upheld": times}, at)
            pipe.execute()

    def amend(self, writer: Writer, before: Sanction | None, after: Sanction, entry: Entry | None = None) -> bool:
        """See AuthorStore."""
        key, index = keys.sanctions_key(writer), keys.sanctioned_key(writer.site, writer.kind)
        at = after.lifted_at or after.at
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(key)  # type: ignore[no-untyped-call]
                    kept = {each.id: each for each in map(_unpacked, pipe.hvals(key))}
                    if kept.get(after.id) != before:
                        return False
                    end = max(map(until_when, {**kept, after.id: after}.values()))
                    pipe.multi()
                    pipe.hset(key, after.id, _packed(after))
                    pipe.zremrangebyscore(index, "-inf", milliseconds(at))
                    pipe.zadd(index, {writer.id: _score(end)})
                    for each in (key, index):
                        expire(pipe, each, writer, at)
                    if entry:
                        self.logbook.write(entry, pipe)
                    pipe.execute()
                    return True
                except WatchError:
                    continue

    def sanctioned(self, site: str, at: datetime, limit: int) -> list[Writer]:
        """See AuthorStore."""
        after = f"({milliseconds(at)}"
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for kind in KINDS:
                key = keys.sanctioned_key(site, kind)
                pipe.zrange(key, "+inf", after, desc=True, byscore=True, offset=0, num=limit, withscores=True)
            found = pipe.execute()
        rows = [
            (float(end), Writer(site, kind, text(id)))
            for kind, ids in zip(KINDS, found, strict=True)
            for id, end in ids
        ]
        return [writer for _, writer in sorted(rows, key=lambda row: -row[0])][:limit]

    def pause(self, writer: Writer, token: str, at: datetime, until: datetime) -> datetime | None:
        """See AuthorStore."""
        kept, lasts = f"{milliseconds(until)} {token}", milliseconds(until) - milliseconds(at)
        with translated():
            earlier = self.redis.set(keys.pause_key(writer), kept, nx=True, get=True, px=max(1, lasts))
        if not earlier:
            return None
        end, _, holder = text(earlier).partition(" ")
        return None if holder == token or int(end) <= milliseconds(at) else moment(int(end))


def writers(redis: Any, comments: Sequence[Comment]) -> list[Writer | None]:
    """Who wrote each, as far as it is known; `redis` may be a pipeline that watches."""
    guests = [comment.id for comment in comments if not comment.author.id]
    found = redis.mget([keys.network_key(id) for id in guests]) if guests else []
    networks = {id: text(network) for id, network in zip(guests, found, strict=True) if network}
    return [
        Writer(comment.site, "guest", networks[comment.id]) if comment.id in networks else member_of(comment)
        for comment in comments
    ]


def count(pipe: Any, writer: Writer, added: dict[str, float], at: datetime) -> None:
    """Add to a standing, in an open transaction."""
    if not added:
        return
    key = keys.standing_key(writer)
    for name, each in added.items():
        if name in COUNTS:
            pipe.hincrby(key, name, int(each))
        else:
            pipe.hincrbyfloat(key, name, each)
    expire(pipe, key, writer, at)


def expire(pipe: Any, key: str, writer: Writer, at: datetime) -> None:
    """See to it that a key which names a guest's network is forgotten in time."""
    if writer.kind == "guest":
        pipe.pexpire(key, max(1, milliseconds(forgotten(writer.id)) - milliseconds(at)))


def _score(end: datetime) -> float | str:
    return "+inf" if end == ENDLESS else milliseconds(end)


def _profile(writer: Writer, sums: dict[Any, Any], sanctions: Sequence[Any]) -> Profile:
    standing = Standing.of({text(name): float(each) for name, each in sums.items()})
    return Profile(writer, standing, tuple(sorted(map(_unpacked, sanctions), key=lambda each: (each.at, each.id))))


def _packed(sanction: Sanction) -> str:
    return dumps(
        {
            "id": sanction.id,
            "measure": sanction.measure.value,
            "label": sanction.label,
            "by": sanction.by,
            "at": milliseconds(sanction.at),
            "until": milliseconds(sanction.until) if sanction.until else None,
            "minutes": sanction.minutes,
            "says": sanction.says,
            "appeal": sanction.appeal,
            "lifted_at": milliseconds(sanction.lifted_at) if sanction.lifted_at else None,
            "lifted_by": sanction.lifted_by,
        }
    )


def _unpacked(data: str | bytes) -> Sanction:
    fields = json.loads(data)
    times = {name: moment(fields[name]) if fields[name] else None for name in ("until", "lifted_at")}
    return Sanction(**{**fields, **times, "measure": Measure(fields["measure"]), "at": moment(fields["at"])})
