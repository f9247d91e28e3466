"""Reports and appeals in Redis."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from redis import Redis

from moderation.comment import Author
from moderation.objection import Accuracy, Appeal, Report
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated
from moderation.store.redis.waiting import change
from moderation.store.waiting import Around

APPEALED_SECONDS = 400 * 24 * 3600
"""How long it is remembered which rulings were appealed: longer than any site's window for appeals."""


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

    def settle_reports(self, comment: str, site: str, agreed: bool) -> list[Report]:
        """See ObjectionStore."""
        settled: list[Report] = []

        def none(pipe: Any, around: Around) -> Around:
            settled[:] = [_unpacked(comment, data) for data in pipe.hvals(keys.reports_key(comment))]
            return replace(around, reports=0.0, reported_at=None)

        def write(pipe: Any) -> None:
            for report in settled:
                pipe.hincrby(keys.accuracy_key(site, report.reporter_key), "agreed" if agreed else "disagreed", 1)
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
        once = keys.appealed_once_key(appeal.comment, appeal.turn)

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
        if data is None:
            return None
        fields = json.loads(text(data))
        return Appeal(comment, fields["site"], fields["turn"], fields["reason"], moment(fields["at"]))

    def appealed(self, site: str, limit: int) -> list[str]:
        """See ObjectionStore."""
        with translated():
            found: Any = self.redis.zrange(keys.appealed_key(site), 0, limit - 1)
        return [text(comment) for comment in found]

    def settle_appeal(self, comment: str, site: str) -> None:
        """See ObjectionStore."""

        def write(pipe: Any) -> None:
            pipe.delete(keys.appeal_key(comment))
            pipe.zrem(keys.appealed_key(site), comment)

        change(self.redis, comment, lambda _, around: replace(around, appealed_at=None), write)


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


def _packed_appeal(appeal: Appeal) -> str:
    return dumps({"site": appeal.site, "turn": appeal.turn, "reason": appeal.reason, "at": milliseconds(appeal.at)})
