"""A Redis user for a site that reads decisions directly: it can read the three public families of keys, and that is
all.  See docs/redis.md, which describes what is fixed here to the sites.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from redis import Redis
from redis.exceptions import NoPermissionError, ResponseError

from moderation.errors import Refused
from moderation.store.redis.connection import text, translated
from moderation.store.redis.keys import changes_key, decision_key, published_key

COMMANDS: Final = (
    "get",
    "mget",
    "exists",
    "zrange",
    "zrevrange",
    "zrangebyscore",
    "zrevrangebyscore",
    "zscore",
    "zrank",
    "zrevrank",
    "zcard",
    "zcount",
    "xread",
    "xrange",
    "xrevrange",
    "xlen",
    "ping",
    "hello",
    "client|setname",
)
"""Reading what one knows the name of, and what clients say when they connect.  Nothing that lists keys.

Redis 7.0 must know all of them: `client|setinfo` is younger, and clients live without it.
"""


@dataclass(frozen=True, slots=True)
class Access:
    """A user that was created.  `line` goes into an ACL file or redis.conf; `saved`: the server did that by itself."""

    user: str
    line: str
    saved: bool


def reader_name(site: str) -> str:
    """The user that reads for a site."""
    return f"hm-reader-{site}"


def grant(redis: Redis, site: str, password: str) -> Access:
    """Create the site's user, or give it this password in place of any other.

    The server is told a hash of the password only.  Raises Refused if our own user may not make users.
    """
    user, rules = reader_name(site), _rules(redis, site, password)
    with translated(), _permitted():
        _acl(redis, "SETUSER", user, "reset", *rules)
        return Access(user, f"user {user} {' '.join(rules)}", _save(redis))


def revoke(redis: Redis, site: str) -> bool:
    """Remove the site's user and hang up on it; False if there is none."""
    with translated(), _permitted():
        removed = bool(_acl(redis, "DELUSER", reader_name(site)))
        _save(redis)
    return removed


def _rules(redis: Redis, site: str, password: str) -> list[str]:
    database = int(redis.connection_pool.connection_kwargs.get("db") or 0)
    return [
        "on",
        f"#{hashlib.sha256(password.encode()).hexdigest()}",
        f"%R~{decision_key('*')}",
        f"%R~{published_key(site, '*')}",
        f"%R~{changes_key(site)}",
        "-@all",
        *(f"+{command}" for command in COMMANDS),
        *([f"+select|{database}"] if database else []),
    ]


def _acl(redis: Any, *words: str) -> Any:
    return redis.execute_command("ACL", *words)


def _save(redis: Redis) -> bool:
    """Whether the server keeps its users in a file (`aclfile`), and wrote them there."""
    try:
        return text(_acl(redis, "SAVE")) == "OK"
    except NoPermissionError:
        return False
    except ResponseError:  # no aclfile
        return False


@contextmanager
def _permitted() -> Iterator[None]:
    try:
        yield
    except NoPermissionError as error:
        raise Refused(
            "The user of HANMADI_REDIS_URL may not make users: it needs +acl|setuser +acl|deluser."
        ) from error
    except ResponseError as error:
        raise Refused(f"This server cannot make such a user (Redis 7.0 or Valkey 8 is needed): {error}") from error
