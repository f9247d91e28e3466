"""Pages of comments from a sorted set of their ids by time of receipt."""

import json
from typing import Any

from redis import Redis

from moderation.store import Page
from moderation.store.cursor import Cursor
from moderation.store.redis.connection import text, translated
from moderation.store.redis.keys import decision_key


def page(redis: Redis, key: str, limit: int, cursor: str | None) -> Page:
    """The published views of up to `limit` comments, newest first.  Raises BadSubmission on a cursor not ours."""
    after = Cursor.read(cursor) if cursor else None
    with translated():
        rows = _rows(redis, key, limit, after)
        shown = rows[:limit]
        views = redis.mget([decision_key(row.id) for row in shown]) if shown else []
    more = str(shown[-1]) if len(rows) > limit else None
    return Page(tuple(json.loads(view) for view in views if view), more)


def _rows(redis: Redis, key: str, limit: int, after: Cursor | None) -> list[Cursor]:
    """One row more than `limit`, where there is one.

    Comments of the same millisecond come by id, so that a cursor can stand between two of them: all of that
    millisecond are read again and those before the cursor left out.
    """
    newest = after.at if after else "+inf"
    ties = redis.zcount(key, newest, newest) if after else 0
    found: Any = redis.zrange(
        key, newest, "-inf", desc=True, withscores=True, byscore=True, offset=0, num=limit + ties + 1
    )
    rows = [Cursor(int(score), text(id)) for id, score in found]
    return [row for row in rows if after is None or row < after]
