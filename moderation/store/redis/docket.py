"""The index of what waits for a person, in Redis: each read costs the same however much waits."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from redis import Redis

from moderation.audit import Note
from moderation.record import Record
from moderation.store.docket import Sizes
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated
from moderation.store.redis.waiting import change, unpack_slip
from moderation.store.waiting import Around, Slip


class RedisDocket:
    """The Docket on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def queue(self, site: str, start: int, limit: int, senior: bool) -> list[Slip]:
        """See Docket."""
        first, last = keys.seniors_key(site), keys.queue_key(site)
        if not senior:
            first, last = last, first
        with translated():
            with self.redis.pipeline(transaction=False) as pipe:
                pipe.zcard(first)
                pipe.zrange(first, start, start + limit - 1)
                size, ids = pipe.execute()
            if len(ids) < limit:
                beyond = max(0, start - size)
                ids += self.redis.zrange(last, beyond, beyond + limit - len(ids) - 1)
        return [slip for slip in self.slips(site, [text(id) for id in ids]) if slip]

    def slips(self, site: str, comments: Sequence[str]) -> list[Slip | None]:
        """See Docket."""
        if not comments:
            return []
        with translated():
            found: Any = self.redis.hmget(keys.slips_key(site), list(comments))
        return [unpack_slip(data) if data else None for data in found]

    def sizes(self, site: str) -> Sizes:
        """See Docket.  One round trip, however many wait."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for key in (keys.held_key, keys.reported_key, keys.appealed_key, keys.seniors_key, keys.queue_key):
                pipe.zcard(key(site))
            pipe.hget(keys.ARRIVED, site)
            held, reported, appealed, handed, others, arrived = pipe.execute()
        return Sizes(held, reported, appealed, handed, total=handed + others, arrived=int(arrived or 0))

    def take_in(self, comments: Sequence[str]) -> None:
        """See Docket."""
        for comment in comments:
            change(self.redis, comment, lambda _, around: around, lambda _: None)

    def call_late(self, comments: Sequence[str]) -> int:
        """See Docket."""
        return sum(change(self.redis, comment, _late, lambda _: None) for comment in comments)

    def hand(self, record: Record, note: Note) -> None:
        """See Docket."""
        id = record.comment.id
        told = {"by": note.by, "at": milliseconds(note.at), "text": note.text, "revision": record.latest.revision}
        change(
            self.redis,
            id,
            lambda _, around: replace(around, handed=True),
            lambda pipe: pipe.set(keys.handed_key(id), dumps(told)),
        )

    def hand_back(self, record: Record) -> None:
        """See Docket."""
        id = record.comment.id
        change(
            self.redis,
            id,
            lambda _, around: replace(around, handed=False),
            lambda pipe: pipe.delete(keys.handed_key(id)),
        )

    def handed(self, record: Record) -> Note | None:
        """See Docket."""
        with translated():
            data = self.redis.get(keys.handed_key(record.comment.id))
        told = json.loads(text(data)) if data else {}
        if not told or told["revision"] != record.latest.revision:
            return None
        return Note(told["by"], moment(told["at"]), told["text"])

    def held(self, site: str, limit: int) -> list[str]:
        """See Docket."""
        with translated():
            return [text(id) for id in self.redis.zrange(keys.held_key(site), 0, limit - 1)]

    def pending(self, before: datetime, start: int, limit: int) -> list[str]:
        """See Docket."""
        until = f"({milliseconds(before)}"
        with translated():
            found: Any = self.redis.zrange(keys.PENDING, "-inf", until, byscore=True, offset=start, num=limit)
        return [text(id) for id in found]

    def ended(self, at: datetime, limit: int) -> list[str]:
        """See Docket."""
        with translated():
            found: Any = self.redis.zrange(keys.UNTIL, "-inf", milliseconds(at), byscore=True, offset=0, num=limit)
        return [text(id) for id in found]

    def recent(self, site: str, since: datetime, limit: int) -> list[str]:
        """See Docket."""
        found: dict[str, None] = {}
        newest = "+"
        with translated():
            while len(found) < limit:
                rows: Any = self.redis.xrevrange(keys.changes_key(site), newest, milliseconds(since), count=limit)
                if not rows:
                    break
                found.update((text(row[b"id"]), None) for _, row in rows if _at(row) >= since)
                newest = f"({text(rows[-1][0])}"
        return list(found)[:limit]


def _at(change: dict[bytes, bytes]) -> datetime:
    return datetime.fromisoformat(text(change[b"at"]))


def _late(_: Any, around: Around) -> Around | None:
    return None if around.late else replace(around, late=True)
