"""How one comment is shown: who, when (in Korea), what, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

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


def utc_now() -> datetime:
    """The time, as the rest of the page counts it."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class When:
    """A moment, for `<time>`: for machines, for readers in Korea, and how long ago it was."""

    machine: str
    korean: str
    ago: str

    @classmethod
    def of(cls, moment: datetime, now: datetime) -> "When":
        """That moment as seen `now`."""
        seoul = moment.astimezone(KST)
        return cls(moment.isoformat(), f"{seoul:%Y.%m.%d %H:%M}", how_long_ago(now - moment))


def how_long_ago(past: timedelta) -> str:
    """`3분 전`, or nothing where the date says more.  `static/demo.js` keeps the same steps while a page is open."""
    minutes = int(past.total_seconds() // 60)
    if minutes < 1:
        return "방금 전"
    if minutes < 60:
        return f"{minutes}분 전"
    if minutes < 24 * 60:
        return f"{minutes // 60}시간 전"
    return f"{minutes // (24 * 60)}일 전" if minutes < 7 * 24 * 60 else ""


@dataclass(frozen=True, slots=True)
class Card:
    """One comment, ready for the template.  `text` is None where the API gives none away."""

    id: str
    state: str
    name: str
    member: bool
    text: str | None
    masked: bool
    explanation: str
    when: When
    mine: bool

    @classmethod
    def of(cls, item: Mapping[str, Any], now: datetime, mine: bool) -> "Card":
        """The card of one comment: as the API tells its author, or (the sentence is one level up) readers."""
        author = item.get("author") or {}
        return cls(
            id=item["id"],
            state=item["state"],
            name=author.get("name") or "",
            member=author.get("kind") == "member",
            text=item.get("text"),
            masked=bool(item.get("masked")),
            explanation=item.get("explanation") or (item.get("decision") or {}).get("explanation") or "",
            when=When.of(datetime.fromisoformat(item["created_at"]), now),
            mine=mine,
        )

    @property
    def heading(self) -> str:
        """Where it stands, in a few words."""
        return HEADINGS[self.state]

    @property
    def undecided(self) -> bool:
        """Whether its state will still change by itself."""
        return self.state in UNDECIDED
