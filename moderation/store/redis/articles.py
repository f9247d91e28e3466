"""Discussions in Redis."""

import json
from collections.abc import Sequence
from typing import Any

from redis import Redis

from moderation.comment import Article
from moderation.discussion import Discussion, Mode, Sensitive
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated


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


def _packed(discussion: Discussion) -> str:
    article = discussion.article
    return dumps(
        {
            "article": {"id": article.id, "url": article.url, "title": article.title, "section": article.section},
            "mode": discussion.mode.value,
            "closes_at": milliseconds(discussion.closes_at) if discussion.closes_at else None,
            "sensitive": sorted(each.value for each in discussion.sensitive),
        }
    )


def _unpacked(site: str, data: str) -> Discussion:
    fields = json.loads(data)
    return Discussion(
        site=site,
        article=Article(**fields["article"]),
        mode=Mode(fields["mode"]),
        closes_at=moment(fields["closes_at"]) if fields["closes_at"] else None,
        sensitive=frozenset(Sensitive(each) for each in fields["sensitive"]),
    )
