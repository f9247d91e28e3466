"""What is written of a record into an open transaction: the record, its view, its places, and the news of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from moderation.publication import published_view, rfc3339
from moderation.record import Record
from moderation.standing import Writer
from moderation.store.authors import guest_of
from moderation.store.records import dumps, milliseconds, pack
from moderation.store.redis import keys
from moderation.store.redis.authors import expire
from moderation.tally import day_of

STREAM_LENGTH = 100_000
"""About how many changes of state each site's stream keeps."""


def keep(pipe: Any, record: Record) -> None:
    """The record and its view; neither is ever written without the other."""
    view = published_view(record)
    pipe.set(keys.comment_key(record.comment.id), pack(record, view))
    pipe.set(keys.decision_key(record.comment.id), dumps(view))


def receive(pipe: Any, record: Record) -> None:
    """A record that is new, and in the two lists where a new one belongs."""
    keep(pipe, record)
    comment, at = record.comment, milliseconds(record.comment.received_at)
    pipe.zadd(keys.PENDING, {comment.id: at})
    if comment.author.id:
        pipe.zadd(keys.member_key(comment.site, comment.author.id), {comment.id: at})
    guest = guest_of(comment)
    if guest:
        pipe.set(keys.network_key(comment.id), guest.id)
        pipe.zadd(keys.guest_key(guest.site, guest.id), {comment.id: at})
        for key in (keys.network_key(comment.id), keys.guest_key(guest.site, guest.id)):
            expire(pipe, key, guest, comment.received_at)
    if record.seen:
        pipe.zadd(keys.published_key(comment.site, comment.article.id), {comment.id: at})
    if comment.parent:
        pipe.sadd(keys.REPLIED, comment.parent)
        pipe.zadd(keys.replies_key(comment.parent), {comment.id: at})
    count(pipe, comment.site, comment.received_at, {"received": 1})


def place(pipe: Any, record: Record, stub: bool) -> None:
    """A record in every list where it belongs, and in no other; `stub` keeps a deleted one before readers."""
    comment, at = record.comment, milliseconds(record.comment.received_at)
    seen = record.seen or stub
    _index(pipe, keys.PENDING, comment.id, milliseconds(record.latest.received_at), record.waiting is not None)
    _index(pipe, keys.held_key(comment.site), comment.id, at, record.held)
    _index(pipe, keys.published_key(comment.site, comment.article.id), comment.id, at, seen)
    until = record.hidden_until
    _index(pipe, keys.UNTIL, comment.id, milliseconds(until) if until else 0, until is not None)
    _index(pipe, keys.originals_key(comment.site), comment.id, milliseconds(record.changed_at), bool(record.originals))
    if record.waiting is None:
        pipe.hdel(keys.ATTEMPTS, comment.id)


def count(pipe: Any, site: str, at: datetime, counts: Mapping[str, int]) -> None:
    """Add to the numbers of a day."""
    key = keys.tally_key(site, day_of(at))
    for name, number in counts.items():
        pipe.hincrby(key, name, number)


def withdraw(pipe: Any, record: Record) -> None:
    """A record that must not have been received: nothing of it stays."""
    place(pipe, record.erased(), stub=False)
    forget_author(pipe, record, guest_of(record.comment))
    count(pipe, record.comment.site, record.comment.received_at, {"received": -1})
    if record.comment.parent:
        pipe.zrem(keys.replies_key(record.comment.parent), record.comment.id)
    pipe.delete(keys.comment_key(record.comment.id), keys.decision_key(record.comment.id))


def forget_author(pipe: Any, record: Record, guest: Writer | None) -> None:
    """No author's list holds this record any more; `guest` wrote it, if that is known."""
    comment = record.comment
    pipe.delete(keys.network_key(comment.id))
    if comment.author.id:
        pipe.zrem(keys.member_key(comment.site, comment.author.id), comment.id)
    elif guest:
        pipe.zrem(keys.guest_key(guest.site, guest.id), comment.id)


def forget_objections(pipe: Any, record: Record) -> None:
    """What was said about a comment, by readers, its author or moderators, may quote it."""
    id, site = record.comment.id, record.comment.site
    pipe.delete(keys.reports_key(id), keys.appeal_key(id), keys.notes_key(id), keys.lesson_key(id), keys.handed_key(id))
    for turn in range(1, len(record.trail) + 1):
        pipe.delete(keys.settled_key(id, turn))
    pipe.zrem(keys.lessons_key(site), id)
    pipe.zrem(keys.reported_key(site), id)
    pipe.zrem(keys.appealed_key(site), id)


def tell(pipe: Any, record: Record, at: datetime) -> None:
    """One entry in the stream of its site: how the record stands since `at`."""
    comment = record.comment
    change: dict[str, Any] = {
        "id": comment.id,
        "article": comment.article.id,
        "state": record.state.value,
        "revision": comment.revision,
        "at": rfc3339(at),
    }
    pipe.hincrby(keys.CHANGES, f"{comment.site}:{record.state.value}", 1)
    pipe.xadd(keys.changes_key(comment.site), change, maxlen=STREAM_LENGTH, approximate=True)


def _index(pipe: Any, key: str, id: str, at: int, belongs: bool) -> None:
    if belongs:
        pipe.zadd(key, {id: at})
    else:
        pipe.zrem(key, id)
