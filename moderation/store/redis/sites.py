"""Sites and the hashes of their API keys in Redis."""

import secrets
from collections.abc import Sequence
from typing import Any

from redis import Redis

from moderation.decision import APPEAL_DAYS
from moderation.store import RETENTION_DAYS
from moderation.store.redis.connection import text, translated

SITES = "hm:sites"
CORAL = "hm:coral"
RETENTION = "hm:retention"
APPEALS = "hm:appeal-days"
SECRET = "hm:secret"  # noqa: S105 - the name of a key


class RedisSites:
    """The SiteStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def add_site(self, site: str, key_hash: str) -> bool:
        """See SiteStore."""
        with translated():
            if not self.redis.sadd(SITES, site) and self._keys_of(site):
                return False
            self.redis.set(f"hm:key:{key_hash}", site)
            return True

    def add_key(self, site: str, key_hash: str) -> bool:
        """See SiteStore."""
        with translated():
            if not self.redis.sismember(SITES, site):
                return False
            self.redis.set(f"hm:key:{key_hash}", site)
            return True

    def revoke(self, site: str, key_hash: str | None = None) -> int:
        """See SiteStore."""
        with translated():
            theirs = self._keys_of(site, "*" if key_hash is None else key_hash)
            return int(self.redis.delete(*theirs)) if theirs else 0

    def site_of(self, key_hash: str) -> str | None:
        """See SiteStore."""
        with translated():
            site = self.redis.get(f"hm:key:{key_hash}")
        return text(site) if site else None

    def sites(self) -> list[str]:
        """See SiteStore."""
        with translated():
            return sorted(text(site) for site in self.redis.smembers(SITES))

    def put_retention(self, site: str, days: int) -> bool:
        """See SiteStore."""
        with translated():
            if not self.redis.sismember(SITES, site):
                return False
            self.redis.hset(RETENTION, site, days)
            return True

    def retention(self, site: str) -> int:
        """See SiteStore."""
        with translated():
            found = self.redis.hget(RETENTION, site)
        return int(found) if found else RETENTION_DAYS

    def put_appeal_days(self, site: str, days: int) -> bool:
        """See SiteStore."""
        with translated():
            if not self.redis.sismember(SITES, site):
                return False
            self.redis.hset(APPEALS, site, days)
            return True

    def appeal_days(self, sites: Sequence[str]) -> list[int]:
        """See SiteStore."""
        if not sites:
            return []
        with translated():
            found: Any = self.redis.hmget(APPEALS, list(sites))
        return [int(days) if days else APPEAL_DAYS for days in found]

    def put_coral_secret(self, site: str, secret: str) -> bool:
        """See SiteStore."""
        with translated():
            if not self.redis.sismember(SITES, site):
                return False
            self.redis.hset(CORAL, site, secret)
            return True

    def coral_secret(self, site: str) -> str | None:
        """See SiteStore."""
        with translated():
            found = self.redis.hget(CORAL, site)
        return text(found) if found else None

    def _keys_of(self, site: str, hashes: str = "*") -> list[Any]:
        found = self.redis.scan_iter(f"hm:key:{hashes}", count=1000)
        return [key for key in found if text(self.redis.get(key) or "") == site]

    def secret(self) -> str:
        """See SiteStore."""
        with translated():
            self.redis.set(SECRET, secrets.token_urlsafe(32), nx=True)
            return text(self.redis.get(SECRET))
