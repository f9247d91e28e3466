"""Saved versions of policies in Redis: one list, `hm:policies`, to which is only ever pushed."""

import json
from typing import Any, Final

from redis import Redis
from redis.exceptions import WatchError

from moderation.errors import Misconfigured
from moderation.policies.edition import Edition
from moderation.store import Join
from moderation.store.editions import is_next
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis.connection import text, translated

POLICIES: Final = "hm:policies"


class RedisEditions:
    """The EditionStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def add(self, edition: Edition, join: Join | None = None) -> bool:
        """See EditionStore."""
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(POLICIES)  # type: ignore[no-untyped-call]
                    if not is_next(edition, _read(pipe.lrange(POLICIES, 0, -1))):
                        return False
                    pipe.multi()
                    pipe.rpush(POLICIES, _row(edition))
                    if join:
                        join(pipe)
                    pipe.execute()
                    return True
                except WatchError:
                    continue

    def editions(self, name: str) -> list[Edition]:
        """See EditionStore."""
        return [each for each in reversed(self._all()) if each.name == name]

    def latest(self) -> dict[str, Edition]:
        """See EditionStore."""
        return {each.name: each for each in self._all()}

    def count(self) -> int:
        """See EditionStore."""
        with translated():
            return int(self.redis.llen(POLICIES))

    def _all(self) -> list[Edition]:
        with translated():
            return _read(self.redis.lrange(POLICIES, 0, -1))


def _row(edition: Edition) -> str:
    return dumps(
        {
            "name": edition.name,
            "version": edition.version,
            "tables": edition.tables,
            "by": edition.by,
            "at": milliseconds(edition.at),
            "note": edition.note,
        }
    )


def _read(rows: Any) -> list[Edition]:
    return [_edition(row, place) for place, row in enumerate(rows)]


def _edition(row: bytes, place: int) -> Edition:
    try:
        fields = json.loads(text(row))
        name, version, at = str(fields["name"]), int(fields["version"]), moment(int(fields["at"]))
        return Edition(name, version, dict(fields["tables"]), str(fields["by"]), at, str(fields["note"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Misconfigured(
            f"저장된 정책의 {place + 1}번째 줄을 읽을 수 없습니다. (Row {place} of {POLICIES} is no policy: {error!r}.)"
        ) from error
