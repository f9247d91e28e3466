"""Webhooks in Redis, and how a site's stream becomes letters.

The stream `hm:decisions:{site}` is written with each change anyway: it is the outbox, and receiving and ruling cost
nothing more.  How far it was read is kept beside the webhook and moves in the transaction that writes the letters.
"""

import json
from datetime import datetime
from typing import Any

from redis import Redis
from redis.exceptions import WatchError

from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated
from moderation.store.redis.letters import RedisLetters, pack
from moderation.store.webhooks import Collected, Letter, Standing, Webhook

BATCH = 500
"""The most changes that become letters in one transaction."""

START = ("0-0", 0)


class RedisWebhooks(RedisLetters):
    """The WebhookStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def keep_webhook(self, webhook: Webhook) -> None:
        """See WebhookStore."""
        key = keys.webhook_key(webhook.site)
        with translated(), self.redis.pipeline() as pipe:
            last, added = self._end(webhook.site)
            pipe.hset(
                key,
                mapping={"url": webhook.url, "secrets": dumps(webhook.secrets), "disabled": webhook.disabled},
            )
            pipe.hsetnx(key, "last", last)
            pipe.hsetnx(key, "added", str(added))
            pipe.sadd(keys.WEBHOOKS, webhook.site)
            pipe.execute()

    def disable_webhook(self, site: str, url: str, why: str) -> None:
        """See WebhookStore."""
        key = keys.webhook_key(site)
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(key)  # type: ignore[no-untyped-call]
                    if text(pipe.hget(key, "url") or b"") != url:
                        return
                    pipe.multi()
                    pipe.hset(key, "disabled", why)
                    pipe.execute()
                    return
                except WatchError:
                    continue

    def remove_webhook(self, site: str) -> bool:
        """See WebhookStore."""
        due = keys.due_key(site)
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(due)  # type: ignore[no-untyped-call]
                    found: Any = pipe.zrange(due, 0, -1)
                    pipe.multi()
                    pipe.srem(keys.WEBHOOKS, site)
                    pipe.delete(
                        keys.webhook_key(site),
                        due,
                        keys.dead_key(site),
                        *(keys.letters_key(site, text(id)) for id in found),
                    )
                    return bool(pipe.execute()[0])
                except WatchError:
                    continue

    def webhook(self, site: str) -> Webhook | None:
        """See WebhookStore."""
        with translated():
            return _webhook(site, self.redis.hgetall(keys.webhook_key(site)))

    def webhooks(self) -> list[Webhook]:
        """See WebhookStore."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            sites = sorted(text(site) for site in self.redis.smembers(keys.WEBHOOKS))
            for site in sites:
                pipe.hgetall(keys.webhook_key(site))
            found = [_webhook(site, fields) for site, fields in zip(sites, pipe.execute(), strict=True)]
        return [webhook for webhook in found if webhook]

    def standing(self, site: str) -> Standing:
        """See WebhookStore."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.zcard(keys.due_key(site))
            pipe.zcard(keys.dead_key(site))
            pipe.hget(keys.webhook_key(site), "missed")
            waiting, dead, missed = pipe.execute()
        return Standing(waiting, dead, int(missed or 0))

    def collect(self, site: str, at: datetime) -> Collected:
        """See WebhookStore.  Costs one round trip where nothing has changed."""
        key = keys.webhook_key(site)
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(key)  # type: ignore[no-untyped-call]
                    position = _position(pipe.hmget(key, ["last", "added"]))
                    if position is None:
                        return Collected()
                    entries, read, missed = self._next(site, *position)
                    if not entries and not missed:
                        return Collected()
                    pipe.multi()
                    self._write(pipe, site, entries, at)
                    last = text(entries[-1][0]) if entries else position[0]
                    pipe.hset(key, mapping={"last": last, "added": read})
                    if missed:
                        pipe.hincrby(key, "missed", missed)
                    pipe.execute()
                    return Collected(len(entries), missed)
                except WatchError:
                    continue

    def _write(self, pipe: Any, site: str, entries: list[Any], at: datetime) -> None:
        """A letter for each change; the line of a comment that is being tried keeps its time."""
        for id, fields in entries:
            letter = Letter(text(id), text(fields[b"id"]), moment(int(text(id).partition("-")[0])))
            pipe.rpush(keys.letters_key(site, letter.comment), pack(letter))
            pipe.zadd(keys.due_key(site), {letter.comment: milliseconds(at)}, nx=True)

    def _next(self, site: str, last: str, added: int) -> tuple[list[Any], int, int]:
        """What comes next in the stream; how many were ever added up to its end; how many of them were missed.

        The stream is capped.  If its first entry is newer than the last that we read, then whatever was added between
        the two is gone unread: Redis counts what was ever added (`entries-added`, since 7.0).
        """
        stream = keys.changes_key(site)
        if not self.redis.exists(stream):
            return [], added, 0
        with self.redis.pipeline() as pipe:
            pipe.xinfo_stream(stream)
            pipe.xrange(stream, f"({last}", "+", BATCH)
            info, entries = pipe.execute()
        first = info["first-entry"]
        if first and _order(text(first[0])) <= _order(last):
            return entries, added + len(entries), 0
        gone = int(info["entries-added"]) - int(info["length"])
        return entries, gone + len(entries), max(0, gone - added)

    def _end(self, site: str) -> tuple[str, int]:
        """The id of the last change so far, and how many were ever added."""
        stream = keys.changes_key(site)
        if not self.redis.exists(stream):
            return START
        info = self.redis.xinfo_stream(stream)
        return text(info["last-generated-id"]), int(info["entries-added"])


def _webhook(site: str, fields: dict[Any, Any]) -> Webhook | None:
    if b"url" not in fields:
        return None
    secrets = tuple(json.loads(fields[b"secrets"]))
    return Webhook(site, text(fields[b"url"]), secrets, text(fields[b"disabled"]))


def _position(found: Any) -> tuple[str, int] | None:
    last, added = found
    return None if last is None else (text(last), int(added or 0))


def _order(id: str) -> tuple[int, int]:
    """Entries of a stream in their order."""
    at, _, number = id.partition("-")
    return int(at), int(number)
