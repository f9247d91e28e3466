"""What every ArticleStore promises."""

import pytest

from moderation.comment import Article
from moderation.discussion import Discussion, Mode, Sensitive
from moderation.store.articles import ArticleStore, MemoryArticles, discussion_of
from moderation.store.redis import RedisArticles
from tests.builders import NOON
from tests.contracts.conftest import HERE, on_redis

DISCUSSION = Discussion(
    "whytimes",
    Article("한글/기사:1", "http://whytimes.kr/1", "제목", "정치"),
    Mode.POST,
    NOON,
    frozenset({Sensitive.ELECTION, Sensitive.MINORS}),
)


@pytest.fixture(params=HERE)
def store(request: pytest.FixtureRequest) -> ArticleStore:
    """Each store in turn."""
    if request.param == "memory":
        return MemoryArticles()
    return RedisArticles(on_redis(request.getfixturevalue(request.param)).redis)


def test_a_discussion_is_kept_as_it_was_put(store: ArticleStore) -> None:
    plain = Discussion("whytimes", Article("2"))
    store.put(DISCUSSION)
    store.put(plain)
    asked = [("whytimes", "2"), ("whytimes", "3"), ("whytimes", "한글/기사:1"), ("othertimes", "2")]
    assert store.find(asked) == [plain, None, DISCUSSION, None]
    assert store.find([]) == []


def test_what_is_put_again_replaces_what_was(store: ArticleStore) -> None:
    store.put(DISCUSSION)
    store.put(Discussion("whytimes", DISCUSSION.article))
    assert discussion_of(store, "whytimes", DISCUSSION.article).mode is Mode.PRE


def test_an_unknown_discussion_is_as_sites_have_it(store: ArticleStore) -> None:
    assert discussion_of(store, "whytimes", Article("9")) == Discussion("whytimes", Article("9"))
