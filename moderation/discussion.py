"""The discussion under one article: who may see a comment when, until when one may write, and how careful to be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.comment import Article


class Mode(StrEnum):
    """When readers see a comment, and whether there may be new ones."""

    PRE = "pre"
    POST = "post"
    CLOSED = "closed"


class Sensitive(StrEnum):
    """What makes an article one under which more care is owed."""

    DISASTER = "disaster"
    SUICIDE = "suicide"
    SEXUAL_CRIME = "sexual_crime"
    MINORS = "minors"
    OBITUARY = "obituary"
    ELECTION = "election"


@dataclass(frozen=True, slots=True)
class Discussion:
    """`pre`: readers see a comment once it is published; `post`: already while it is pending; `closed`: no new ones."""

    site: str
    article: Article
    mode: Mode = Mode.PRE
    closes_at: datetime | None = None
    sensitive: frozenset[Sensitive] = frozenset()

    def open_at(self, now: datetime) -> bool:
        """Whether new comments and edits are accepted."""
        return self.mode is not Mode.CLOSED and (self.closes_at is None or now < self.closes_at)
