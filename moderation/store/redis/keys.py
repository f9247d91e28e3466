"""The names of keys.  The first three may be read by sites; the rest is private."""

from typing import Final

PENDING: Final = "hm:pending"
ATTEMPTS: Final = "hm:attempts"
REPLIED: Final = "hm:replied"


def decision_key(id: str) -> str:
    """String, JSON: the published view."""
    return f"hm:decision:{id}"


def published_key(site: str, article: str) -> str:
    """Sorted set: what readers of an article may see, by time of receipt (ms)."""
    return f"hm:published:{site}:{article}"


def changes_key(site: str) -> str:
    """Stream: every change of state, of capped length."""
    return f"hm:decisions:{site}"


def comment_key(id: str) -> str:
    """String, JSON: the record."""
    return f"hm:comment:{id}"


def held_key(site: str) -> str:
    """Sorted set: what waits for a person, by time of receipt (ms)."""
    return f"hm:held:{site}"


def member_key(site: str, member: str) -> str:
    """Sorted set: what a member wrote, by time of receipt (ms)."""
    return f"hm:member:{site}:{member}"


def once_key(digest: str) -> str:
    """String: which comment an idempotency key stands for."""
    return f"hm:once:{digest}"
