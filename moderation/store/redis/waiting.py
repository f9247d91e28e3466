"""The index of what waits for a person, in Redis: written in the transaction of whatever changes it, read by rank.

`hm:queue:{site}` holds what waits by its place, `hm:seniors:{site}` what was handed to a senior, and `hm:slips:{site}`
the slip of each of both.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from redis import Redis
from redis.exceptions import WatchError

from moderation.decision import State
from moderation.record import Record
from moderation.store.overlay import present
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.changing import record_keys, unpacked
from moderation.store.redis.connection import translated
from moderation.store.waiting import Around, Kind, Slip, readers

Change = Callable[[Any, Around], Around | None]
"""What is around a comment after a change; None where nothing changes.  May read by the pipe, which watches."""


def look_around(redis: Redis, pipe: Any, changes: Iterable[tuple[Record | None, Record | None]]) -> list[Around | None]:
    """What is around each comment that changes from one record to another; `pipe` watches it from here on.

    None where there can be nothing, which is nearly always.  One more round trip for all the others together.
    """
    afters = [after if before and after and not _alone(before, after) else None for before, after in changes]
    asked = [after for after in afters if after]
    found = _look(redis, pipe, asked) if asked else {}
    return [found[after.comment.id] if after else None for after in afters]


def lay(pipe: Any, record: Record, around: Around | None) -> None:
    """A comment's slip in its place; no slip where it waits no more."""
    id, site = record.comment.id, record.comment.site
    slip = Slip.of(record, around or Around())
    if slip is None:
        pipe.zrem(keys.queue_key(site), id)
        pipe.zrem(keys.seniors_key(site), id)
        pipe.hdel(keys.slips_key(site), id)
        return
    here, there = keys.queue_key(site), keys.seniors_key(site)
    if Kind.HANDED in slip.kinds:
        here, there = there, here
    pipe.zadd(here, {id: milliseconds(slip.place)})
    pipe.zrem(there, id)
    pipe.hset(keys.slips_key(site), id, pack_slip(slip))
    if around is None or not around.waits:
        pipe.hincrby(keys.ARRIVED, site, 1)


def change(redis: Redis, comment: str, around: Change, write: Callable[[Any], object], *watched: str) -> bool:
    """Write something around a comment, and its slip, in one transaction; False where nothing changes."""
    with translated(), redis.pipeline() as pipe:
        while True:
            try:
                pipe.watch(keys.comment_key(comment), *_said_keys(comment), *watched)  # type: ignore[no-untyped-call]
                (record,) = unpacked(pipe.mget(record_keys([comment])))
                before = _look(redis, pipe, [record])[comment] if record else Around()
                after = around(pipe, before)
                if after is None:
                    return False
                pipe.multi()
                write(pipe)
                if record:
                    lay(pipe, record, after)
                pipe.execute()
                return True
            except WatchError:
                continue


def said(reports: Iterable[Any], appeal: Any) -> Around:
    """What open reports and an open appeal, as they are kept, put around a comment."""
    open_ones = [json.loads(report) for report in reports]
    return Around(
        reports=sum(report["weight"] for report in open_ones),
        reported_at=min((moment(report["at"]) for report in open_ones), default=None),
        appealed_at=moment(json.loads(appeal)["at"]) if appeal else None,
    )


def pack_slip(slip: Slip) -> str:
    """A slip as JSON, without what is empty."""
    return dumps(
        present(
            comment=slip.comment,
            kinds=sorted(slip.kinds),
            since=milliseconds(slip.since),
            risk=slip.risk,
            reports=slip.reports or None,
            readers=slip.readers or None,
            labels=slip.labels,
            article=slip.article,
            section=slip.section,
            author=slip.author,
            member=slip.member,
            state=slip.state.value,
        )
    )


NOTHING: Final[Mapping[str, Any]] = {
    "reports": 0.0,
    "readers": 0,
    "labels": (),
    "section": "",
    "author": "",
    "member": "",
}
"""What a slip says where `pack_slip` leaves something out."""


@lru_cache(maxsize=20_000)
def unpack_slip(data: bytes) -> Slip:
    """The slip in `pack_slip`'s JSON.  The same ones are read again and again while they wait."""
    fields = json.loads(data)
    return Slip(
        **{
            **NOTHING,
            **fields,
            "kinds": frozenset(Kind(kind) for kind in fields["kinds"]),
            "since": moment(fields["since"]),
            "labels": tuple(fields.get("labels", ())),
            "state": State(fields["state"]),
        }
    )


def _alone(before: Record, after: Record) -> bool:
    """Whether nobody can have said anything of it, and nobody must look: it is ruled on for the first time, or gone."""
    return after.state is State.DELETED or not (before.trail or before.seen or after.held)


def _look(redis: Redis, pipe: Any, asked: Sequence[Record]) -> dict[str, Around]:
    pipe.watch(*(key for record in asked for key in _said_keys(record.comment.id)))
    with redis.pipeline(transaction=False) as reading:
        for record in asked:
            _ask(reading, record)
        answers = reading.execute()
    asks = len(answers) // len(asked)
    return {record.comment.id: _heard(record, answers[n * asks : (n + 1) * asks]) for n, record in enumerate(asked)}


def _said_keys(comment: str) -> tuple[str, str, str]:
    return keys.reports_key(comment), keys.appeal_key(comment), keys.handed_key(comment)


def _ask(pipe: Any, record: Record) -> None:
    comment = record.comment
    reports, appeal, handed = _said_keys(comment.id)
    pipe.hvals(reports)
    pipe.get(appeal)
    pipe.get(handed)
    pipe.hget(keys.slips_key(comment.site), comment.id)
    pipe.get(keys.article_key(comment.site, comment.article.id))
    pipe.zcard(keys.published_key(comment.site, comment.article.id))


def _heard(record: Record, answers: Sequence[Any]) -> Around:
    reports, appeal, handed, slip, article, published = answers
    reach = json.loads(article).get("reach") if article else None
    return replace(
        said(reports, appeal),
        late=slip is not None and Kind.LATE in unpack_slip(slip).kinds,
        handed=handed is not None and json.loads(handed)["revision"] == record.latest.revision,
        readers=readers(reach, published),
        waits=slip is not None,
    )
