"""Which workers live, in Redis: one small hash, so that asking costs the same however much is stored."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from redis import Redis

from moderation.jobs import JudgeQueue
from moderation.store import Pulse
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated

PULSES = "hm:pulses"


class RedisPulses:
    """The PulseStore on Redis."""

    def __init__(self, redis: Redis, queue: JudgeQueue) -> None:
        self.redis = redis
        self.queue = queue

    def beat(self, pulse: Pulse, until: datetime) -> None:
        """See PulseStore."""
        with translated():
            self.redis.hset(PULSES, pulse.worker, _packed(pulse, until))

    def still(self, worker: str) -> None:
        """See PulseStore."""
        with translated():
            self.redis.hdel(PULSES, worker)

    def pulses(self, at: datetime) -> list[Pulse]:
        """See PulseStore.  Forgets the dead in passing."""
        with translated():
            found = self.redis.hgetall(PULSES)
            live = self.told(found, at)
            dead = {text(worker) for worker in found} - {pulse.worker for pulse in live}
            if dead:
                self.redis.hdel(PULSES, *dead)
        return live

    def ask(self, pipe: Any, beats: bool) -> None:
        """Ask within `pipe` how many wait in the ordinary queue and in the urgent one, and perhaps for the `beats`."""
        pipe.llen(self.queue.queue.key)
        pipe.llen(self.queue.urgent.key)
        if beats:
            pipe.hgetall(PULSES)

    def told(self, beats: Mapping[Any, Any], at: datetime) -> list[Pulse]:
        """The workers among the beats that live."""
        found = {text(worker): json.loads(data) for worker, data in sorted(beats.items())}
        return [
            Pulse(worker, data["model"], data.get("rate"))
            for worker, data in found.items()
            if data["until"] > milliseconds(at)
        ]

    def backlog(self) -> int:
        """See PulseStore."""
        with translated():
            return len(self.queue)

    def urgent(self) -> int:
        """See PulseStore."""
        with translated():
            return self.queue.waiting()[1]

    def oldest(self) -> datetime | None:
        """See PulseStore."""
        with translated():
            found: Any = self.redis.zrange(keys.PENDING, 0, 0, withscores=True)
        return moment(int(found[0][1])) if found else None

    def changes(self) -> dict[tuple[str, str], int]:
        """See PulseStore."""
        with translated():
            found = self.redis.hgetall(keys.CHANGES)
        counts = {}
        for name, count in found.items():
            site, _, state = text(name).rpartition(":")
            counts[site, state] = int(count)
        return counts


def _packed(pulse: Pulse, until: datetime) -> str:
    return dumps({"model": pulse.model, "rate": pulse.rate, "until": milliseconds(until)})
