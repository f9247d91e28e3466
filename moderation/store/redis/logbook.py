"""The audit trail, notes and leases in Redis.

`hm:audit` is a stream that is never trimmed; `hm:notes:{comment}` a list; `hm:lease:{comment}` a string that ends by
itself, and `hm:leased:{who}` names the comment that somebody has open.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from redis import Redis

from moderation.audit import Deed, Entry, Note
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis.connection import text, translated
from moderation.store.redis.keys import notes_key

AUDIT = "hm:audit"
PLACE = re.compile(r"\d{1,20}-\d{1,20}", re.ASCII)

TAKE = """
local holder = redis.call('GET', KEYS[1])
if not holder or holder == ARGV[1] then
    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
    return ARGV[1]
end
return holder
"""
RELEASE = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0"


class RedisLogbook:
    """The Logbook on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def write(self, entry: Entry) -> None:
        """See Logbook."""
        fields: dict[Any, Any] = {
            "at": milliseconds(entry.at),
            "who": entry.who,
            "deed": entry.deed.value,
            "about": entry.about,
            "site": entry.site,
            "outcome": entry.outcome,
        }
        with translated():
            self.redis.xadd(AUDIT, fields)

    def read(self, limit: int, before: str | None = None) -> tuple[list[Entry], str | None]:
        """See Logbook."""
        newest = f"({before}" if before and PLACE.fullmatch(before) else "+"
        with translated():
            found: Any = self.redis.xrevrange(AUDIT, newest, "-", count=limit + 1)
        shown = found[:limit]
        return [_entry(fields) for _, fields in shown], text(shown[-1][0]) if len(found) > limit else None

    def note(self, comment: str, note: Note) -> None:
        """See Logbook."""
        with translated():
            self.redis.rpush(notes_key(comment), dumps({"by": note.by, "at": milliseconds(note.at), "text": note.text}))

    def notes(self, comment: str) -> list[Note]:
        """See Logbook."""
        with translated():
            found: Any = self.redis.lrange(notes_key(comment), 0, -1)
        return [Note(each["by"], moment(each["at"]), each["text"]) for each in map(json.loads, found)]

    def lease(self, comment: str, who: str, at: datetime, until: datetime) -> str:
        """See Logbook."""
        lasts = milliseconds(until) - milliseconds(at)
        with translated():
            holder = text(self.redis.eval(TAKE, 1, _lease(comment), who, lasts))
            if holder == who:
                before = self.redis.set(f"hm:leased:{who}", comment, px=lasts, get=True)
                if before and text(before) != comment:
                    self.redis.eval(RELEASE, 1, _lease(text(before)), who)
        return holder

    def release(self, comment: str, who: str) -> None:
        """See Logbook."""
        with translated():
            self.redis.eval(RELEASE, 1, _lease(comment), who)

    def leases(self, comments: Sequence[str], at: datetime) -> list[str | None]:
        """See Logbook."""
        if not comments:
            return []
        with translated():
            found: Any = self.redis.mget([_lease(comment) for comment in comments])
        return [text(who) if who else None for who in found]


def _lease(comment: str) -> str:
    return f"hm:lease:{comment}"


def _entry(raw: dict[bytes, bytes]) -> Entry:
    fields = {text(name): text(value) for name, value in raw.items()}
    at, deed = moment(int(fields["at"])), Deed(fields["deed"])
    return Entry(at, fields["who"], deed, fields["about"], fields["site"], fields["outcome"])
