"""Reports and appeals in Redis."""

import json
from collections.abc import Sequence
from typing import Any

from redis import Redis

from moderation.comment import Author
from moderation.objection import Accuracy, Appeal, Report
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated

APPEALED_SECONDS = 400 * 24 * 3600
"""How long it is remembered which rulings were appealed: longer than any site's window for appeals."""


class RedisObjections:
    """The ObjectionStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def report(self, report: Report) -> bool:
        """See ObjectionStore."""
        with translated():
            new = self.redis.hsetnx(keys.reports_key(report.comment), report.reporter_key, _packed(report))
            if new:
                self.redis.zincrby(keys.reported_key(report.site), report.weight, report.comment)
        return bool(new)

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
        reports = self.reports(comment)
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            for report in reports:
                pipe.hincrby(keys.accuracy_key(site, report.reporter_key), "agreed" if agreed else "disagreed", 1)
            pipe.delete(keys.reports_key(comment))
            pipe.zrem(keys.reported_key(site), comment)
            pipe.execute()
        return reports

    def accuracy(self, site: str, reporter_keys: Sequence[str]) -> list[Accuracy]:
        """See ObjectionStore."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for key in reporter_keys:
                pipe.hmget(keys.accuracy_key(site, key), "agreed", "disagreed")
            return [Accuracy(int(agreed or 0), int(disagreed or 0)) for agreed, disagreed in pipe.execute()]

    def appeal(self, appeal: Appeal) -> bool:
        """See ObjectionStore."""
        once = keys.appealed_once_key(appeal.comment, appeal.turn)
        with translated():
            if not self.redis.set(once, 1, nx=True, ex=APPEALED_SECONDS):
                return False
            with self.redis.pipeline() as pipe:
                pipe.multi()
                pipe.set(keys.appeal_key(appeal.comment), _packed_appeal(appeal))
                pipe.zadd(keys.appealed_key(appeal.site), {appeal.comment: milliseconds(appeal.at)})
                pipe.execute()
        return True

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
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            pipe.delete(keys.appeal_key(comment))
            pipe.zrem(keys.appealed_key(site), comment)
            pipe.execute()


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
