"""What every EchoStore promises: to recall what stood near a comment, newest first, and nothing of elsewhere."""

import pytest

from moderation.comment import Article, Author, Comment, Echo
from moderation.store.echoes import EchoStore, Heard, MemoryEchoes
from moderation.store.redis import RedisEchoes
from tests.builders import a_comment
from tests.contracts.conftest import HERE, on_redis

MEMBER = Author("member", "김독자", "m-1")


@pytest.fixture(params=HERE)
def store(request: pytest.FixtureRequest) -> EchoStore:
    """Each store in turn."""
    if request.param == "memory":
        return MemoryEchoes()
    return RedisEchoes(on_redis(request.getfixturevalue(request.param)).redis)


def remember(store: EchoStore, *comments: Comment) -> None:
    store.remember([Heard(comment, (n, n + 1)) for n, comment in enumerate(comments)])


def test_what_stood_under_the_same_article_is_recalled_newest_first(store: EchoStore) -> None:
    first, second, later = a_comment(), a_comment(author=Author("guest", "아무개")), a_comment()
    remember(store, first, second)
    assert store.recall([later]) == [(Echo(second.id, (1, 2), False), Echo(first.id, (0, 1), False))]


def test_what_a_member_wrote_elsewhere_is_recalled_and_only_once(store: EchoStore) -> None:
    elsewhere = a_comment(author=MEMBER, article=Article("99"))
    here, later = a_comment(author=MEMBER), a_comment(author=MEMBER)
    remember(store, elsewhere, here)
    assert {echo.comment for echo in store.recall([later])[0]} == {elsewhere.id, here.id}
    assert len(store.recall([later])[0]) == 2
    assert all(echo.same_author for echo in store.recall([later])[0])


def test_other_articles_and_other_sites_are_not_recalled(store: EchoStore) -> None:
    remember(store, a_comment(article=Article("99")), a_comment(site="othertimes"))
    assert store.recall([a_comment()]) == [()]


def test_a_comment_is_no_echo_of_itself(store: EchoStore) -> None:
    comment = a_comment()
    remember(store, comment)
    assert store.recall([comment]) == [()]


def test_each_comment_of_a_batch_has_its_own_echoes(store: EchoStore) -> None:
    first = a_comment()
    remember(store, first)
    near, far = a_comment(), a_comment(article=Article("99"))
    assert [len(echoes) for echoes in store.recall([near, far])] == [1, 0]
    assert store.recall([]) == []
