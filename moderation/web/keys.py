"""Who calls: API keys are kept as hashes only, and looked up once in a while, not at every call."""

import hashlib
import re
import secrets
from time import monotonic

from flask import Request

from moderation.desk import Desk
from moderation.errors import NotAuthenticated, Refused
from moderation.store import SITE_NAME

BEARER = re.compile(r"Bearer +([!-~]{1,200})", re.ASCII | re.IGNORECASE)
KEY_PREFIX = "hm_"
REMEMBERED_SECONDS = 10.0
REMEMBERED_KEYS = 10_000


class Keys:
    """Answers whose key a request carries.  A revoked key is still believed for REMEMBERED_SECONDS."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.seen: dict[str, tuple[str, float]] = {}

    def site(self, request: Request) -> str:
        """The calling site.  Raises NotAuthenticated."""
        token = bearer(request)
        if token is None:
            raise NotAuthenticated("API 키가 필요합니다. `Authorization: Bearer <키>` 헤더로 보내 주십시오.")
        hashed = digest(token)
        site, until = self.seen.get(hashed, ("", 0.0))
        if monotonic() < until:
            return site
        found = self.desk.sites.site_of(hashed)
        if found is None:
            raise NotAuthenticated("등록되지 않은 API 키입니다.")
        if len(self.seen) >= REMEMBERED_KEYS:
            self.seen.clear()
        self.seen[hashed] = (found, monotonic() + REMEMBERED_SECONDS)
        return found


def bearer(request: Request) -> str | None:
    """The bearer token of a request (RFC 6750), or None."""
    found = BEARER.fullmatch(request.headers.get("Authorization", ""))
    return found[1] if found else None


def digest(key: str) -> str:
    """What is kept of a key.  256 random bits need no salt and no slow hash: there is nothing to guess."""
    return hashlib.sha256(key.encode()).hexdigest()


def issue(desk: Desk, site: str, *, another: bool = False) -> str:
    """A new key for a site (which is added first, unless `another`); told once and kept only as a hash.

    Raises Refused with a sentence for the operator.
    """
    if not SITE_NAME.fullmatch(site):
        raise Refused(f"A site's name has 1-63 letters (a-z), digits, '.', '_' or '-', not {site!r}.")
    key = f"{KEY_PREFIX}{secrets.token_urlsafe(32)}"
    keep = desk.sites.add_key if another else desk.sites.add_site
    if not keep(site, digest(key)):
        known = "no site" if another else "already a site"
        raise Refused(f"There is {known} named {site!r}.")
    return key


def adopt(desk: Desk, site: str, key: str) -> None:
    """Make `key` a key of `site`, whether or not there is such a site yet."""
    if not desk.sites.add_site(site, digest(key)):
        desk.sites.add_key(site, digest(key))
