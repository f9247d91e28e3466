"""What must be known before a comment is accepted, asked in one go: a protocol, and the fake of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from moderation.allowance import Draw, Level, Load
from moderation.comment import Article
from moderation.discussion import Discussion
from moderation.record import Record
from moderation.sanction import Profile
from moderation.standing import Writer
from moderation.store import CommentStore
from moderation.store.articles import ArticleStore
from moderation.store.authors import AuthorStore


@dataclass(frozen=True, slots=True)
class Asked:
    """Under which article who writes, as far as one can tell, and to which comment it is a reply."""

    article: Article
    writer: Writer | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """The discussion, the parent (None: there is none) and the writer of everything that was asked about, in order; the
    levels of the draws, in order; and what waits.
    """

    discussions: Sequence[Discussion]
    parents: Sequence[Record | None]
    profiles: Sequence[Profile | None]
    levels: Sequence[Level]
    load: Load


class Gate(Protocol):
    """Where everything stands before it is let in.  Raises StoreUnavailable."""

    def look(self, site: str, asked: Sequence[Asked], draws: Sequence[Draw], at: datetime) -> Scene:
        """Draw, and look at the scene: one round trip for any number.

        Where the site's own bucket is drawn from first and has too little, the others are left alone.
        """
        ...


class MemoryGate:
    """The Gate on stores in memory.  `drawn` is what each bucket has given; it never fills up again."""

    def __init__(self, comments: CommentStore, articles: ArticleStore, authors: AuthorStore) -> None:
        self.comments = comments
        self.articles = articles
        self.authors = authors
        self.drawn: dict[tuple[str, str], int] = {}
        self.load = Load()

    def look(self, site: str, asked: Sequence[Asked], draws: Sequence[Draw], at: datetime) -> Scene:
        """See Gate."""
        parents = [self.comments.find([each.parent])[0] if each.parent else None for each in asked]
        discussions = self.articles.discussions([(site, each.article) for each in asked])
        profiles = [self.authors.profiles([each.writer])[0] if each.writer else None for each in asked]
        return Scene(discussions, parents, profiles, self._levels(site, draws), self.load)

    def _levels(self, site: str, draws: Sequence[Draw]) -> list[Level]:
        levels: list[Level] = []
        for draw in draws:
            left = draw.rate.count - self.drawn.get((site, draw.name), 0)
            if levels and draws[0].name == "" and levels[0].wait:
                levels.append(Level(left, 0))
            elif left < draw.cost:
                levels.append(Level(left, (draw.cost - left) * draw.rate.seconds * 1000 // draw.rate.count))
            else:
                self.drawn[site, draw.name] = draw.rate.count - left + draw.cost
                levels.append(Level(left - draw.cost, 0))
        return levels
