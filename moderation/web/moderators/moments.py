"""Times as moderators read them: in Korea, and how long ago."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from moderation.tally import KST
from moderation.web.moderators.language import Spoken


@dataclass(frozen=True, slots=True)
class Moment:
    """For `<time>`: for machines, in Korea, and how long ago."""

    machine: str
    korean: str
    ago: str

    @classmethod
    def of(cls, at: datetime, now: datetime, say: Spoken) -> Self:
        """That moment as seen `now`."""
        return cls(at.isoformat(), f"{at.astimezone(KST):%Y.%m.%d %H:%M}", how_long_ago(now - at, say))


def how_long(past: timedelta, say: Spoken) -> str:
    """`0.4초`, `12초`, `3분`, `2시간`, `5일`."""
    seconds = past.total_seconds()
    if seconds < 60:
        return say("{n}초", n=f"{seconds:.1f}" if seconds < 10 else f"{seconds:.0f}")
    minutes = int(seconds // 60)
    if minutes < 60:
        return say("{n}분", n=minutes)
    return say("{n}시간", n=minutes // 60) if minutes < 24 * 60 else say("{n}일", n=minutes // (24 * 60))


def how_long_ago(past: timedelta, say: Spoken) -> str:
    """`3분 전`; days without end."""
    minutes = int(past.total_seconds() // 60)
    if minutes < 1:
        return say("방금 전")
    if minutes < 60:
        return say("{n}분 전", n=minutes)
    if minutes < 24 * 60:
        return say("{n}시간 전", n=minutes // 60)
    return say("{n}일 전", n=minutes // (24 * 60))
