"""What every CommentStore promises after a comment was received: edits, erasure, retries, and a member's own list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from redis import Redis

from moderation.comment import Author, Comment
from moderation.decision import Appealed, Ruling, State
from moderation.errors import Reused
from moderation.record import Record
from moderation.store import CommentStore, Once
from tests.builders import NOON, a_comment, held, published, rejected
from tests.contracts.conftest import lose_jobs, on_redis


def test_an_idempotency_key_stands_for_one_answer(store: CommentStore) -> None:
    first, again = [a_comment(), a_comment()], [a_comment()]
    assert store.answered(Once("key", "body", "")) is None
    assert store.receive_once(first, Once("key", "body", "1 2")) == "1 2"
    assert store.answered(Once("key", "body", "")) == "1 2"
    with pytest.raises(Reused):
        store.answered(Once("key", "another body", ""))
    assert store.receive_once(again, Once("key", "body", "3")) == "1 2"
    assert store.find([comment.id for comment in first]) == [Record(comment) for comment in first]
    assert store.find([again[0].id]) == [None]
    with pytest.raises(Reused):
        store.receive_once(again, Once("key", "another body", "3"))
    assert store.receive_once(again, Once("another key", "body", "3")) == "3"


def test_many_comments_are_received_together(store: CommentStore) -> None:
    comments = [a_comment() for _ in range(3)]
    store.receive(comments)
    assert store.find([comment.id for comment in comments]) == [Record(comment) for comment in comments]
    store.receive([])


def received(store: CommentStore, *rulings: Ruling, **changes: Any) -> Record:
    """A comment that was received and ruled on."""
    record: Record | None = Record(a_comment(**changes))
    assert record is not None
    store.receive([record.comment])
    for ruling in rulings:
        (record,) = store.rule([(record, ruling)])
        assert record is not None
    return record


def revised(record: Record, text: str = "고친 글") -> Comment:
    """The next revision of a comment, a minute later."""
    revision = record.latest.revision + 1
    return replace(record.latest, text=text, revision=revision, received_at=NOON + timedelta(minutes=1))


def test_an_edit_of_a_published_comment_leaves_it_published_until_it_is_ruled_on(store: CommentStore) -> None:
    record = received(store, published())
    edited = store.revise(record, revised(record))
    assert edited is not None
    assert store.find([record.comment.id]) == [edited]
    (view,) = store.list_published("whytimes", "21468", 10).views
    assert (view["text"], view["edit"]) == (record.comment.text, {"revision": 2, "state": "pending", "text": "고친 글"})
    store.rule([(edited, published())])
    (view,) = store.list_published("whytimes", "21468", 10).views
    assert (view["text"], view["revision"], "edit" in view) == ("고친 글", 2, False)


def test_an_edit_that_is_held_changes_nothing_for_readers(store: CommentStore) -> None:
    record = received(store, published())
    edited = store.revise(record, revised(record))
    assert edited is not None
    (waiting,) = store.rule([(edited, held())])
    assert waiting is not None
    assert (waiting.state, waiting.held, waiting.waiting) == (State.PUBLISHED, True, None)
    (view,) = store.list_published("whytimes", "21468", 10).views
    assert (view["text"], view["masked"], view["edit"]["state"]) == (record.comment.text, False, "held")


def test_an_edit_that_is_rejected_takes_the_comment_with_it(store: CommentStore) -> None:
    record = received(store, published())
    edited = store.revise(record, revised(record))
    assert edited is not None
    store.rule([(edited, rejected())])
    assert store.list_published("whytimes", "21468", 10).views == ()


def test_an_edit_of_what_readers_do_not_see_starts_over(store: CommentStore) -> None:
    record = received(store, rejected())
    edited = store.revise(record, revised(record))
    assert edited is not None
    assert (edited.state, edited.comment.text, edited.ruling) == (State.PENDING, "고친 글", None)


def test_an_edited_comment_keeps_its_place_among_the_others(store: CommentStore) -> None:
    record = received(store, published())
    later = received(store, published(), received_at=NOON + timedelta(seconds=30))
    edited = store.revise(record, revised(record))
    assert edited is not None
    store.rule([(edited, published())])
    views = store.list_published("whytimes", "21468", 10).views
    assert [view["id"] for view in views] == [later.comment.id, record.comment.id]
    assert views[1]["created_at"] == "2026-11-23T03:00:00Z"


def test_a_ruling_on_what_was_edited_meanwhile_writes_nothing(store: CommentStore) -> None:
    record = received(store)
    assert store.revise(record, revised(record)) is not None
    assert store.rule([(record, published())]) == [None]
    assert store.revise(record, revised(record, "다른 글")) is None


def test_an_edit_is_judged_and_found_again_when_its_job_is_lost(store: CommentStore) -> None:
    record = received(store, published())
    store.revise(record, revised(record))
    lose_jobs(store)
    assert store.overdue(NOON + timedelta(seconds=59), 10) == []
    assert [each.id for each in store.overdue(NOON + timedelta(minutes=2), 10)] == [record.comment.id]


def test_an_erased_comment_leaves_a_tombstone_and_no_word(store: CommentStore) -> None:
    seen = replace(held(), traces="t62p1")
    record = received(store, seen, author=Author("member", "김독자", "m-1"))
    erased = store.erase(record, NOON)
    assert erased is not None
    assert (erased.state, erased.comment.text, erased.comment.author) == (State.DELETED, "", Author("member", ""))
    assert [(ruling.reasons[0].detail, ruling.traces) for ruling in erased.trail] == [(None, "")]
    assert store.find([record.comment.id]) == [erased]
    assert store.list_member("whytimes", "m-1", 10).views == ()
    view = store.view(record.comment.id, "whytimes")
    assert view is not None
    assert (view["state"], view["text"]) == ("deleted", None)


def test_what_is_erased_stays_erased(store: CommentStore) -> None:
    record = received(store)
    erased = store.erase(record, NOON)
    assert erased is not None
    assert store.erase(record, NOON) is None
    assert store.rule([(record, published())]) == [None]
    assert store.revise(erased, revised(record)) is None
    assert store.overdue(NOON + timedelta(hours=1), 10) == []


def test_a_deleted_comment_that_was_replied_to_stays_as_a_stub(store: CommentStore) -> None:
    parent, lonely = received(store, published()), received(store, published())
    received(store, published(), parent=parent.comment.id)
    store.erase(parent, NOON)
    store.erase(lonely, NOON)
    views = store.list_published("whytimes", "21468", 10).views
    assert [(view["state"], view["text"]) for view in views if view["id"] == parent.comment.id] == [("deleted", None)]
    assert lonely.comment.id not in [view["id"] for view in views]


def test_a_member_sees_their_own_comments_in_every_state(store: CommentStore) -> None:
    member = Author("member", "김독자", "m-1")
    rulings: tuple[Ruling, ...] = (published(), rejected(), held())
    for n, ruling in enumerate(rulings):
        received(store, ruling, author=member, received_at=NOON + timedelta(seconds=n))
    received(store, author=Author("member", "이독자", "m-2"))
    received(store, author=member, site="othertimes")
    page = store.list_member("whytimes", "m-1", 2)
    assert [view["state"] for view in page.views] == ["held", "rejected"]
    assert [view["state"] for view in store.list_member("whytimes", "m-1", 2, page.next).views] == ["published"]


def test_erasing_leaves_no_word_under_any_key(valkey: Redis) -> None:
    """Store, index, stream and queue: whatever Redis holds is searched."""
    store = on_redis(valkey)
    record = received(store, published(), text="지워야할말 홍길동전", author=Author("member", "김삭제", "m-9"))
    edited = store.revise(record, revised(record, "고친뒤에도 지워야할말"))
    assert edited is not None
    assert "지워야할말" in everything(valkey)
    store.erase(edited, NOON)
    kept = everything(valkey)
    for word in ("지워야할말", "홍길동전", "고친뒤에도", "김삭제", "m-9"):
        assert word not in kept
    assert record.comment.id in kept


def test_the_news_of_an_erasure_says_when_it_happened(valkey: Redis) -> None:
    """Not when the comment was ruled on: whoever reads the stream orders the changes by these times."""
    store = on_redis(valkey)
    store.erase(received(store, published()), NOON + timedelta(hours=5))
    entries: Any = valkey.xrange("hm:decisions:whytimes")
    told = [(fields[b"state"], fields[b"at"]) for _, fields in entries]
    assert told == [(b"published", b"2026-11-23T03:00:00Z"), (b"deleted", b"2026-11-23T08:00:00Z")]


def everything(redis: Redis) -> str:
    """All keys and all values, as text."""
    dumps: dict[bytes, Callable[[Any], object]] = {
        b"string": redis.get,
        b"hash": redis.hgetall,
        b"set": redis.smembers,
        b"list": lambda key: redis.lrange(key, 0, -1),
        b"zset": lambda key: redis.zrange(key, 0, -1),
        b"stream": redis.xrange,
    }
    found: Any = redis.keys("*")
    kinds: list[Any] = [redis.type(key) for key in found]
    return " ".join(_text([key, dumps[kind](key)]) for key, kind in zip(found, kinds, strict=True))


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, dict):
        return _text([*value.keys(), *value.values()])
    if isinstance(value, list | tuple | set):
        return " ".join(map(_text, value))
    return str(value)


def test_an_appeal_is_noted_in_the_view_and_tells_nobody(store: CommentStore) -> None:
    record = received(store, rejected())
    contested = store.contest(record)
    assert contested is not None
    assert store.find([record.comment.id]) == [contested]
    view = store.view(record.comment.id, "whytimes")
    assert view is not None
    assert (view["decision"]["appeal"]["state"], "links" in view) == ("open", False)
    (ruled,) = store.rule([(contested, replace(published(), appealed=Appealed.OVERTURNED))])
    assert ruled is not None
    assert store.find([record.comment.id]) == [ruled]


def test_replies_are_found_by_what_they_answer_oldest_first(store: CommentStore) -> None:
    parent = a_comment()
    replies = [a_comment(parent=parent.id, received_at=NOON + timedelta(minutes=n)) for n in range(3)]
    store.receive([parent, *reversed(replies)])
    assert store.replies(parent.id, 2) == [reply.id for reply in replies[:2]]
    assert store.replies(replies[0].id, 2) == []
