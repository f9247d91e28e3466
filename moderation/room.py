"""Whether there is room for what somebody sends: their rate, and what waits already.  Asked together with all that
intake must know, in one round trip.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from moderation.allowance import Draw, Level, Load
from moderation.desk import Desk
from moderation.discussion import Discussion
from moderation.errors import Overloaded, RateLimited
from moderation.record import Record
from moderation.sanction import Profile
from moderation.standing import Writer
from moderation.store.gate import Asked

ASSUMED_RATE = 20
"""Comments a second that are counted on where no worker lives: one will come."""

LONGEST_PAUSE = 60
"""Seconds after which anybody may ask again."""

SITE_BUSY = "이 사이트에서 한꺼번에 너무 많은 요청을 보냈습니다. 잠시 후 다시 시도해 주십시오."
AUTHOR_BUSY = "짧은 시간에 의견을 너무 많이 쓰셨습니다. {}초 후에 다시 시도해 주십시오."
BACKLOG = "검토를 기다리는 의견이 많아 지금은 의견을 받을 수 없습니다. 잠시 후 다시 시도해 주십시오."


@dataclass(frozen=True, slots=True)
class Place:
    """Where one comment would stand.  `refusal`: why this one cannot be taken now, or None."""

    discussion: Discussion
    parent: Record | None
    profile: Profile | None
    refusal: Overloaded | None


@dataclass(frozen=True, slots=True)
class Room:
    """The places, in order, and what each draw left.  `refusal`: why nothing at all can be taken now, or None."""

    places: Sequence[Place]
    levels: Sequence[tuple[Draw, Level]]
    refusal: Overloaded | None = None

    def must_be_some(self) -> None:
        """Raises Overloaded where nothing can be taken now."""
        if self.refusal:
            raise self.refusal


def look(desk: Desk, site: str, asked: Sequence[Asked]) -> Room:
    """The places for new comments, in order; each counts against its author's rate and the site's."""
    draws = _draws(desk, [each.writer for each in asked], max(1, len(asked)))
    scene = desk.gate.look(site, asked, draws, desk.clock())
    levels = list(zip(draws, scene.levels, strict=True))
    refusals = {draw.name: _refusal(draw, level) for draw, level in levels}
    whole = refusals.get("") or _backlog(scene.load, desk.allowance.backlog)
    places = [
        Place(discussion, parent, profile, whole or (refusals.get(each.writer.id) if each.writer else None))
        for each, discussion, parent, profile in zip(
            asked, scene.discussions, scene.parents, scene.profiles, strict=True
        )
    ]
    return Room(places, levels, whole)


def spend(desk: Desk, site: str, writer: Writer | None = None) -> Room:
    """Count a call against the site's rate and its author's.  It brings no new comment: nobody asks what waits."""
    draws = _draws(desk, [writer], 1)
    levels = list(zip(draws, desk.gate.look(site, (), draws, desk.clock()).levels, strict=True))
    refusals = (_refusal(draw, level) for draw, level in levels)
    return Room((), levels, next(filter(None, refusals), None))


def _draws(desk: Desk, writers: Sequence[Writer | None], cost: int) -> list[Draw]:
    """The site's first, then one for each author who can be told from others."""
    allowed = desk.allowance
    draws = [Draw("", allowed.site, cost)] if allowed.site else []
    if allowed.author:
        counts = Counter(writer.id for writer in writers if writer)
        draws += [Draw(author, allowed.author, count) for author, count in counts.items()]
    return draws


def _refusal(draw: Draw, level: Level) -> Overloaded | None:
    if not level.wait:
        return None
    seconds = math.ceil(level.wait / 1000)
    return RateLimited(AUTHOR_BUSY.format(seconds) if draw.name else SITE_BUSY, seconds)


def _backlog(load: Load, limit: int) -> Overloaded | None:
    """Refuses where what waits would not be ruled on within `limit` seconds."""
    seconds = load.waiting / (load.rate or ASSUMED_RATE)
    return Overloaded(BACKLOG, min(LONGEST_PAUSE, math.ceil(seconds - limit))) if seconds > limit else None
