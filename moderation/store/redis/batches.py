"""Batches in Redis: `hm:batch:{id}` is a string, and each pile a hash of turns by comment.  All end by themselves."""

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from redis import Redis
from redis.exceptions import WatchError

from moderation.store.batches import Batch, Pile, Turn
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis.connection import text, translated

SECONDS = 24 * 3600
"""How long a batch may be carried out and taken back."""


class RedisBatches:
    """The Batches on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def open(self, batch: Batch, items: Sequence[tuple[str, Turn]]) -> None:
        """See Batches."""
        todo = _pile(batch.id, Pile.TODO)
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            pipe.set(_batch(batch.id), _packed(batch), ex=SECONDS)
            pipe.hset(todo, mapping={comment: dumps(turn) for comment, turn in items})
            pipe.expire(todo, SECONDS)
            pipe.execute()

    def find(self, id: str) -> Batch | None:
        """See Batches."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            pipe.get(_batch(id))
            for pile in Pile:
                pipe.hlen(_pile(id, pile))
            data, *counts = pipe.execute()
        return _unpacked(id, data, dict(zip(Pile, counts, strict=True))) if data else None

    def pile(self, id: str, pile: Pile, limit: int) -> list[tuple[str, Turn]]:
        """See Batches."""
        with translated():
            found = [(text(comment), _turn(turn)) for comment, turn in self.redis.hscan_iter(_pile(id, pile))]
        return list(islice(dict(found).items(), limit))

    def move(self, id: str, pile: Pile, moved: Mapping[str, tuple[Pile, Turn]]) -> None:
        """See Batches."""
        here = _pile(id, pile)
        with translated(), self.redis.pipeline() as pipe:
            while moved:
                try:
                    pipe.watch(here)  # type: ignore[no-untyped-call]
                    lying: Any = pipe.hmget(here, list(moved))
                    there = [row for row, found in zip(moved.items(), lying, strict=True) if found]
                    pipe.multi()
                    for comment, (to, turn) in there:
                        pipe.hdel(here, comment)
                        pipe.hset(_pile(id, to), comment, dumps(turn))
                        pipe.expire(_pile(id, to), SECONDS)
                    pipe.execute()
                    return
                except WatchError:
                    continue


def _batch(id: str) -> str:
    return f"hm:batch:{id}"


def _pile(id: str, pile: Pile) -> str:
    return f"hm:batch:{id}:{pile.value}"


def _turn(data: Any) -> Turn:
    rulings, revision = json.loads(data)
    return rulings, revision


def _packed(batch: Batch) -> str:
    until = milliseconds(batch.until) if batch.until else None
    fields = {"site": batch.site, "by": batch.by, "verdict": batch.verdict, "label": batch.label, "until": until}
    return dumps(fields)


def _unpacked(id: str, data: Any, piles: Mapping[Pile, int]) -> Batch:
    fields = json.loads(data)
    until = moment(fields["until"]) if fields["until"] else None
    return Batch(id, fields["site"], fields["by"], fields["verdict"], fields["label"], until, piles)
