"""The conversation around a comment, as its readers see it."""

from dataclasses import dataclass
from typing import Any

from moderation.desk import Desk
from moderation.publication import published_view
from moderation.record import Record

REPLIES = 10
"""How many replies are shown, the oldest first."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Published views: what the comment answers, what else answers that, and what answers the comment."""

    parent: dict[str, Any] | None = None
    siblings: tuple[dict[str, Any], ...] = ()
    replies: tuple[dict[str, Any], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parent or self.siblings or self.replies)


def thread_of(desk: Desk, record: Record) -> Thread:
    """What readers see around a comment.  A parent that they do not see stands for itself, without its text."""
    comment = record.comment
    siblings = desk.comments.replies(comment.parent, REPLIES + 1) if comment.parent else []
    replies = desk.comments.replies(comment.id, REPLIES)
    others = [id for id in siblings if id != comment.id][:REPLIES]
    asked = [*others, *replies, *([comment.parent] if comment.parent else [])]
    found = [each for each in desk.comments.find(asked) if each and each.comment.site == comment.site]
    seen = {each.comment.id: published_view(each) for each in found if each.seen}
    return Thread(
        parent=seen.get(comment.parent, {"id": comment.parent, "text": None}) if comment.parent else None,
        siblings=tuple(seen[id] for id in others if id in seen),
        replies=tuple(seen[id] for id in replies if id in seen),
    )
