"""Reports and appeals in Redis."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from redis import Redis

from moderation.comment import Author
from moderation.objection import Accuracy, Appeal, Report
from moderation.store.objections import Reopened
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated
from moderation.store.redis.waiting import change
from moderation.store.waiting import Around

APPEALED_SECONDS = 400 * 24 * 3600
"""How long it is remembered which rulings were appealed: longer than any site's window for appeals."""


SETTLED_SECONDS: Final = 24 * 3600
"""How long it is remembered what a ruling closed, for whoever takes it back: as long as a decision on many."""


class RedisObjections:
    """The ObjectionStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def report(self, report: Report) -> bool:
        """See ObjectionStore."""
        key = keys.reports_key(report.comment)

        def one_more(pipe: Any, around: Around) -> Around | None:
            if pipe.hexists(key, report.reporter_key):
                return None
            first = around.reported_at or report.at
            return replace(around, reports=around.reports + report.weight, reported_at=first)

        def write(pipe: Any) -> None:
            pipe.hset(key, report.reporter_key, _packed(report))
            pipe.zincrby(keys.reported_key(report.site), report.weight, report.comment)

        return change(self.redis, report.comment, one_more, write)

    def reports(self, comment: str) -> list[Report]:
        """See ObjectionStore."""
        with translated():
            found: Any = self.redis.hvals(keys.reports_key(comment))
        return sorted((_unpacked(comment, data) for data in found), key=lambda report: report.at)

    def reported(self, site: str, limit: int) -> list[tuple[str, float]]:
        """See ObjectionStore."""
        with translated():
            found: Any = self.redis.zrange(keys.reported_key(site), 0, limit - 1, desc=True, withscores=True)
        return [(text(comment), float(weight)) for comment, weight in found]

    def settle_reports(self, comment: str, site: str, turn: int, agreed: bool) -> list[Report]:
        """See ObjectionStore."""
        settled: list[Report] = []
        closed = keys.settled_key(comment, turn)

        def none(pipe: Any, around: Around) -> Around:
            settled[:] = [_unpacked(comment, data) for data in pipe.hvals(keys.reports_key(comment))]
            return replace(around, reports=0.0, reported_at=None)

        def write(pipe: Any) -> None:
            for report in settled:
                pipe.hincrby(keys.accuracy_key(site, report.reporter_key), _counter(agreed), 1)
            if settled:
                pipe.hset(
                    closed, mapping={"agreed": int(agreed), "reports": dumps([_packed(each) for each in settled])}
                )
                pipe.expire(closed, SETTLED_SECONDS)
            pipe.delete(keys.reports_key(comment))
            pipe.zrem(keys.reported_key(site), comment)

        change(self.redis, comment, none, write)
        return sorted(settled, key=lambda report: report.at)

    def accuracy(self, site: str, reporter_keys: Sequence[str]) -> list[Accuracy]:
        """See ObjectionStore."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for key in reporter_keys:
                pipe.hmget(keys.accuracy_key(site, key), "agreed", "disagreed")
            return [Accuracy(int(agreed or 0), int(disagreed or 0)) for agreed, disagreed in pipe.execute()]

    def appeal(self, appeal: Appeal) -> bool:
        """See ObjectionStore."""
        once = _once_key(appeal)

        def appealed(pipe: Any, around: Around) -> Around | None:
            return None if pipe.exists(once) else replace(around, appealed_at=appeal.at)

        def write(pipe: Any) -> None:
            pipe.set(once, 1, ex=APPEALED_SECONDS)
            pipe.set(keys.appeal_key(appeal.comment), _packed_appeal(appeal))
            pipe.zadd(keys.appealed_key(appeal.site), {appeal.comment: milliseconds(appeal.at)})

        return change(self.redis, appeal.comment, appealed, write, once)

    def appeal_of(self, comment: str) -> Appeal | None:
        """See ObjectionStore."""
        with translated():
            data = self.redis.get(keys.appeal_key(comment))
        return None if data is None else _unpacked_appeal(comment, text(data))

    def appealed(self, site: str, limit: int) -> list[str]:
        """See ObjectionStore."""
        with translated():
            found: Any = self.redis.zrange(keys.appealed_key(site), 0, limit - 1)
        return [text(comment) for comment in found]

    def settle_appeal(self, comment: str, site: str, turn: int) -> None:
        """See ObjectionStore."""
        closed, settled = keys.settled_key(comment, turn), list[bytes]()

        def none(pipe: Any, around: Around) -> Around:
            settled[:] = filter(None, [pipe.get(keys.appeal_key(comment))])
            return replace(around, appealed_at=None)

        def write(pipe: Any) -> None:
            for appeal in settled:
                pipe.hset(closed, "appeal", appeal)
                pipe.expire(closed, SETTLED_SECONDS)
            pipe.delete(keys.appeal_key(comment))
            pipe.zrem(keys.appealed_key(site), comment)

        change(self.redis, comment, none, write)

    def reopen(self, comment: str, site: str, turn: int) -> Reopened:
        """See ObjectionStore."""
        closed = keys.settled_key(comment, turn)
        settled = Closed()

        def again(pipe: Any, around: Around) -> Around | None:
            nonlocal settled
            settled = Closed.of(comment, pipe.hgetall(closed), pipe.hkeys(keys.reports_key(comment)))
            return settled.put_around(around) if settled else None

        def write(pipe: Any) -> None:
            for report in settled.reports:
                pipe.hincrby(keys.accuracy_key(site, report.reporter_key), _counter(settled.agreed), -1)
            for report in settled.missing:
                pipe.hset(keys.reports_key(comment), report.reporter_key, _packed(report))
                pipe.zincrby(keys.reported_key(site), report.weight, comment)
            if settled.appeal:
                pipe.set(keys.appeal_key(comment), _packed_appeal(settled.appeal))
                pipe.zadd(keys.appealed_key(site), {comment: milliseconds(settled.appeal.at)})
            pipe.delete(closed)

        change(self.redis, comment, again, write, closed)
        return Reopened(len(settled.reports), settled.agreed, settled.appeal is not None)


