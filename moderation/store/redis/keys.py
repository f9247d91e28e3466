"""The names of keys.  The first three may be read by sites; the rest is private."""

from typing import Final

PENDING: Final = "hm:pending"
UNTIL: Final = "hm:until"
ATTEMPTS: Final = "hm:attempts"
REPLIED: Final = "hm:replied"
CHANGES: Final = "hm:changes"
WEBHOOKS: Final = "hm:webhooks"


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


def originals_key(site: str) -> str:
    """Sorted set: comments whose masked originals are still kept, by the time of their last ruling (ms)."""
    return f"hm:originals:{site}"


def member_key(site: str, member: str) -> str:
    """Sorted set: what a member wrote, by time of receipt (ms)."""
    return f"hm:member:{site}:{member}"


def webhook_key(site: str) -> str:
    """Hash: where a site wants to be told, its secrets, and how far its stream was read."""
    return f"hm:webhook:{site}"


def letters_key(site: str, comment: str) -> str:
    """List: what the site must still be told of a comment, oldest first."""
    return f"hm:letters:{site}:{comment}"


def due_key(site: str) -> str:
    """Sorted set: comments with letters, by the time (ms) at which the first of these is to be sent."""
    return f"hm:due:{site}"


def dead_key(site: str) -> str:
    """Sorted set: letters that were given up, by when (ms)."""
    return f"hm:dead:{site}"


def once_key(digest: str) -> str:
    """String: which comment an idempotency key stands for."""
    return f"hm:once:{digest}"


def reports_key(comment: str) -> str:
    """Hash: open reports of a comment, by reporter."""
    return f"hm:reports:{comment}"


def reported_key(site: str) -> str:
    """Sorted set: comments with open reports, by the sum of their weights."""
    return f"hm:reported:{site}"


def accuracy_key(site: str, reporter: str) -> str:
    """Hash: how often moderators agreed with a reporter."""
    return f"hm:reporter:{site}:{reporter}"


def notes_key(comment: str) -> str:
    """List: what moderators noted beside a comment."""
    return f"hm:notes:{comment}"


def appeal_key(comment: str) -> str:
    """String, JSON: the open appeal of a comment."""
    return f"hm:appeal:{comment}"


def appealed_key(site: str) -> str:
    """Sorted set: comments with an open appeal, by its time (ms)."""
    return f"hm:appealed:{site}"


def appealed_once_key(comment: str, turn: int) -> str:
    """String: that this ruling was appealed."""
    return f"hm:appealed-once:{comment}:{turn}"


def recent_key(site: str, article: str) -> str:
    """List: sketches of the newest comments of an article; expires."""
    return f"hm:recent:{site}:{article}"


def recent_by_key(site: str, member: str) -> str:
    """List: sketches of a member's newest comments; expires."""
    return f"hm:recent-by:{site}:{member}"


def article_key(site: str, article: str) -> str:
    """String, JSON: the discussion under an article."""
    return f"hm:article:{site}:{article}"
