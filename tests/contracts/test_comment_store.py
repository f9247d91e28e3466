"""What every CommentStore promises: run on the fake, on the embedded Valkey, and on Debian's Redis 7.0."""

from datetime import timedelta
from typing import Any

import pytest
from redis import Redis

from moderation.comment import Article
from moderation.decision import State
from moderation.errors import BadSubmission
from moderation.jobs import job_id
from moderation.publication import published_view
from moderation.record import Record
from moderation.store import CommentStore
from tests.builders import NOON, a_comment, held, hidden, published, rejected
from tests.contracts.conftest import lose_jobs, on_redis


def test_a_received_comment_is_found_as_it_was_written(store: CommentStore) -> None:
    comment = a_comment("제대로 된 분석입니다. 👍🏽", parent="c_parent")
    store.receive([comment])
    assert store.find([comment.id, "c_nobody"]) == [Record(comment), None]


def test_finding_nothing_asks_nothing(store: CommentStore) -> None:
    assert store.find([]) == []


def test_a_received_comment_is_pending_and_no_reader_sees_it(store: CommentStore) -> None:
    comment = a_comment()
    store.receive([comment])
    assert store.view(comment.id, comment.site) == published_view(Record(comment))
    assert store.list_published(comment.site, comment.article.id, 10).views == ()


def test_one_site_never_sees_a_comment_of_another(store: CommentStore) -> None:
    comment = a_comment()
    store.receive([comment])
    assert store.view(comment.id, "othertimes") is None
    assert store.view("c_nobody", comment.site) is None


def test_a_published_comment_is_listed_and_a_rejected_or_held_one_is_not(store: CommentStore) -> None:
    shown, refused, waiting = a_comment(), a_comment(), a_comment()
    for comment, ruling in ((shown, published()), (refused, rejected()), (waiting, held())):
        store.receive([comment])
        store.rule([(Record(comment), ruling)])
    page = store.list_published(shown.site, shown.article.id, 10)
    assert [view["id"] for view in page.views] == [shown.id]
    assert page.next is None


def test_a_hidden_comment_is_listed_as_a_stub_without_its_text(store: CommentStore) -> None:
    comment = a_comment("숨길 말")
    store.receive([comment])
    store.rule([(Record(comment), hidden())])
    (view,) = store.list_published(comment.site, comment.article.id, 10).views
    assert (view["state"], view["text"]) == ("hidden", None)


def test_a_ruling_that_takes_back_another_takes_it_from_readers_too(store: CommentStore) -> None:
    comment = a_comment()
    store.receive([comment])
    (record,) = store.rule([(Record(comment), published())])
    assert record is not None
    store.rule([(record, rejected())])
    assert store.list_published(comment.site, comment.article.id, 10).views == ()


@pytest.mark.parametrize("ruling", [published(), rejected(), hidden(), held()])
def test_every_ruling_is_kept_whole(store: CommentStore, ruling: object) -> None:
    comment = a_comment()
    store.receive([comment])
    (ruled,) = store.rule([(Record(comment), ruling)])  # type: ignore[list-item]
    assert ruled == Record(comment).ruled(ruling)  # type: ignore[arg-type]
    assert store.find([comment.id]) == [ruled]
    assert store.view(comment.id, comment.site) == published_view(ruled)


def test_the_second_of_two_rulings_on_the_same_turn_writes_nothing(store: CommentStore) -> None:
    comment = a_comment()
    store.receive([comment])
    seen = Record(comment)
    assert store.rule([(seen, published())]) != [None]
    assert store.rule([(seen, rejected())]) == [None]
    (record,) = store.find([comment.id])
    assert record is not None
    assert record.state is State.PUBLISHED


def test_ruling_on_what_is_not_there_writes_nothing(store: CommentStore) -> None:
    comment = a_comment()
    assert store.rule([(Record(comment), published())]) == [None]
    assert store.find([comment.id]) == [None]


def test_whatever_joins_a_ruling_is_called_even_when_nothing_is_ruled(store: CommentStore) -> None:
    called: list[bool] = []
    assert store.rule([], lambda _: called.append(True)) == []
    assert called == [True]


