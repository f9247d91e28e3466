"""What is known of discussions: a protocol, and the fake of it."""

from collections.abc import Sequence
from typing import Protocol

from moderation.comment import Article
from moderation.discussion import Discussion


class ArticleStore(Protocol):
    """Discussions by site and article.  Every method raises StoreUnavailable."""

    def put(self, discussion: Discussion) -> None:
        """Keep a discussion, in place of what was known of it."""
        ...

    def find(self, articles: Sequence[tuple[str, str]]) -> list[Discussion | None]:
        """The discussions under these (site, article id), in order; None where nothing was said about one."""
        ...


class MemoryArticles:
    """The ArticleStore in memory."""

    def __init__(self) -> None:
        self.discussions: dict[tuple[str, str], Discussion] = {}

    def put(self, discussion: Discussion) -> None:
        """See ArticleStore."""
        self.discussions[discussion.site, discussion.article.id] = discussion

    def find(self, articles: Sequence[tuple[str, str]]) -> list[Discussion | None]:
        """See ArticleStore."""
        return [self.discussions.get(article) for article in articles]


def discussion_of(store: ArticleStore, site: str, article: Article) -> Discussion:
    """The discussion under an article; where nothing was said about it, as sites have it by default."""
    (found,) = store.find([(site, article.id)])
    return found or Discussion(site, article)
