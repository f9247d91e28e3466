"""What every ArticleStore promises."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.comment import Article
from moderation.discussion import Choice, Discussion, Mode, Sensitive, Source
from moderation.store.articles import MOST_SECTIONS, ArticleStore, MemoryArticles, discussion_of
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


def test_the_desks_mode_goes_before_all_and_nobody_overwrites_it_unseen(store: ArticleStore) -> None:
    closed = Choice(Mode.CLOSED, "kim", NOON)
    open_again = Choice(Mode.PRE, "lee", NOON + timedelta(minutes=1), Mode.CLOSED)
    article = DISCUSSION.article
    store.put(DISCUSSION)
    assert store.choose("whytimes", article.id, closed, None)
    assert not store.choose("whytimes", article.id, open_again, None)
    store.put(DISCUSSION)
    found = discussion_of(store, "whytimes", article)
    assert (found.mode, found.source, found.said) == (Mode.CLOSED, Source.DESK, Mode.POST)
    assert store.choose("whytimes", article.id, open_again, Mode.CLOSED)
    assert store.choices("whytimes", [article.id, "2"]) == [open_again, None]
    assert store.choose("whytimes", "2", closed, None)
    assert store.chosen("whytimes", 9) == [article.id, "2"]
    assert store.chosen("whytimes", 1) == [article.id]
    assert store.chosen("othertimes", 9) == []
    assert store.choose("whytimes", article.id, None, Mode.PRE)
    assert discussion_of(store, "whytimes", article) == DISCUSSION
    assert store.chosen("whytimes", 9) == ["2"]


def test_a_sections_mode_holds_for_its_articles_unless_one_is_tighter(store: ArticleStore) -> None:
    known, unknown = DISCUSSION.article, Article("9", section="정치")
    store.put(DISCUSSION)
    assert store.put_section("whytimes", "정치", Mode.STRICT)
    first, second, elsewhere = store.discussions([("whytimes", known), ("whytimes", unknown), ("othertimes", unknown)])
    assert first == replace(DISCUSSION, by_section=Mode.STRICT)
    assert (first.mode, second.mode, elsewhere.mode) == (Mode.STRICT, Mode.STRICT, Mode.PRE)
    assert (first.source, elsewhere.source) == (Source.SECTION, Source.DEFAULT)
    assert store.put_section("whytimes", "정치", Mode.POST)
    assert store.sections("whytimes") == {"정치": Mode.POST}
    assert discussion_of(store, "whytimes", unknown).mode is Mode.POST
    assert store.put_section("whytimes", "정치", None)
    assert store.sections("whytimes") == {}
    assert store.discussions([]) == []


def test_the_sites_mode_of_a_section_holds_where_the_desk_chose_none(store: ArticleStore) -> None:
    article = Article("9", section="정치")
    assert store.put_section("whytimes", "정치", Mode.POST, Source.SITE)
    assert discussion_of(store, "whytimes", article).mode is Mode.POST
    assert store.put_section("whytimes", "정치", Mode.CLOSED)
    assert discussion_of(store, "whytimes", article).mode is Mode.CLOSED
    assert store.put_section("whytimes", "정치", Mode.PRE, Source.SITE)
    assert store.sections("whytimes") == store.sections("whytimes", Source.DESK) == {"정치": Mode.CLOSED}
    assert store.sections("whytimes", Source.SITE) == {"정치": Mode.PRE}
    assert store.put_section("whytimes", "정치", None)
    assert store.sections("whytimes") == {"정치": Mode.PRE}
    assert store.put_section("whytimes", "정치", None, Source.SITE)
    assert store.sections("whytimes") == {}


def test_a_site_cannot_use_up_what_the_desk_may_choose(store: ArticleStore) -> None:
    assert all(store.put_section("whytimes", f"분류 {n}", Mode.PRE, Source.SITE) for n in range(MOST_SECTIONS))
    assert not store.put_section("whytimes", "하나 더", Mode.PRE, Source.SITE)
    assert store.put_section("whytimes", "하나 더", Mode.PRE, Source.DESK)


def test_so_many_sections_and_no_more(store: ArticleStore) -> None:
    assert all(store.put_section("whytimes", f"지면 {n}", Mode.PRE) for n in range(MOST_SECTIONS))
    assert not store.put_section("whytimes", "하나 더", Mode.PRE)
    assert store.put_section("whytimes", "지면 0", Mode.CLOSED)
