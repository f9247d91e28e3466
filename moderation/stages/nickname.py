"""A guest's nickname is read by everybody, and nobody has looked at it before; a member's is the site's affair."""

from dataclasses import replace

from moderation.assessment import Finding
from moderation.comment import Comment

PREFIX = "별명: "
"""How the detail of a finding in a nickname begins."""


def nickname(comment: Comment) -> str:
    """What a guest calls himself; nothing for a member."""
    return comment.author.name if comment.author.kind == "guest" else ""


def in_nickname(finding: Finding) -> Finding:
    """The finding as one in a nickname: it has no place in the text, so there is nothing to mask."""
    return replace(finding, spans=(), detail=f"{PREFIX}{finding.detail}", quoted=False)
