"""What was exported comes back as readers, members and moderators saw it, however often it is imported."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from redis import Redis

from moderation.assessment import Span
from moderation.audit import Note
from moderation.comment import Author
from moderation.decision import Decision, Reason, Ruling, Verdict
from moderation.desk import Desk
from moderation.discussion import Discussion, Mode
from moderation.errors import Refused
from moderation.intake import Submission
from moderation.lesson import Fault, Lesson
from moderation.lifecycle import edit, erase
from moderation.objecting import appeal, report
from moderation.record import Record
from moderation.reviewing.review import Ruled, review
from moderation.store.redis.archive import BATCH, Line, RedisArchive
from moderation.store.redis.restore import restore
from moderation.store.waiting import Kind
from moderation.tally import day_of
from moderation.web.keys import issue
from tests.builders import NOON, Clock, a_comment, a_desk_on, held, hidden, published, receive, rejected

MEMBER = Author("member", "김독자", "m-1")
NOT_CARRIED = (
    "rq:",
    "hm:decisions:",
    "hm:changes",
    "hm:key:",
    "hm:barrier",
    "hm:appealed-once:",
    "hm:settled:",
    "hm:lexicon:",
)
MADE_ANEW = ("hm:queue:", "hm:seniors:", "hm:slips:", "hm:arrived", "hm:active:", "hm:pace:")
"""The queue, whose places may differ a little: an import does not know how many read an article when."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(redis: Redis, clock: Clock) -> Desk:
    desk = a_desk_on(redis, clock)
    issue(desk, "whytimes")
    return desk


def ruled(desk: Desk, *rulings: Ruling, **changes: Any) -> Record:
    record: Record | None = Record(a_comment(**changes))
    assert record is not None
    desk.comments.receive([record.comment])
    for ruling in rulings:
        (record,) = desk.comments.rule([(record, ruling)])
        assert record is not None
    return record


def everything(desk: Desk) -> None:
    """A bit of all that can happen."""
    desk.sites.put_retention("whytimes", 3)
    desk.articles.put(Discussion("whytimes", a_comment().article, Mode.POST, NOON + timedelta(days=9)))
    desk.articles.put_section("whytimes", "사회", Mode.STRICT)
    ruled(desk)
    ruled(desk, held(), author=MEMBER)
    ruled(desk, hidden())
    for_a_senior = ruled(desk, held())
    desk.docket.hand(for_a_senior, Note("kim", NOON, "어렵습니다."))
    desk.logbook.note(for_a_senior.comment.id, Note("kim", NOON, "같은 글이 어제도 있었습니다."))
    ruled(desk, Decision(Verdict.MASK, NOON, (), (Span(0, 2),)), text="시발 좋다", author=MEMBER)
    shown = ruled(desk, published(), author=MEMBER)
    edit(desk, "whytimes", shown.comment.id, "고친 글입니다.")
    answered = ruled(desk, published())
    ruled(desk, published(), parent=answered.comment.id)
    erase(desk, "whytimes", answered.comment.id)
    erase(desk, "whytimes", ruled(desk, published(), author=MEMBER).comment.id)
    reported = ruled(desk, published())
    report(desk, "whytimes", reported.comment.id, MEMBER, "insult", "심합니다.")
    settled = ruled(desk, published())
    report(desk, "whytimes", settled.comment.id, MEMBER, "insult")
    review(desk, "kim", settled, Ruled(Verdict.REJECT, "insult"))
    appealed = ruled(desk, rejected())
    appeal(desk, "whytimes", appealed.comment.id, "모욕이 아닙니다.")
    desk.lessons.add(Lesson(reported.comment.id, "whytimes", 1, 1, Fault.MODEL, "kim", NOON))


def kept(redis: Redis) -> dict[str, Any]:
    """All keys and what stands under them, besides what is not carried."""
    return dict(_read(redis))


def _read(redis: Any) -> Iterator[tuple[str, Any]]:
    read = {
        b"string": redis.get,
        b"hash": redis.hgetall,
        b"set": redis.smembers,
        b"list": lambda key: redis.lrange(key, 0, -1),
        b"zset": lambda key: redis.zrange(key, 0, -1, withscores=True),
    }
    for key in redis.keys("*"):
        if not key.decode().startswith(NOT_CARRIED + MADE_ANEW):
            yield key.decode(), read[redis.type(key)](key)


def moved(redis: Redis, lines: list[Line]) -> Desk:
    """A desk on an empty store that knows the site, after an import."""
    redis.flushall()
    desk = a_desk_on(redis)
    issue(desk, "whytimes")
    restore(redis, json.loads(json.dumps(lines)))
    return desk


def test_what_was_exported_comes_back_whole(redis: Redis, desk: Desk) -> None:
    everything(desk)
    before, lines = kept(redis), list(RedisArchive(redis).lines(["whytimes"]))
    waiting = {slip.comment: slip.kinds for slip in desk.docket.queue("whytimes", 0, 50, senior=False)}
    there = moved(redis, lines)
    assert kept(redis) == before
    assert len(waiting) == 4
    handed = there.docket.queue("whytimes", 0, 50, senior=True)[0]
    assert handed.kinds == {Kind.HELD, Kind.HANDED}
    assert [note.text for note in there.logbook.notes(handed.comment)] == ["같은 글이 어제도 있었습니다."]
    assert there.tallies.days("whytimes", [day_of(NOON)])[0]["received"] == 12
    assert {slip.comment: slip.kinds for slip in there.docket.queue("whytimes", 0, 50, senior=False)} == waiting
    views = there.comments.list_published("whytimes", "21468", 50).views
    assert [view["state"] for view in views].count("deleted") == 1
    assert len(there.comments.list_member("whytimes", "m-1", 50).views) == 3
    assert len(there.objections.reports(next(iter(dict(there.objections.reported("whytimes", 9)))))) == 1
    assert there.objections.accuracy("whytimes", ["member:m-1"])[0].agreed == 1
    pending = there.comments.overdue(NOON + timedelta(days=1), 50)
    assert len(pending) == 2, "the sweep will have them judged"


