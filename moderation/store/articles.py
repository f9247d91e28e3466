"""What is known of discussions: a protocol, and the fake of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from moderation.comment import Article
from moderation.discussion import Choice, Discussion, Mode, Source

MOST_SECTIONS = 200
"""So many sections of a site may have a mode of their own."""


class ArticleStore(Protocol):
    """Discussions by site and article.  Every method raises StoreUnavailable."""

    def put(self, discussion: Discussion) -> None:
        """Keep what the site says of a discussion, in place of what it said before; the desk's modes stay."""
        ...

    def find(self, articles: Sequence[tuple[str, str]]) -> list[Discussion | None]:
        """What the sites said of these (site, article id), in order; None where nothing was said about one."""
        ...

    def discussions(self, articles: Sequence[tuple[str, Article]]) -> list[Discussion]:
        """The discussions under these articles with all that holds for them, also where nothing was said."""
        ...

    def choose(self, site: str, article: str, choice: Choice | None, seen: Mode | None) -> bool:
        """Keep the desk's mode for an article (None: none any more); False unless it was `seen` until now."""
        ...

    def choices(self, site: str, articles: Sequence[str]) -> list[Choice | None]:
        """What the desk chose for these articles, in order."""
        ...

    def chosen(self, site: str, limit: int) -> list[str]:
        """The articles for which the desk chose a mode, the latest first."""
        ...

    def put_section(self, site: str, section: str, mode: Mode | None, by: Source = Source.DESK) -> bool:
        """Keep a section's mode, or none any more; False where MOST_SECTIONS have one already by the same.

        `by`: the desk's goes before the site's.
        """
        ...

    def sections(self, site: str, by: Source | None = None) -> Mapping[str, Mode]:
        """The sections of a site that have a mode, with the one in force, or with the one that was said `by`."""
        ...


class MemoryArticles:
    """The ArticleStore in memory."""

    def __init__(self) -> None:
        self.said: dict[tuple[str, str], Discussion] = {}
        self.by_desk: dict[tuple[str, str], Choice] = {}
        self.by_section: dict[tuple[str, Source], dict[str, Mode]] = {}

    def put(self, discussion: Discussion) -> None:
        """See ArticleStore."""
        kept = replace(discussion, by_desk=None, by_section=None)
        self.said[discussion.site, discussion.article.id] = kept

    def find(self, articles: Sequence[tuple[str, str]]) -> list[Discussion | None]:
        """See ArticleStore."""
        return [self.said.get(article) for article in articles]

    def discussions(self, articles: Sequence[tuple[str, Article]]) -> list[Discussion]:
        """See ArticleStore."""
        return [
            in_force(
                self.said.get((site, article.id)) or Discussion(site, article),
                article,
                self.by_desk.get((site, article.id)),
                self.sections(site),
            )
            for site, article in articles
        ]

    def choose(self, site: str, article: str, choice: Choice | None, seen: Mode | None) -> bool:
        """See ArticleStore."""
        now = self.by_desk.get((site, article))
        if (now and now.mode) != seen:
            return False
        self.by_desk.pop((site, article), None)
        if choice:
            self.by_desk[site, article] = choice
        return True

    def choices(self, site: str, articles: Sequence[str]) -> list[Choice | None]:
        """See ArticleStore."""
        return [self.by_desk.get((site, article)) for article in articles]

    def chosen(self, site: str, limit: int) -> list[str]:
        """See ArticleStore."""
        latest = sorted(self.by_desk.items(), key=lambda each: each[1].at, reverse=True)
        return [article for (where, article), _ in latest if where == site][:limit]

    def put_section(self, site: str, section: str, mode: Mode | None, by: Source = Source.DESK) -> bool:
        """See ArticleStore."""
        modes = self.by_section.setdefault((site, by), {})
        if mode and section not in modes and len(modes) >= MOST_SECTIONS:
            return False
        modes.pop(section, None)
        if mode:
            modes[section] = mode
        return True

    def sections(self, site: str, by: Source | None = None) -> Mapping[str, Mode]:
        """See ArticleStore."""
        asked = (by,) if by else (Source.SITE, Source.DESK)
        found: dict[str, Mode] = {}
        for each in asked:
            found |= self.by_section.get((site, each), {})
        return dict(sorted(found.items()))


def in_force(said: Discussion, asked: Article, choice: Choice | None, sections: Mapping[str, Mode]) -> Discussion:
    """What was said of a discussion, together with what the desk chose for the article and for its section.

    What the site left out when it spoke of the article is as it was `asked` about.
    """
    known = said.article
    article = Article(known.id, known.url or asked.url, known.title or asked.title, known.section or asked.section)
    by_section = sections.get(article.section) if article.section else None
    return replace(said, article=article, by_section=by_section, by_desk=choice.mode if choice else None)


def discussion_of(store: ArticleStore, site: str, article: Article) -> Discussion:
    """The discussion under an article; where nothing was said about it, as sites have it by default."""
    (found,) = store.discussions([(site, article)])
    return found
