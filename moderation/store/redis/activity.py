"""Comments by article, minute and state, in Redis.

`hm:pace:{site}:{article}:{hour}` is a hash: `{minute}:{state}` a count; `hm:pace:{site}:{article}:latest` names the
comment received last.  Both expire a day after they were written last.  `hm:active:{site}` is a sorted set of articles
by when something happened there.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from redis import Redis

from moderation.decision import State
from moderation.record import Record
from moderation.store.activity import Activity
from moderation.store.records import milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated
from moderation.tightening import DAY, Tally

KEPT: Final = int((DAY + timedelta(hours=2)).total_seconds())
"""For how many seconds an hour's counts are kept after the last change of them."""

HOUR_MS = 3_600_000
MINUTE_MS = 60_000


def count(pipe: Any, before: Record | None, after: Record | None) -> None:
    """Move a comment from its state before to the one after, within `pipe`; what is older than a day counts no more."""
    record = before or after
    if record is None:
        return
    comment, at = record.comment, milliseconds(record.comment.received_at)
    if after and after.changed_at - comment.received_at > DAY:
        return
    key = keys.pace_key(comment.site, comment.article.id, at // HOUR_MS)
    if before is None:
        pipe.set(keys.latest_key(comment.site, comment.article.id), comment.id, ex=KEPT)
    if not (before and after and before.state is after.state):
        for each, by in ((before, -1), (after, 1)):
            if each:
                pipe.hincrby(key, f"{at // MINUTE_MS}:{each.state.value}", by)
        pipe.expire(key, KEPT)
    if after:
        pipe.zadd(keys.active_key(comment.site), {comment.article.id: milliseconds(after.changed_at)})


class RedisActivity:
    """The ActivityStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def active(self, site: str, since: datetime, limit: int) -> list[str]:
        """See ActivityStore."""
        with translated():
            found: Any = self.redis.zrange(
                keys.active_key(site), "+inf", milliseconds(since), desc=True, byscore=True, offset=0, num=limit
            )
        return [text(article) for article in found]

    def activities(self, site: str, articles: Sequence[str], at: datetime) -> list[Activity]:
        """See ActivityStore.  One round trip."""
        if not articles:
            return []
        first, last = milliseconds(at - DAY), milliseconds(at)
        hours = range(first // HOUR_MS, last // HOUR_MS + 1)
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for article in articles:
                for hour in hours:
                    pipe.hgetall(keys.pace_key(site, article, hour))
            pipe.mget([keys.latest_key(site, article) for article in articles])
            *found, latest = pipe.execute()
        by_article = (found[start : start + len(hours)] for start in range(0, len(found), len(hours)))
        return [_activity(hashes, id, at) for hashes, id in zip(by_article, latest, strict=True)]

    def forget(self, site: str, before: datetime) -> None:
        """See ActivityStore."""
        with translated():
            self.redis.zremrangebyscore(keys.active_key(site), "-inf", f"({milliseconds(before)}")


def _activity(hashes: Sequence[Mapping[bytes, bytes]], latest: bytes | None, at: datetime) -> Activity:
    """What stands in an article's hashes, the oldest first."""
    tallies = sorted(
        (_tally(text(name), int(value)) for hour in hashes for name, value in hour.items()),
        key=lambda tally: (tally.at, tally.state),
    )
    kept = (tally for tally in tallies if tally.count > 0 and tally.at > at - DAY)
    return Activity(tuple(kept), text(latest) if latest else None)


def _tally(name: str, value: int) -> Tally:
    minute, _, state = name.partition(":")
    return Tally(moment(int(minute) * MINUTE_MS), State(state), value)
