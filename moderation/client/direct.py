"""Takes decisions directly from Redis, for pages that must not wait for HTTP.  Needs the `redis` package.

    from moderation.client.direct import DecisionReader

    with DecisionReader("redis://hm-reader-whytimes:PASSWORD@redis.internal:6379/0", "whytimes") as reader:
        for comment in reader.published("21468"):
            print(comment.author.name, comment.text or comment.explanation)

The keys, and the user that may read them and nothing else, are described in docs/redis.md.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Final, Self

from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError, RedisError, TimeoutError
from redis.retry import Retry

from moderation.client.answers import Comment, understood
from moderation.client.decision import moment
from moderation.client.errors import ClientError, StoreAway, Unexpected

SCHEMA: Final = 1
"""The version of the keys that this file reads."""

STUBS: Final = ("hidden", "deleted")
READERS_SEE: Final = ("published", "pending", *STUBS)
"""What may stand under an article (`pending` only where a site moderates afterwards, else it is in no list).

A comment that became something else since the list was read is left out.
"""

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One change of state.  Keep `position`: reading goes on after it, also after a restart."""

    position: str
    id: str
    article: str
    state: str
    revision: int
    at: datetime


class DecisionReader:
    """Reads one site's decisions.  May be shared by threads; connects when needed.  `timeout` is in seconds.

    Every method raises StoreAway if Redis does not answer or does not let this user in, and Unexpected if what
    stands there is none of ours.
    """

    def __init__(self, redis_url: str, site: str, timeout: float = 5.0) -> None:
        self.site = site
        self.timeout = timeout
        try:
            self.redis = Redis.from_url(
                redis_url,
                decode_responses=True,
                protocol=2,
                socket_timeout=timeout,
                socket_connect_timeout=timeout,
                retry=Retry(ExponentialBackoff(cap=0.5, base=0.02), 2),
                retry_on_error=[ConnectionError, TimeoutError],
            )
        except ValueError as error:
            raise ClientError(f"this is no URL of a Redis: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self.redis.close()

    def decision(self, id: str) -> Comment | None:
        """The same as `GET /v1/comments/{id}`; None if there is no such comment.  For its author and the site."""
        return self.decisions([id])[0]

    def decisions(self, ids: Sequence[str]) -> list[Comment | None]:
        """The same for many, in order."""
        return [understood(Comment.read, view) if view else None for view in self._views(ids)]

    def published(self, article: str, limit: int = 50, after: Comment | None = None) -> list[Comment]:
        """What readers of an article may see, newest first; `after` continues below the last one of a page."""
        key = f"hm:published:{self.site}:{article}"
        with _translated():
            first = self._rank(key, after) if after else 0
            ids: Any = self.redis.zrange(key, first, first + min(limit, MOST) - 1, desc=True)
        views = (view for view in self._views(ids) if view and view["state"] in READERS_SEE)
        return [_as_readers_see(view) for view in views]

    def count(self, article: str) -> int:
        """How many that are, stubs included."""
        with _translated():
            return int(self.redis.zcard(f"hm:published:{self.site}:{article}"))

    def position(self) -> str:
        """Where the stream of changes ends now; ask for it once, before the first `changes`."""
        with _translated():
            newest: Any = self.redis.xrevrange(f"hm:decisions:{self.site}", count=1)
        return str(newest[0][0]) if newest else "0-0"

    def changes(self, after: str, wait: float = 0.0, limit: int = 100) -> list[Change]:
        """What changed after that position, oldest first; empty if nothing does within `wait` seconds.

        It waits for four fifths of this reader's `timeout` at most.  The stream is capped (docs/redis.md).
        """
        block = int(min(wait, self.timeout * 0.8) * 1000) or None
        with _translated():
            found: Any = self.redis.xread({f"hm:decisions:{self.site}": after}, count=limit, block=block)
            return [_change(position, fields) for _, entries in found or () for position, fields in entries]

    def _views(self, ids: Sequence[str]) -> list[dict[str, Any] | None]:
        if not ids:
            return []
        with _translated():
            found: Any = self.redis.mget([f"hm:decision:{id}" for id in ids])
            return [json.loads(view) if view else None for view in found]

    def _rank(self, key: str, after: Comment) -> int:
        """Where the list goes on.  If that comment is gone from it, after all that are not older."""
        rank: Any = self.redis.zrevrank(key, after.id)
        if rank is not None:
            return int(rank) + 1
        return int(self.redis.zcount(key, round(after.created_at.timestamp() * 1000), "+inf"))


def _as_readers_see(view: dict[str, Any]) -> Comment:
    """Without scores, and without an edit that nobody has ruled on; a stub with its sentence."""
    decision = view.get("decision") or {}
    told = decision.get("explanation") if view["state"] in STUBS else None
    return understood(Comment.read, {**view, "decision": None, "edit": None, "explanation": told})


def _change(position: str, fields: dict[str, str]) -> Change:
    return Change(
        position, fields["id"], fields["article"], fields["state"], int(fields["revision"]), moment(fields["at"])
    )


@contextmanager
def _translated() -> Iterator[None]:
    """Foreign errors as ours; a password is in none of them."""
    try:
        yield
    except RedisError as error:
        raise StoreAway(f"Redis: {type(error).__name__}: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Unexpected("what stands there is none of schema version 1") from error
