"""All that is kept of sites, as lines that can be carried elsewhere and back again.

One pass over the keys, a few hundred at a time: neither way needs more memory for more comments.  What is secret (API
keys, webhook secrets, accounts) is in no line, nor what is forgotten soon by itself (sketches, idempotency keys, what
is known of a guest's network).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final, TypeVar

from redis import Redis

from moderation.decision import State
from moderation.record import Record
from moderation.store.records import plain, unpack
from moderation.store.redis import keys
from moderation.store.redis.changing import record_keys, unpacked
from moderation.store.redis.connection import text, translated
from moderation.store.redis.sites import APPEALS, RETENTION, SITES

VERSION: Final = 1
BATCH: Final = 200
COMMENTS: Final = keys.comment_key("")
TALLIES: Final = "hm:tally:"

DAYS: Final = {"retention": RETENTION, "appeal_days": APPEALS}
"""What a site has set, by the hash that holds it."""

Line = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """A comment with all that was said about it.  `stub`: deleted, and still standing before readers."""

    record: Record
    stub: bool
    reports: Mapping[str, str]
    weight: float | None
    appeal: str | None
    lesson: str | None
    handed: str | None = None
    notes: tuple[str, ...] = ()

    def line(self) -> Line:
        """As a line of an export, without what is empty."""
        rest: Line = {
            "reports": dict(self.reports),
            "weight": self.weight,
            "appeal": self.appeal,
            "lesson": self.lesson,
        }
        rest |= {"handed": self.handed, "notes": list(self.notes)}
        told = {name: value for name, value in rest.items() if value}
        return {"kind": "comment", "stub": self.stub, "record": json.loads(plain(self.record)), **told}

    @classmethod
    def read(cls, line: Line) -> "Kept":
        """The comment in a line."""
        record = unpack(json.dumps(line["record"]))
        return cls(
            record,
            bool(line["stub"]),
            dict(line.get("reports", {})),
            line.get("weight"),
            line.get("appeal"),
            line.get("lesson"),
            line.get("handed"),
            tuple(line.get("notes", ())),
        )


class RedisArchive:
    """Reads everything; `restore` writes it again.  Every method raises StoreUnavailable."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def sites(self) -> list[str]:
        """All sites."""
        with translated():
            return sorted(text(site) for site in self.redis.smembers(SITES))

    def lines(self, sites: Sequence[str], since: datetime | None = None) -> Iterator[Line]:
        """Everything that is kept of these sites; of comments, what has changed since then, and what was deleted."""
        with translated():
            yield {"kind": "hanmadi", "version": VERSION}
            for site in sites:
                days = {name: self.redis.hget(key, site) for name, key in DAYS.items()}
                yield {"kind": "site", "site": site} | {name: int(each) for name, each in days.items() if each}
                for key in self._shelves(site):
                    yield from self._shelf(site, key)
        for kept in self.comments(sites, since):
            yield kept.line()

    def comments(self, sites: Sequence[str], since: datetime | None = None) -> Iterator[Kept]:
        """The comments of these sites, in no order; one may come twice."""
        wanted = set(sites)
        with translated():
            for found in chunks(self.redis.scan_iter(match=f"{COMMENTS}*", count=BATCH)):
                ids = [text(key).removeprefix(COMMENTS) for key in found]
                records = unpacked(self.redis.mget(record_keys(ids)))
                for kept in self._with_words([each for each in records if each and each.comment.site in wanted]):
                    if since is None or _touched(kept, since):
                        yield kept

    def _with_words(self, records: Sequence[Record]) -> Iterator[Kept]:
        """Each record with what was said about it, in one round trip."""
        with self.redis.pipeline(transaction=False) as pipe:
            for record in records:
                comment = record.comment
                pipe.zscore(keys.published_key(comment.site, comment.article.id), comment.id)
                pipe.hgetall(keys.reports_key(comment.id))
                pipe.zscore(keys.reported_key(comment.site), comment.id)
                pipe.get(keys.appeal_key(comment.id))
                pipe.get(keys.lesson_key(comment.id))
                pipe.get(keys.handed_key(comment.id))
                pipe.lrange(keys.notes_key(comment.id), 0, -1)
            found = pipe.execute()
        for place, record in enumerate(records):
            seen, reports, weight, appeal, lesson, handed, notes = found[7 * place : 7 * place + 7]
            stub = record.state is State.DELETED and seen is not None
            said = {text(who): text(what) for who, what in reports.items()}
            by_desk = (lesson and text(lesson), handed and text(handed), tuple(text(note) for note in notes))
            yield Kept(record, stub, said, weight, appeal and text(appeal), *by_desk)

    def _shelves(self, site: str) -> Iterator[str]:
        """The keys of a site that are carried as they are."""
        for pattern in shelves(site):
            if pattern.endswith("*"):
                yield from (text(key) for key in self.redis.scan_iter(match=pattern, count=BATCH))
            elif self.redis.exists(pattern):
                yield pattern

    def _shelf(self, site: str, key: str) -> Iterator[Line]:
        """What stands under a key, in lines of bounded length."""
        line: Line = {"kind": "shelf", "site": site, "key": key}
        kind = text(self.redis.type(key))
        if kind == "string":
            yield {**line, "string": text(self.redis.get(key))}
        elif kind == "hash":
            for fields in chunks(self.redis.hscan_iter(key, count=BATCH)):
                yield {**line, "hash": {text(name): text(value) for name, value in fields}}
        elif kind == "zset":
            for members in chunks(self.redis.zscan_iter(key, count=BATCH)):
                yield {**line, "zset": {text(name): score for name, score in members}}


def shelves(site: str) -> tuple[str, ...]:
    """The keys of a site that are carried as they are; a `*` stands for an article, a reporter, a member."""
    return (
        keys.article_key(site, "*"),
        keys.modes_key(site),
        keys.chosen_key(site),
        keys.sections_key(site),
        keys.accuracy_key(site, "*"),
        f"{TALLIES}{site}:*",
        f"hm:standing:{site}:member:*",
        f"hm:sanctions:{site}:member:*",
        f"hm:sanctioned:{site}:member",
    )


def chunks(things: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The same things, `size` at a time."""
    left = iter(things)
    while chunk := list(islice(left, size)):
        yield chunk


def _touched(kept: Kept, since: datetime) -> bool:
    """Whether there may be news of it; when something was deleted or reported is not known here."""
    said = kept.reports or kept.appeal or kept.lesson or kept.handed or kept.notes
    return bool(said) or kept.record.state is State.DELETED or kept.record.changed_at >= since
