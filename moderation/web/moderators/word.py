"""One entry of the lexicon as a form says it, and as it stands in the address of a page."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Final

from flask import request

from moderation.errors import Fault
from moderation.lexicon import BadEntry, Entry
from moderation.lexicon.entry import DEFAULTS
from moderation.store.records import dumps
from moderation.tally import KST

LONGEST: Final = 200


def key_here() -> str:
    """The key of the entry that the form is about; nothing for a new one."""
    return request.form.get("key", "")[:LONGEST]


def entry_here(now: datetime) -> Entry:
    """The entry in the form; it counts to the end of the day that is given, in Korea.  Raises BadEntry."""
    row = {name: request.form.get(name, "") for name in DEFAULTS}
    if any(len(value) > LONGEST for value in row.values()):
        raise BadEntry((Fault("/note", f"한 칸에 {LONGEST}자까지 적을 수 있습니다."),))
    return Entry.from_dict(row | {"expires": _end_of(row["expires"].strip(), now)})


def mark(entry: Entry | None) -> str:
    """By which a form knows again what lay over the lists when it was made; nothing where nothing did."""
    return hashlib.sha256(dumps(entry.to_dict()).encode()).hexdigest()[:16] if entry else ""


def _end_of(day: str, now: datetime) -> str:
    if not day:
        return ""
    try:
        end = datetime.combine(date.fromisoformat(day), datetime.min.time(), KST) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise BadEntry((Fault("/expires", "만료일은 2026-12-31처럼 적습니다."),)) from None
    if end <= now:
        raise BadEntry((Fault("/expires", "이미 지난 날입니다."),))
    return end.isoformat()
