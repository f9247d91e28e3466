"""The audit trail, notes and leases in Redis.

`hm:audit` is a stream that is never trimmed; `hm:notes:{comment}` a list; `hm:lease:{comment}` a string that ends by
itself, `hm:leased:{who}` names the comment that somebody has open, and `hm:opened:{who}` says since when.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from redis import Redis

from moderation.audit import EVERYTHING, Deed, Entry, Note, Wanted
from moderation.store.logbook import MOST_READ
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis.connection import text, translated
from moderation.store.redis.keys import notes_key

AUDIT = "hm:audit"
BATCH = 500
SLACK = timedelta(minutes=5)
"""By how much an entry's own time may differ from the server's."""

LONGEST_MS = 24 * 3600 * 1000
"""For how long it is remembered since when somebody has a comment open."""

PLACE = re.compile(r"\d{1,20}-\d{1,20}", re.ASCII)

TAKE = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return holder end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
local before = redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3], 'GET')
if before ~= ARGV[2] then
    redis.call('SET', KEYS[3], ARGV[4], 'PX', ARGV[5])
    local left = before and ARGV[6] .. before
    if left and redis.call('GET', left) == ARGV[1] then redis.call('DEL', left) end
end
return ARGV[1]
"""
"""All that taking a comment writes, at once: where a write must be on disk first, four would be four waits."""

RELEASE = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0"


class RedisLogbook:
    """The Logbook on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def write(self, entry: Entry, transaction: Any = None) -> None:
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
            (self.redis if transaction is None else transaction).xadd(AUDIT, fields)

    def read(
        self, limit: int, before: str | None = None, wanted: Wanted = EVERYTHING
    ) -> tuple[list[Entry], str | None]:
        """See Logbook.  What is not wanted is read, too: a stream knows nothing but its order and its times."""
        newest = f"({before}" if before and PLACE.fullmatch(before) else _place(wanted.until, SLACK) or "+"
        oldest, batch = _place(wanted.since, -SLACK) or "-", max(limit + 1, BATCH if wanted != EVERYTHING else 0)
        found: list[Entry] = []
        looked, last = 0, ""
        while looked < MOST_READ:
            with translated():
                rows: Any = self.redis.xrevrange(AUDIT, newest, oldest, count=batch)
            for place, fields in rows:
                if len(found) == limit:
                    return found, last
                entry, last = _entry(fields), text(place)
                if wanted(entry):
                    found.append(entry)
            if len(rows) < batch:
                return found, None
            looked, newest = looked + len(rows), f"({last}"
        return found, last

    def note(self, comment: str, note: Note) -> None:
        """See Logbook."""
        with translated():
            self.redis.rpush(notes_key(comment), _note(note))

    def unnote(self, comment: str, note: Note) -> None:
        """See Logbook."""
        with translated():
            self.redis.lrem(notes_key(comment), 1, _note(note))

    def notes(self, comment: str) -> list[Note]:
        """See Logbook."""
        with translated():
            found: Any = self.redis.lrange(notes_key(comment), 0, -1)
        return [Note(each["by"], moment(each["at"]), each["text"]) for each in map(json.loads, found)]

    def lease(self, comment: str, who: str, at: datetime, until: datetime) -> str:
        """See Logbook."""
        lasts, since = milliseconds(until) - milliseconds(at), f"{milliseconds(at)} {comment}"
        taken = [_lease(comment), f"hm:leased:{who}", _opened(who)]
        with translated():
            return text(self.redis.eval(TAKE, 3, *taken, who, comment, lasts, since, LONGEST_MS, _lease("")))

    def opened(self, comment: str, who: str) -> datetime | None:
        """See Logbook."""
        with translated():
            at, _, open_now = text(self.redis.get(_opened(who)) or "").partition(" ")
        return moment(int(at)) if open_now == comment else None

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


def _place(at: datetime | None, slack: timedelta) -> str | None:
    """Where in the stream a time is: its places begin with the server's own milliseconds."""
    return str(milliseconds(at + slack)) if at else None


def _note(note: Note) -> str:
    return dumps({"by": note.by, "at": milliseconds(note.at), "text": note.text})


def _lease(comment: str) -> str:
    return f"hm:lease:{comment}"


def _opened(who: str) -> str:
    return f"hm:opened:{who}"


def _entry(raw: dict[bytes, bytes]) -> Entry:
    fields = {text(name): text(value) for name, value in raw.items()}
    at, deed = moment(int(fields["at"])), Deed(fields["deed"])
    return Entry(at, fields["who"], deed, fields["about"], fields["site"], fields["outcome"])
