"""The names of keys.  The first three may be read by sites; the rest is private."""

import hashlib
from datetime import date
from typing import Final

from moderation.standing import Writer

PENDING: Final = "hm:pending"
UNTIL: Final = "hm:until"
ATTEMPTS: Final = "hm:attempts"
REPLIED: Final = "hm:replied"
CHANGES: Final = "hm:changes"
WEBHOOKS: Final = "hm:webhooks"
ARRIVED: Final = "hm:arrived"


def tally_key(site: str, day: date) -> str:
    """Hash: the counters of a day in Korea."""
    return f"hm:tally:{site}:{day.isoformat()}"


def decision_key(id: str) -> str:
    """String, JSON: the published view."""
    return f"hm:decision:{id}"


def published_key(site: str, article: str) -> str:
    """Sorted set: what readers of an article may see, by time of receipt (ms)."""
    return f"hm:published:{site}:{article}"


def replies_key(comment: str) -> str:
    """Sorted set: what was written in reply to a comment, by time of receipt (ms)."""
    return f"hm:replies:{comment}"


def changes_key(site: str) -> str:
    """Stream: every change of state, of capped length."""
    return f"hm:decisions:{site}"


def comment_key(id: str) -> str:
    """String: what the published view does not say of the record."""
    return f"hm:comment:{id}"


def held_key(site: str) -> str:
    """Sorted set: what waits for a person, by time of receipt (ms)."""
    return f"hm:held:{site}"


def queue_key(site: str) -> str:
    """Sorted set: whatever waits for a person, by its place in the queue (ms)."""
    return f"hm:queue:{site}"


def seniors_key(site: str) -> str:
    """Sorted set: what was handed to a senior, likewise."""
    return f"hm:seniors:{site}"


def slips_key(site: str) -> str:
    """Hash: why each of these waits, and what one may filter by."""
    return f"hm:slips:{site}"


def handed_key(comment: str) -> str:
    """String, JSON: who handed a comment to a senior, and why."""
    return f"hm:handed:{comment}"


def originals_key(site: str) -> str:
    """Sorted set: comments whose masked originals are still kept, by the time of their last ruling (ms)."""
    return f"hm:originals:{site}"


def member_key(site: str, member: str) -> str:
    """Sorted set: what a member wrote, by time of receipt (ms)."""
    return f"hm:member:{site}:{member}"


def guest_key(site: str, network: str) -> str:
    """Sorted set: what came from a guest's network this week, by time of receipt (ms); expires."""
    return f"hm:guest:{site}:{network}"


def network_key(comment: str) -> str:
    """String: from which network a guest wrote a comment, as a pseudonym; expires."""
    return f"hm:network:{comment}"


def standing_key(writer: Writer) -> str:
    """Hash: counts of what became of an author's comments; a guest's expires.

    A member's id is in it as a digest: once all that they wrote is erased, their standing names nobody.
    """
    known = hashlib.blake2s(writer.id.encode(), digest_size=16).hexdigest() if writer.kind == "member" else writer.id
    return f"hm:standing:{writer.site}:{writer.kind}:{known}"


def sanctions_key(writer: Writer) -> str:
    """Hash: sanctions on an author, past and present, by their ids; a guest's expires."""
    return f"hm:sanctions:{_author(writer)}"


def pause_key(writer: Writer) -> str:
    """String: that an author in slow mode has just written; expires with the pause."""
    return f"hm:pause:{_author(writer)}"


def sanctioned_key(site: str, kind: str) -> str:
    """Sorted set: authors under a sanction, by its end (ms); that of guests expires."""
    return f"hm:sanctioned:{site}:{kind}"


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


def bucket_key(site: str, name: str) -> str:
    """String: when a site's bucket, or that of one of its authors (a digest), is full again (ms); expires then."""
    return f"hm:bucket:{site}:{name}"


def once_key(digest: str) -> str:
    """String: what an idempotency key was answered with."""
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


def lesson_key(comment: str) -> str:
    """String, JSON: what was wrong about the machine's ruling on a comment."""
    return f"hm:lesson:{comment}"


def lessons_key(site: str) -> str:
    """Sorted set: comments with lessons, by when they were told (ms)."""
    return f"hm:lessons:{site}"


def appeal_key(comment: str) -> str:
    """String, JSON: the open appeal of a comment."""
    return f"hm:appeal:{comment}"


def appealed_key(site: str) -> str:
    """Sorted set: comments with an open appeal, by its time (ms)."""
    return f"hm:appealed:{site}"


def settled_key(comment: str, turn: int) -> str:
    """Hash: the reports and the appeal that this ruling closed, for a day."""
    return f"hm:settled:{comment}:{turn}"


def recent_key(site: str, article: str) -> str:
    """List: sketches of the newest comments of an article; expires."""
    return f"hm:recent:{site}:{article}"


def recent_by_key(site: str, member: str) -> str:
    """List: sketches of a member's newest comments; expires."""
    return f"hm:recent-by:{site}:{member}"


def article_key(site: str, article: str) -> str:
    """String, JSON: the discussion under an article."""
    return f"hm:article:{site}:{article}"


def modes_key(site: str) -> str:
    """Hash: the mode that the desk chose, by article."""
    return f"hm:modes:{site}"


def chosen_key(site: str) -> str:
    """Sorted set: articles for which the desk chose a mode, by when (ms)."""
    return f"hm:chosen:{site}"


def sections_key(site: str) -> str:
    """Hash: modes of sections."""
    return f"hm:sections:{site}"


def pace_key(site: str, article: str, hour: int) -> str:
    """Hash: comments received in that hour (since the epoch), by minute and state; expires."""
    return f"hm:pace:{site}:{article}:{hour}"


def latest_key(site: str, article: str) -> str:
    """String: the comment of an article that was received last; expires."""
    return f"hm:pace:{site}:{article}:latest"


def active_key(site: str) -> str:
    """Sorted set: articles, by when something happened there (ms)."""
    return f"hm:active:{site}"


def proposals_key(site: str) -> str:
    """Hash: proposals that nobody has answered yet, by article."""
    return f"hm:proposals:{site}"


def rest_key(site: str, article: str) -> str:
    """String: that nothing is to be proposed for an article; expires."""
    return f"hm:rest:{site}:{article}"


def _author(writer: Writer) -> str:
    """The id comes last: it may hold colons."""
    return f"{writer.site}:{writer.kind}:{writer.id}"
