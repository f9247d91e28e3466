"""Puts what `archive` has told into a store again: harmless if repeated, and nothing deleted comes back."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any, Final

from redis import Redis
from redis.exceptions import WatchError

from moderation.decision import State
from moderation.errors import Refused
from moderation.record import Record
from moderation.store import SITE_NAME
from moderation.store.records import milliseconds
from moderation.store.redis import keys, writing
from moderation.store.redis.archive import DAYS, TALLIES, VERSION, Kept, Line, RedisArchive, chunks, shelves
from moderation.store.redis.changing import watch
from moderation.store.redis.connection import translated
from moderation.store.redis.sites import SITES
from moderation.store.redis.waiting import lay, said

ID: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")


def restore(redis: Redis, lines: Iterable[Line]) -> int:
    """Write what is missing here, or older here than in the lines; how many comments that were.

    A site that is not here yet is registered, without a key: `add_site` gives it one.  Raises Refused, naming the
    line, where one is none of ours; what came before it may be written by then, and may be imported again.
    """
    sites, restored = set(RedisArchive(redis).sites()), 0
    for chunk in chunks(enumerate(lines, 1)):
        comments = []
        for number, line in chunk:
            with _numbered(number):
                if line["kind"] == "comment":
                    comments.append(_checked(Kept.read(line), sites))
                else:
                    _put(redis, line, sites)
        restored += _write(redis, comments)
    return restored


@contextmanager
def _numbered(number: int) -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(f"{number}번째 줄을 읽을 수 없습니다. (Line {number} is not ours: {error!r}.)") from error


def _checked(kept: Kept, sites: Set[str]) -> Kept:
    _known(kept.record.comment.site, sites)
    if not ID.fullmatch(kept.record.comment.id):
        raise ValueError(f"id {kept.record.comment.id!r}")
    return kept


def _known(site: str, sites: Set[str]) -> str:
    """A site that is here, or was told of in an earlier line.  Raises Refused."""
    if site not in sites:
        raise Refused(
            f"먼저 `hanmadi site add {site}`로 사이트를 등록하십시오. (There is no site {site!r} here: add it first.)"
        )
    return site


def _put(redis: Redis, line: Line, sites: set[str]) -> None:
    """What is not a comment: only what is not here yet.  The site of a line is in `sites` from then on."""
    if line["kind"] == "hanmadi":
        if line["version"] != VERSION:
            raise ValueError(f"version {line['version']!r}")
        return
    with translated():
        if line["kind"] == "site":
            sites.add(_site(redis, line))
        elif line["kind"] == "shelf":
            _fill(redis, _known(line["site"], sites), line)
        else:
            raise ValueError(f"kind {line['kind']!r}")


def _site(redis: Redis, line: Line) -> str:
    """A site and what it has set.  Keys are in no export: where it is new it has none."""
    site: str = line["site"]
    if not SITE_NAME.fullmatch(site):
        raise ValueError(f"site {site!r}")
    redis.sadd(SITES, site)
    for name, key in DAYS.items():
        if name in line:
            redis.hsetnx(key, site, str(int(line[name])))
    return site


def _fill(redis: Redis, site: str, line: Line) -> None:
    key = line["key"]
    if not any(fnmatchcase(key, pattern) for pattern in shelves(site)):
        raise ValueError(f"key {key!r}")
    if "string" in line:
        redis.set(key, str(line["string"]), nx=True)
    if key.startswith(TALLIES):
        _count_up(redis, key, line["hash"])
        return
    for name, value in line.get("hash", {}).items():
        redis.hsetnx(key, name, str(value))
    if line.get("zset"):
        redis.zadd(key, {name: float(score) for name, score in line["zset"].items()}, nx=True)


def _count_up(redis: Redis, key: str, numbers: Mapping[str, str]) -> None:
    """Counters only ever grow: of each the greater number stays."""
    here: Any = redis.hmget(key, list(numbers))
    for (name, number), known in zip(numbers.items(), here, strict=True):
        missing = int(number) - int(known or 0)
        if missing > 0:
            redis.hincrby(key, name, missing)


def _write(redis: Redis, comments: Sequence[Kept]) -> int:
    """Those that are newer than what is here, in one transaction."""
    if not comments:
        return 0
    ids = [kept.record.comment.id for kept in comments]
    with translated(), redis.pipeline() as pipe:
        while True:
            try:
                here = watch(pipe, ids)
                newer = [(kept, now) for kept, now in zip(comments, here, strict=True) if _newer(kept.record, now)]
                pipe.multi()
                for kept, now in newer:
                    _restore(pipe, kept, now)
                pipe.execute()
                return len(newer)
            except WatchError:
                continue


def _newer(record: Record, now: Record | None) -> bool:
    """Whether a record goes before the one that is here."""
    if now is None:
        return True
    if now.comment.site != record.comment.site or now.state is State.DELETED:
        return False
    return record.state is State.DELETED or record.turn > now.turn


def _restore(pipe: Any, kept: Kept, now: Record | None) -> None:
    """A record in all its places.  What is pending waits for the sweep, which enqueues what has no job."""
    record, comment = kept.record, kept.record.comment
    if now:
        writing.forget_author(pipe, now, None)
        writing.forget_objections(pipe, now)
    writing.keep(pipe, record)
    writing.place(pipe, record, kept.stub)
    handed = kept.handed is not None and json.loads(kept.handed)["revision"] == record.latest.revision
    lay(pipe, record, replace(said(kept.reports.values(), kept.appeal), handed=handed))
    if comment.author.id:
        at = milliseconds(comment.received_at)
        pipe.zadd(keys.member_key(comment.site, comment.author.id), {comment.id: at})
    if comment.parent:
        pipe.sadd(keys.REPLIED, comment.parent)
        pipe.zadd(keys.replies_key(comment.parent), {comment.id: milliseconds(comment.received_at)})
    if record.state is not State.DELETED:
        _say_again(pipe, kept)


def _say_again(pipe: Any, kept: Kept) -> None:
    """Open reports, the open appeal, and what moderators said: what was wrong, why a senior is to look, notes."""
    comment = kept.record.comment
    if kept.reports:
        pipe.hset(keys.reports_key(comment.id), mapping=dict(kept.reports))
        pipe.zadd(keys.reported_key(comment.site), {comment.id: kept.weight or 0.0})
    if kept.appeal:
        pipe.set(keys.appeal_key(comment.id), kept.appeal)
        pipe.zadd(keys.appealed_key(comment.site), {comment.id: json.loads(kept.appeal)["at"]})
    if kept.lesson:
        pipe.set(keys.lesson_key(comment.id), kept.lesson)
        pipe.zadd(keys.lessons_key(comment.site), {comment.id: json.loads(kept.lesson)["at"]})
    if kept.handed:
        pipe.set(keys.handed_key(comment.id), kept.handed)
    for note in kept.notes:
        pipe.lrem(keys.notes_key(comment.id), 0, note)
        pipe.rpush(keys.notes_key(comment.id), note)