@dataclass(frozen=True, slots=True)
class Closed:
    """What a ruling closed.  `missing` are the reports that their readers have not made anew since."""

    reports: tuple[Report, ...] = ()
    missing: tuple[Report, ...] = ()
    agreed: bool = False
    appeal: Appeal | None = None

    @classmethod
    def of(cls, comment: str, fields: Mapping[bytes, bytes], there: Iterable[bytes]) -> Self:
        """As it is kept; `there` are those who have an open report now."""
        reports = tuple(_unpacked(comment, data) for data in json.loads(fields.get(b"reports", b"[]")))
        known = {text(key) for key in there}
        appeal = fields.get(b"appeal")
        return cls(
            reports,
            tuple(report for report in reports if report.reporter_key not in known),
            fields.get(b"agreed") == b"1",
            _unpacked_appeal(comment, appeal) if appeal else None,
        )

    def __bool__(self) -> bool:
        return bool(self.reports or self.appeal)

    def put_around(self, around: Around) -> Around:
        """What is around the comment once it is open again."""
        times = [report.at for report in self.missing] + ([around.reported_at] if around.reported_at else [])
        return replace(
            around,
            reports=around.reports + sum(report.weight for report in self.missing),
            reported_at=min(times, default=None),
            appealed_at=self.appeal.at if self.appeal else around.appealed_at,
        )


def _once_key(appeal: Appeal) -> str:
    """String: that this ruling was appealed."""
    return f"hm:appealed-once:{appeal.comment}:{appeal.turn}"


def _counter(agreed: bool) -> str:
    return "agreed" if agreed else "disagreed"


def _packed(report: Report) -> str:
    reporter = report.reporter
    return dumps(
        {
            "site": report.site,
            "reporter": {"kind": reporter.kind, "name": reporter.name, "id": reporter.id},
            "reason": report.reason,
            "note": report.note,
            "at": milliseconds(report.at),
            "weight": report.weight,
        }
    )


def _unpacked(comment: str, data: str | bytes) -> Report:
    fields = json.loads(data)
    return Report(
        comment=comment,
        site=fields["site"],
        reporter=Author(**fields["reporter"]),
        reason=fields["reason"],
        note=fields["note"],
        at=moment(fields["at"]),
        weight=fields["weight"],
    )


def _unpacked_appeal(comment: str, data: str | bytes) -> Appeal:
    fields = json.loads(data)
    return Appeal(comment, fields["site"], fields["turn"], fields["reason"], moment(fields["at"]))


def _packed_appeal(appeal: Appeal) -> str:
    return dumps({"site": appeal.site, "turn": appeal.turn, "reason": appeal.reason, "at": milliseconds(appeal.at)})
