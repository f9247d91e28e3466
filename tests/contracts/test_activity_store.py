"""What every ActivityStore promises: comments are counted where they are now, by when they came."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from moderation.comment import Article
from moderation.decision import State
from moderation.desk import Desk
from moderation.record import Record
from moderation.store.activity import Activity
from moderation.tightening import Tally
from tests.builders import NOON, a_comment, held, published, rejected
from tests.contracts.conftest import every_desk

desk = every_desk()
SITE, ARTICLE = "whytimes", "21468"


def counted(desk: Desk, article: str = ARTICLE, **later: float) -> dict[State, int]:
    (activity,) = desk.activity.activities(SITE, [article], NOON + timedelta(**later))
    return {tally.state: tally.count for tally in activity.tallies}


def received(desk: Desk, **changes: Any) -> Record:
    comment = a_comment(**changes)
    desk.comments.receive([comment])
    return Record(comment)


def test_a_comment_is_counted_where_it_is_now(desk: Desk) -> None:
    first, second, third = (received(desk) for _ in range(3))
    assert counted(desk) == {State.PENDING: 3}
    desk.comments.rule([(first, published()), (second, held())])
    assert counted(desk) == {State.PENDING: 1, State.PUBLISHED: 1, State.HELD: 1}
    (again,) = desk.comments.find([second.comment.id])
    assert again is not None
    desk.comments.rule([(again, rejected())])
    desk.comments.erase(third, NOON)
    assert counted(desk) == {State.PUBLISHED: 1, State.REJECTED: 1, State.DELETED: 1}


def test_an_edit_counts_no_second_time(desk: Desk) -> None:
    seen = received(desk)
    (shown,) = desk.comments.rule([(seen, published())])
    assert shown is not None
    edited = desk.comments.revise(shown, replace(shown.comment, revision=2, received_at=NOON + timedelta(minutes=5)))
    assert edited is not None
    assert counted(desk, minutes=5) == {State.PUBLISHED: 1}
    desk.comments.rule([(edited, rejected())])
    assert counted(desk, minutes=5) == {State.REJECTED: 1}
    desk.comments.erase(Record(edited.comment, State.REJECTED, (published(), rejected())), NOON)


def test_minutes_and_articles_are_told_apart_and_the_latest_comment_is_known(desk: Desk) -> None:
    received(desk, received_at=NOON - timedelta(minutes=70))
    received(desk, received_at=NOON - timedelta(seconds=30))
    last = received(desk)
    received(desk, article=Article("한글/기사:1"))
    here, there, none = desk.activity.activities(SITE, [ARTICLE, "한글/기사:1", "9"], NOON)
    assert here == Activity(
        (
            Tally(NOON - timedelta(minutes=70), State.PENDING, 1),
            Tally(NOON - timedelta(minutes=1), State.PENDING, 1),
            Tally(NOON, State.PENDING, 1),
        ),
        last.comment.id,
    )
    assert (len(there.tallies), none) == (1, Activity())
    assert desk.activity.activities("othertimes", [ARTICLE], NOON) == [Activity()]
    assert desk.activity.activities(SITE, [], NOON) == []


def test_what_is_a_day_old_counts_no_more(desk: Desk) -> None:
    seen = received(desk)
    assert counted(desk, hours=24, minutes=1) == {}
    desk.comments.rule([(seen, rejected(NOON + timedelta(hours=30)))])
    assert desk.activity.active(SITE, NOON + timedelta(hours=1), 9) == []


def test_the_active_articles_come_latest_first(desk: Desk) -> None:
    for minutes, article in ((30, "1"), (20, "2"), (10, "3")):
        received(desk, article=Article(article), received_at=NOON - timedelta(minutes=minutes))
    first = received(desk, article=Article("1"), received_at=NOON - timedelta(minutes=5))
    received(desk, article=Article("9"), site="othertimes")
    since = NOON - timedelta(hours=1)
    assert desk.activity.active(SITE, since, 9) == ["1", "3", "2"]
    assert desk.activity.active(SITE, since, 2) == ["1", "3"]
    desk.comments.rule([(first, published(NOON))])
    desk.activity.forget(SITE, NOON - timedelta(minutes=15))
    assert desk.activity.active(SITE, since, 9) == ["1", "3"]