def test_importing_again_changes_nothing(redis: Redis, desk: Desk) -> None:
    everything(desk)
    lines = list(RedisArchive(redis).lines(["whytimes"]))
    before = kept(redis)
    assert restore(redis, lines) == 0
    assert kept(redis) == before


def test_what_happened_since_stays_and_what_was_deleted_does_not_come_back(redis: Redis, desk: Desk) -> None:
    first, second, third = ruled(desk, held()), ruled(desk, published()), ruled(desk, published())
    lines = list(RedisArchive(redis).lines(["whytimes"]))
    review(desk, "kim", first, Ruled(Verdict.PUBLISH))
    erase(desk, "whytimes", second.comment.id)
    before = kept(redis)
    assert restore(redis, lines) == 0
    assert kept(redis) == before
    later = list(RedisArchive(redis).lines(["whytimes"]))
    moved(redis, lines)
    assert restore(redis, later) == 2
    assert kept(redis) == before
    assert third.comment.id.encode() in redis.zrange("hm:published:whytimes:21468", 0, -1)


def test_a_text_that_was_deleted_is_in_no_export(redis: Redis, desk: Desk) -> None:
    erase(desk, "whytimes", ruled(desk, published(), text="지워질 글").comment.id)
    (comment,) = (line for line in RedisArchive(redis).lines(["whytimes"]) if line["kind"] == "comment")
    assert "지워질 글" not in json.dumps(comment, ensure_ascii=False)
    assert comment["record"]["state"] == "deleted"


def test_since_a_date_only_what_has_changed_is_told(redis: Redis, desk: Desk, clock: Clock) -> None:
    old = ruled(desk, published())
    clock.forward(days=2)
    again = ruled(desk, held())
    review(desk, "kim", again, Ruled(Verdict.PUBLISH))
    told = {each.record.comment.id for each in RedisArchive(redis).comments(["whytimes"], NOON + timedelta(days=1))}
    assert told == {again.comment.id}
    assert old.comment.id not in told


def test_one_site_is_told_without_the_others_and_without_secrets(redis: Redis, desk: Desk) -> None:
    key = issue(desk, "othertimes")
    desk.sites.put_coral_secret("othertimes", "coral-secret")
    ruled(desk, published(), site="othertimes", text="다른 신문")
    ruled(desk, published(), text="이 신문")
    told = json.dumps(list(RedisArchive(redis).lines(["whytimes"])), ensure_ascii=False)
    everything_told = json.dumps(list(RedisArchive(redis).lines(["whytimes", "othertimes"])), ensure_ascii=False)
    assert "이 신문" in told
    assert "다른 신문" not in told
    assert "다른 신문" in everything_told
    assert not [secret for secret in (key, "coral-secret", desk.sites.secret()) if secret in everything_told]


def test_more_than_a_batch_is_carried(redis: Redis, desk: Desk) -> None:
    desk.comments.receive([a_comment() for _ in range(BATCH + 1)])
    lines = list(RedisArchive(redis).lines(["whytimes"]))
    there = moved(redis, lines)
    assert len(there.comments.overdue(NOON + timedelta(days=1), 2 * BATCH)) == BATCH + 1


def test_a_member_that_came_back_is_a_member_again(redis: Redis, desk: Desk) -> None:
    submission = Submission(a_comment().article, MEMBER, "회원의 글")
    receive(desk, "whytimes", submission)
    there = moved(redis, list(RedisArchive(redis).lines(["whytimes"])))
    assert [view["text"] for view in there.comments.list_member("whytimes", "m-1", 5).views] == ["회원의 글"]


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"kind": "hanmadi", "version": 2},
        {"kind": "secret"},
        {"kind": "comment", "stub": False, "record": {"id": "c_1"}},
        {"kind": "shelf", "site": "whytimes", "key": "hm:secret", "string": "mine"},
        {"kind": "shelf", "site": "whytimes", "key": "hm:article:othertimes:1", "string": "{}"},
        {"kind": "shelf", "site": "nowhere", "key": "hm:modes:nowhere", "hash": {}},
        {"kind": "site", "site": "*"},
        {"kind": "site", "site": 3},
    ],
)
def test_a_line_that_is_none_of_ours_is_refused(redis: Redis, desk: Desk, line: Line) -> None:
    before = kept(redis)
    with pytest.raises(Refused):
        restore(redis, [line])
    assert kept(redis) == before


def test_an_id_that_could_not_be_one_is_refused(redis: Redis, desk: Desk) -> None:
    ruled(desk, replace(published(), reasons=(Reason("toxic", "toxicity", 0.1),)))
    line = next(line for line in RedisArchive(redis).lines(["whytimes"]) if line["kind"] == "comment")
    line["record"]["id"] = "c_1:*"
    with pytest.raises(Refused, match="1번째 줄"):
        restore(redis, [line])
