"""How one comment is shown: who, when (in Korea), what, where it stands, and what the visitor may do with it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from moderation.client import Author, Comment, Edit, Submitted

KST = timezone(timedelta(hours=9), "KST")
"""Korea has one zone and no summer time, so no table of zones is needed."""

UNDECIDED = frozenset({"pending", "held"})

HEADINGS = {
    "pending": "검토 중입니다",
    "held": "담당자가 확인하고 있습니다",
    "published": "게시되었습니다",
    "hidden": "숨겨진 의견입니다",
    "rejected": "게시되지 않았습니다",
    "deleted": "삭제된 의견입니다",
}

ACTS = {"reply": "답글", "report": "신고", "edit": "고쳐 쓰기", "delete": "삭제", "appeal": "이의 제기"}
"""What may be done with a comment, by the word in our addresses."""


@dataclass(frozen=True, slots=True)
class Card:
    """One comment, ready for the template and (`told`) for the box.  `text` is None where the API gives none away."""

    id: str
    state: str
    revision: int
    parent: str | None
    author: Author
    text: str | None
    masked: bool
    explanation: str
    created_at: datetime
    edit: Edit | None
    appealable: bool
    mine: bool
    replies: list["Card"] = field(default_factory=list)

    @classmethod
    def of(cls, comment: Comment, mine: bool) -> "Card":
        """The card of one comment, as the API tells its author, or readers."""
        return cls(
            id=comment.id,
            state=comment.state,
            revision=comment.revision,
            parent=comment.parent,
            author=comment.author,
            text=comment.text,
            masked=comment.masked,
            explanation=comment.explanation or "",
            created_at=comment.created_at,
            edit=comment.edit,
            appealable=comment.appealable,
            mine=mine,
        )

    @classmethod
    def sent(cls, submitted: Submitted, author: Author, text: str, parent: str | None, at: datetime) -> "Card":
        """The card of a comment that was sent just now."""
        return cls(
            id=submitted.id,
            state=submitted.state,
            revision=submitted.revision,
            parent=parent,
            author=author,
            text=text,
            masked=False,
            explanation="",
            created_at=at,
            edit=None,
            appealable=False,
            mine=True,
        )

    def told(self) -> dict[str, Any]:
        """What the box is told: nothing that concerns only us and the API, such as a member's id or a score."""
        return {
            "id": self.id,
            "state": self.state,
            "revision": self.revision,
            "parent": self.parent,
            "author": {"kind": self.author.kind, "name": self.author.name},
            "text": self.text,
            "masked": self.masked,
            "explanation": self.explanation or None,
            "created_at": self.created_at.isoformat(),
            "edit": asdict(self.edit) if self.edit and self.mine else None,
            "mine": self.mine,
        }

    @property
    def korean_time(self) -> str:
        """When it was written, on a clock in Korea."""
        return korean(self.created_at)

    @property
    def heading(self) -> str:
        """Where it stands, in a few words."""
        return HEADINGS[self.state]

    @property
    def waits(self) -> str:
        """The state in which it, or a newer revision of it, waits for a ruling; or nothing."""
        waiting = self.edit.state if self.edit else self.state
        return waiting if waiting in UNDECIDED else ""

    @property
    def acts(self) -> list[str]:
        """Which of `ACTS` the visitor may do, in that order."""
        shown = self.state == "published"
        may = {
            "reply": shown and self.parent is None,
            "report": shown and not self.mine,
            "edit": self.mine and self.text is not None,
            "delete": self.mine and self.state != "deleted",
            "appeal": self.mine and self.appealable,
        }
        return [act for act in ACTS if may[act]]


def korean(moment: datetime) -> str:
    """`2026.11.23 12:00`."""
    return f"{moment.astimezone(KST):%Y.%m.%d %H:%M}"


def threads(cards: Iterable[Card]) -> list[Card]:
    """Cards that came newest first, with replies under theirs, the oldest first; orphans stand by themselves."""
    known = {card.id: card for card in cards}
    standing = []
    for card in known.values():
        above = known.get(card.parent or "")
        if above:
            above.replies.insert(0, card)
        else:
            standing.append(card)
    return standing
