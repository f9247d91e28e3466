"""What Redis or Valkey says of itself.  Keys are sampled, so that looking costs the same however much is stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from redis import Redis
from redis.exceptions import ResponseError

from moderation.store import Durability
from moderation.store.engine import Engine, Kind
from moderation.store.records import milliseconds, moment
from moderation.store.redis.connection import text, translated

SWEPT = "hm:swept"
SAMPLE = 2_000
"""How many keys are looked at."""

WRITES = ("aof_last_write_status", "aof_last_bgrewrite_status", "rdb_last_bgsave_status")

SHOWN = 12
"""How many kinds are told apart; the others are one."""


class RedisEngine:
    """The EngineStore on Redis."""

    def __init__(self, redis: Redis, durability: Durability | None = None) -> None:
        self.redis = redis
        self.durability = durability

    def look(self) -> Engine:
        """See EngineStore."""
        with translated():
            info: dict[str, Any] = self.redis.info()
            config = self._config()
            keys = int(self.redis.dbsize())
            kinds = self._kinds(keys)
        return Engine(
            server=_server(info),
            used=int(info.get("used_memory", 0)),
            peak=int(info.get("used_memory_peak", 0)),
            most=int(info.get("maxmemory", 0)) or None,
            keys=keys,
            kinds=kinds,
            level=self.durability.value if self.durability else "",
            append_only=config.get("appendonly", "yes" if info.get("aof_enabled") else "no"),
            fsync=config.get("appendfsync", ""),
            sound=all(info.get(status, "ok") == "ok" for status in WRITES),
            role=str(info.get("role", "")),
            replicas=int(info.get("connected_slaves", 0)),
        )

    def swept(self, at: datetime) -> None:
        """See EngineStore."""
        with translated():
            self.redis.set(SWEPT, milliseconds(at))

    def last_sweep(self) -> datetime | None:
        """See EngineStore."""
        with translated():
            found = self.redis.get(SWEPT)
        return moment(int(found)) if found else None

    def _config(self) -> Mapping[str, str]:
        try:
            return {text(name): text(value) for name, value in self.redis.config_get("append*").items()}
        except ResponseError:  # a managed server that hides its configuration
            return {}

    def _kinds(self, keys: int) -> tuple[Kind, ...]:
        """Kinds of keys with what they come to, the largest first, from SAMPLE keys in the order of their hashes."""
        sample = self._sample()
        sizes = self._sizes(sample)
        counted: dict[str, list[int]] = defaultdict(list)
        for key, size in zip(sample, sizes, strict=True):
            counted[_kind(key)].append(size)
        factor = keys / len(sample) if sample else 0
        kinds = [Kind(name, round(len(each) * factor), round(sum(each) * factor)) for name, each in counted.items()]
        kinds.sort(key=lambda kind: -kind.size)
        rest = kinds[SHOWN:]
        if not rest:
            return tuple(kinds)
        return (*kinds[:SHOWN], Kind("…", sum(kind.keys for kind in rest), sum(kind.size for kind in rest)))

    def _sample(self) -> list[bytes]:
        cursor, found = 0, set[bytes]()
        while len(found) < SAMPLE:
            answer: Any = self.redis.scan(cursor, count=SAMPLE // 2)
            cursor = answer[0]
            found.update(answer[1])
            if cursor == 0:
                break
        return sorted(found)

    def _sizes(self, sample: Sequence[bytes]) -> list[int]:
        """Bytes of each key and its value; 0 for what is gone, or where the server does not say."""
        with self.redis.pipeline(transaction=False) as pipe:
            for key in sample:
                pipe.memory_usage(key, samples=5)
            found = pipe.execute(raise_on_error=False)
        return [size if isinstance(size, int) else 0 for size in found]


def _server(info: Mapping[str, Any]) -> str:
    valkey = info.get("valkey_version")
    return f"Valkey {valkey}" if valkey else f"Redis {info.get('redis_version', '')}"


def _kind(key: bytes) -> str:
    """`hm:comment:c_1` is of the kind `hm:comment`, whatever RQ keeps of the kind `rq`."""
    parts = text(key).split(":")
    return ":".join(parts[:2]) if parts[0] == "hm" else parts[0][:40]
