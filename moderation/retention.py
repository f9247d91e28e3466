"""Keeps the original of what was masked only as long as its site says."""

from datetime import timedelta

from moderation.desk import Desk


def redact_originals(desk: Desk, limit: int) -> int:
    """Cover for good what was masked longer ago than its site keeps it, up to `limit` for each site; how many."""
    redacted = 0
    for site in desk.sites.sites():
        before = desk.clock() - timedelta(days=desk.sites.retention(site))
        for record in desk.comments.find(desk.comments.originals(site, before, limit)):
            redacted += bool(record and desk.comments.redact(record))
    return redacted
