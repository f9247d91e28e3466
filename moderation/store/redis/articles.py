"""Discussions in Redis.

`hm:article:{site}:{article}` holds what the site says of an article; `hm:modes:{site}` what the desk chose, by article,
with `hm:chosen:{site}` for when; `hm:sections:{site}` the modes of sections, by the desk and by the site.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from redis import Redis
from redis.exceptions import WatchError

from moderation.comment import Article
from moderation.discussion import Choice, Discussion, Mode, Sensitive, Source
from moderation.store.articles import MOST_SECTIONS, in_force
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated

SAID = "\x1f"
"""Before the name of a section whose mode the site said; names hold no such letter."""


class RedisArticles:
    """The ArticleStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def put(self, discussion: Discussion) -> None:
        """See ArticleStore."""
        with translated():
            self.redis.set(keys.article_key(discussion.site, discussion.article.id), _packed(discussion))

    def find(self, articles: Sequence[tuple[str, str]]) -> list[Discussion | None]:
        """See ArticleStore.  One round trip."""
        if not articles:
            return []
        with translated():
            found: Any = self.redis.mget([keys.article_key(*article) for article in articles])
        return [_unpacked(site, text(data)) if data else None for (site, _), data in zip(articles, found, strict=True)]

    def discussions(self, articles: Sequence[tuple[str, Article]]) -> list[Discussion]:
        """See ArticleStore.  One round trip."""
        if not articles:
            return []
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            self.ask(pipe, articles)
            return self.told(articles, pipe.execute())

    def ask(self, pipe: Any, articles: Sequence[tuple[str, Article]]) -> None:
        """Ask within `pipe` for what `told` needs of these articles: three answers a site, whatever their number."""
        pipe.mget([keys.article_key(site, article.id) for site, article in articles])
        for site, ids in _by_site(articles).items():
            pipe.hmget(keys.modes_key(site), ids)
            pipe.hgetall(keys.sections_key(site))

    def told(self, articles: Sequence[tuple[str, Article]], answers: Sequence[Any]) -> list[Discussion]:
        """The discussions, from the answers to `ask`."""
        said, *rest = answers
        chosen, sections = {}, {}
        for number, (site, ids) in enumerate(_by_site(articles).items()):
            chosen.update({(site, id): choice for id, choice in zip(ids, rest[2 * number], strict=True)})
            sections[site] = _modes(rest[2 * number + 1])
        choices = [chosen[site, article.id] for site, article in articles]
        return [
            in_force(
                _unpacked(site, text(data)) if data else Discussion(site, article),
                article,
                _choice(choice),
                sections[site],
            )
            for (site, article), data, choice in zip(articles, said, choices, strict=True)
        ]

    def choose(self, site: str, article: str, choice: Choice | None, seen: Mode | None) -> bool:
        """See ArticleStore."""
        modes, latest = keys.modes_key(site), keys.chosen_key(site)
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(modes)  # type: ignore[no-untyped-call]
                    now = _choice(pipe.hget(modes, article))
                    if (now and now.mode) != seen:
                        return False
                    pipe.multi()
                    if choice:
                        pipe.hset(modes, article, _packed_choice(choice))
                        pipe.zadd(latest, {article: milliseconds(choice.at)})
                    else:
                        pipe.hdel(modes, article)
                        pipe.zrem(latest, article)
                    pipe.execute()
                    return True
                except WatchError:
                    continue

    def choices(self, site: str, articles: Sequence[str]) -> list[Choice | None]:
        """See ArticleStore."""
        if not articles:
            return []
        with translated():
            found: Any = self.redis.hmget(keys.modes_key(site), list(articles))
        return [_choice(data) for data in found]

    def chosen(self, site: str, limit: int) -> list[str]:
        """See ArticleStore."""
        with translated():
            found: Any = self.redis.zrange(keys.chosen_key(site), 0, limit - 1, desc=True)
        return [text(article) for article in found]

    def put_section(self, site: str, section: str, mode: Mode | None, by: Source = Source.DESK) -> bool:
        """See ArticleStore."""
        key, field = keys.sections_key(site), _section_field(section, by)
        with translated():
            if mode is None:
                self.redis.hdel(key, field)
                return True
            fields = {text(each) for each in self.redis.hkeys(key)}
            alike = sum(each.startswith(SAID) == (by is Source.SITE) for each in fields)
            if alike >= MOST_SECTIONS and field not in fields:
                return False
            self.redis.hset(key, field, mode.value)
            return True

    def sections(self, site: str, by: Source | None = None) -> Mapping[str, Mode]:
        """See ArticleStore."""
        with translated():
            return dict(sorted(_modes(self.redis.hgetall(keys.sections_key(site)), by).items()))


def _by_site(articles: Sequence[tuple[str, Article]]) -> dict[str, list[str]]:
    """The ids of the articles of each site, each once."""
    sites: dict[str, dict[str, None]] = {}
    for site, article in articles:
        sites.setdefault(site, {})[article.id] = None
    return {site: list(ids) for site, ids in sites.items()}


def _section_field(section: str, by: Source) -> str:
    return SAID + section if by is Source.SITE else section


def _modes(found: Any, by: Source | None = None) -> dict[str, Mode]:
    """The modes of sections: the desk's, the site's, or those in force, the desk's before the site's."""
    modes = {text(field): Mode(text(mode)) for field, mode in found.items()}
    site = {field.removeprefix(SAID): mode for field, mode in modes.items() if field.startswith(SAID)}
    desk = {field: mode for field, mode in modes.items() if not field.startswith(SAID)}
    return {None: site | desk, Source.SITE: site}.get(by, desk)


def _packed_choice(choice: Choice) -> str:
    fields = {"mode": choice.mode.value, "by": choice.by, "at": milliseconds(choice.at)}
    return dumps(fields | ({"before": choice.before.value} if choice.before else {}))


def _choice(data: Any) -> Choice | None:
    if not data:
        return None
    fields = json.loads(data)
    before = Mode(fields["before"]) if "before" in fields else None
    return Choice(Mode(fields["mode"]), fields["by"], moment(fields["at"]), before)


def _packed(discussion: Discussion) -> str:
    article = discussion.article
    return dumps(
        {
            "article": {"id": article.id, "url": article.url, "title": article.title, "section": article.section},
            "mode": discussion.said.value if discussion.said else None,
            "closes_at": milliseconds(discussion.closes_at) if discussion.closes_at else None,
            "sensitive": sorted(each.value for each in discussion.sensitive),
            "reach": discussion.reach,
        }
    )


def _unpacked(site: str, data: str) -> Discussion:
    fields = json.loads(data)
    return Discussion(
        site=site,
        article=Article(**fields["article"]),
        said=Mode(fields["mode"]) if fields["mode"] else None,
        closes_at=moment(fields["closes_at"]) if fields["closes_at"] else None,
        sensitive=frozenset(Sensitive(each) for each in fields["sensitive"]),
        reach=fields.get("reach"),
    )