def test_pages_come_newest_first_and_follow_each_other(store: CommentStore) -> None:
    comments = [a_comment(received_at=NOON + timedelta(seconds=n)) for n in range(5)]
    for comment in comments:
        store.receive([comment])
        store.rule([(Record(comment), published())])
    expected = [comment.id for comment in reversed(comments)]
    assert _pages(store, 2) == [expected[:2], expected[2:4], expected[4:]]


def test_comments_of_one_millisecond_are_neither_lost_nor_told_twice(store: CommentStore) -> None:
    comments = [a_comment() for _ in range(7)]
    for comment in comments:
        store.receive([comment])
        store.rule([(Record(comment), published())])
    told = [id for page in _pages(store, 3) for id in page]
    assert told == sorted((comment.id for comment in comments), reverse=True)


def test_a_cursor_survives_newer_comments(store: CommentStore) -> None:
    old = [a_comment(received_at=NOON + timedelta(seconds=n)) for n in range(3)]
    for comment in old:
        store.receive([comment])
        store.rule([(Record(comment), published())])
    first = store.list_published("whytimes", "21468", 2)
    newer = a_comment(received_at=NOON + timedelta(minutes=1))
    store.receive([newer])
    store.rule([(Record(newer), published())])
    second = store.list_published("whytimes", "21468", 2, first.next)
    assert [view["id"] for view in second.views] == [old[0].id]


@pytest.mark.parametrize("cursor", ["x", "!!!!", "AAAA", "한글", "e30", "=" * 9])
def test_a_cursor_that_is_not_ours_is_refused(store: CommentStore, cursor: str) -> None:
    with pytest.raises(BadSubmission):
        store.list_published("whytimes", "21468", 10, cursor)


def test_articles_do_not_mix(store: CommentStore) -> None:
    comment = a_comment(article=Article("한글/기사:1"))
    store.receive([comment])
    store.rule([(Record(comment), published())])
    assert len(store.list_published("whytimes", "한글/기사:1", 10).views) == 1
    assert store.list_published("whytimes", "한글/기사", 10).views == ()


def test_a_comment_whose_job_waits_is_not_overdue(store: CommentStore) -> None:
    store.receive([a_comment()])
    assert store.overdue(NOON + timedelta(minutes=1), 10) == []


def test_a_comment_whose_job_is_lost_is_overdue_until_it_is_enqueued_again(store: CommentStore) -> None:
    comment = a_comment()
    store.receive([comment])
    lose_jobs(store)
    assert store.overdue(NOON, 10) == []
    later = NOON + timedelta(minutes=1)
    assert [(each.id, each.attempts) for each in store.overdue(later, 10)] == [(comment.id, 0)]
    store.enqueue_again([comment.id])
    assert store.overdue(later, 10) == []
    lose_jobs(store)
    assert [(each.id, each.attempts) for each in store.overdue(later, 10)] == [(comment.id, 1)]


def test_a_ruled_comment_is_never_overdue(store: CommentStore) -> None:
    comment = a_comment()
    store.receive([comment])
    lose_jobs(store)
    store.rule([(Record(comment), held())])
    assert store.overdue(NOON + timedelta(minutes=1), 10) == []


def test_the_oldest_overdue_come_first_and_no_more_than_asked_for(store: CommentStore) -> None:
    comments = [a_comment(received_at=NOON - timedelta(seconds=n)) for n in range(3)]
    for comment in comments:
        store.receive([comment])
    lose_jobs(store)
    overdue = store.overdue(NOON + timedelta(minutes=1), 2)
    assert [each.id for each in overdue] == [comments[2].id, comments[1].id]


def test_the_job_carries_an_id_and_never_a_body(valkey: Redis) -> None:
    store = on_redis(valkey)
    comment = a_comment("비밀스러운 본문")
    store.receive([comment])
    job = store.queue.queue.fetch_job(job_id(comment.id))
    assert job is not None
    assert (job.args, job.kwargs) == ((comment.id,), {}) or (job.args, job.kwargs) == ([comment.id], {})
    kept: Any = valkey.hgetall(job.key)
    assert "비밀".encode() not in b"".join(kept.values())


def _pages(store: CommentStore, limit: int) -> list[list[str]]:
    pages, cursor = [], None
    while True:
        page = store.list_published("whytimes", "21468", limit, cursor)
        pages.append([view["id"] for view in page.views])
        if page.next is None:
            return pages
        cursor = page.next
