"""Accounts, sessions and wrong tries in Redis.

`hm:people` is a hash of accounts by name; `hm:session:{digest}` a string that names an account and ends by itself;
`hm:sessions:{name}` a sorted set of the digests of somebody's sessions, by when they end; `hm:misses:{key}` a count.
"""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from redis import Redis

from moderation.moderator import Moderator, Role
from moderation.store.people import Alter
from moderation.store.records import dumps, milliseconds
from moderation.store.redis.connection import text, translated

PEOPLE = "hm:people"


class RedisPeople:
    """The PeopleStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def add(self, moderator: Moderator) -> bool:
        """See PeopleStore."""
        with translated():
            return bool(self.redis.hsetnx(PEOPLE, moderator.name, _packed(moderator)))

    def change(self, name: str, alter: Alter) -> Moderator | None:
        """See PeopleStore.  Watches the hash, so that what somebody else changed meanwhile stays changed."""

        def write(pipe: Any) -> Any:
            data = pipe.hget(PEOPLE, name)
            pipe.multi()
            if data is None:
                return None
            altered = alter(_unpacked(name, data))
            pipe.hset(PEOPLE, name, _packed(altered))
            return altered

        with translated():
            altered: Any = self.redis.transaction(write, PEOPLE, value_from_callable=True)
        return altered if isinstance(altered, Moderator) else None

    def remove(self, name: str) -> bool:
        """See PeopleStore."""
        self.send_off(name)
        with translated():
            return bool(self.redis.hdel(PEOPLE, name))

    def find(self, name: str) -> Moderator | None:
        """See PeopleStore."""
        with translated():
            data = self.redis.hget(PEOPLE, name)
        return _unpacked(name, data) if data else None

    def everybody(self) -> list[Moderator]:
        """See PeopleStore."""
        with translated():
            found: Any = self.redis.hgetall(PEOPLE)
        return sorted((_unpacked(text(name), data) for name, data in found.items()), key=lambda each: each.name)

    def enter(self, token: str, name: str, until: datetime) -> None:
        """See PeopleStore."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            pipe.set(_session(token), dumps({"name": name, "until": milliseconds(until)}), pxat=milliseconds(until))
            pipe.zadd(_sessions(name), {token: milliseconds(until)})
            pipe.execute()

    def present(self, token: str, at: datetime) -> Moderator | None:
        """See PeopleStore."""
        with translated():
            data = self.redis.get(_session(token))
        if data is None:
            return None
        session = json.loads(text(data))
        return self.find(session["name"]) if session["until"] > milliseconds(at) else None

    def leave(self, token: str) -> None:
        """See PeopleStore."""
        with translated():
            data = self.redis.getdel(_session(token))
            if data:
                self.redis.zrem(_sessions(json.loads(text(data))["name"]), token)

    def send_off(self, name: str) -> int:
        """See PeopleStore."""
        with translated():
            tokens: Any = self.redis.zrange(_sessions(name), 0, -1)
            ended = self.redis.delete(*(_session(text(token)) for token in tokens)) if tokens else 0
            self.redis.delete(_sessions(name))
        return int(ended)

    def sessions(self, name: str, at: datetime) -> int:
        """See PeopleStore.  Forgets in passing those that have ended."""
        with translated():
            self.redis.zremrangebyscore(_sessions(name), "-inf", milliseconds(at))
            return int(self.redis.zcard(_sessions(name)))

    def miss(self, key: str, at: datetime, until: datetime) -> int:
        """See PeopleStore."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            pipe.incr(_misses(key))
            pipe.pexpire(_misses(key), milliseconds(until) - milliseconds(at), nx=True)
            return int(pipe.execute()[0])

    def misses(self, key: str, at: datetime) -> int:
        """See PeopleStore."""
        with translated():
            return int(self.redis.get(_misses(key)) or 0)

    def forgive(self, key: str) -> None:
        """See PeopleStore."""
        with translated():
            self.redis.delete(_misses(key))


def _session(token: str) -> str:
    return f"hm:session:{token}"


def _sessions(name: str) -> str:
    return f"hm:sessions:{name}"


def _misses(key: str) -> str:
    return f"hm:misses:{key}"


def _packed(moderator: Moderator) -> str:
    fields = {name: value for name, value in asdict(moderator).items() if name != "name" and value}
    return dumps(fields)


def _unpacked(name: str, data: str | bytes) -> Moderator:
    fields = json.loads(data)
    sites, sections = (tuple(fields.get(each, ())) for each in ("sites", "sections"))
    return Moderator(name, Role(fields["role"]), sites, fields.get("hashed", ""), sections, fields.get("identity", ""))
