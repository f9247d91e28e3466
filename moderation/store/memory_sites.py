"""Sites and the hashes of their API keys in this process' memory."""

import secrets
from collections.abc import Sequence

from moderation.decision import APPEAL_DAYS
from moderation.store import RETENTION_DAYS


class MemorySites:
    """The SiteStore in memory."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self._sites: set[str] = set()
        self._secret = secrets.token_urlsafe(32)
        self._coral: dict[str, str] = {}
        self._retention: dict[str, int] = {}
        self._appeal_days: dict[str, int] = {}

    def add_site(self, site: str, key_hash: str) -> bool:
        """See SiteStore."""
        if site in self.keys.values():
            return False
        self._sites.add(site)
        self.keys[key_hash] = site
        return True

    def add_key(self, site: str, key_hash: str) -> bool:
        """See SiteStore."""
        if site not in self._sites:
            return False
        self.keys[key_hash] = site
        return True

    def revoke(self, site: str, key_hash: str | None = None) -> int:
        """See SiteStore."""
        theirs = [hash for hash, owner in self.keys.items() if owner == site and key_hash in (None, hash)]
        for hash in theirs:
            del self.keys[hash]
        return len(theirs)

    def site_of(self, key_hash: str) -> str | None:
        """See SiteStore."""
        return self.keys.get(key_hash)

    def sites(self) -> list[str]:
        """See SiteStore."""
        return sorted(self._sites)

    def put_retention(self, site: str, days: int) -> bool:
        """See SiteStore."""
        if site not in self._sites:
            return False
        self._retention[site] = days
        return True

    def retention(self, site: str) -> int:
        """See SiteStore."""
        return self._retention.get(site, RETENTION_DAYS)

    def put_appeal_days(self, site: str, days: int) -> bool:
        """See SiteStore."""
        if site not in self._sites:
            return False
        self._appeal_days[site] = days
        return True

    def appeal_days(self, sites: Sequence[str]) -> list[int]:
        """See SiteStore."""
        return [self._appeal_days.get(site, APPEAL_DAYS) for site in sites]

    def put_coral_secret(self, site: str, secret: str) -> bool:
        """See SiteStore."""
        if site not in self._sites:
            return False
        self._coral[site] = secret
        return True

    def coral_secret(self, site: str) -> str | None:
        """See SiteStore."""
        return self._coral.get(site)

    def secret(self) -> str:
        """See SiteStore."""
        return self._secret
