"""What is hidden until some time is shown again then, and not before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.assessment import Span
from moderation.decision import Decision, Reason, Ruling, State, Verdict
from moderation.desk import Desk
from moderation.lifecycle import erase
from moderation.record import Record
from moderation.reviewing.expiry import show_again
from tests.builders import NOON, Clock, a_comment, a_desk, hidden, published

MASKED = Decision(Verdict.MASK, NOON, (Reason("profanity", "lexicon", 0.9),), (Span(0, 2),), policy="default@1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return a_desk(clock)


def ruled(desk: Desk, *rulings: Ruling) -> str:
    comment = a_comment("시발 좋은 글")
    desk.comments.receive([comment])
    record: Record | None = Record(comment)
    for ruling in rulings:
        assert record is not None
        (record,) = desk.comments.rule([(record, ruling)])
    return comment.id


def text(desk: Desk, id: str) -> str | None:
    view = desk.comments.view(id, "whytimes")
    assert view is not None
    return view["text"] if view["state"] == State.PUBLISHED else None


@pytest.mark.parametrize(("before", "shown"), [(published(), "시발 좋은 글"), (MASKED, "●● 좋은 글")])
def test_a_hiding_ends_when_it_was_to_end(desk: Desk, clock: Clock, before: Ruling, shown: str) -> None:
    id = ruled(desk, before, hidden())
    clock.forward(hours=23)
    assert show_again(desk) == []
    assert text(desk, id) is None
    clock.forward(hours=1)
    assert len(show_again(desk)) == 1
    assert text(desk, id) == shown
    assert show_again(desk) == []


def test_a_hiding_for_good_never_ends(desk: Desk, clock: Clock) -> None:
    ruled(desk, published(), replace(hidden(), until=None))
    clock.forward(days=1000)
    assert show_again(desk) == []


def test_what_was_rejected_or_erased_meanwhile_stays_so(desk: Desk, clock: Clock) -> None:
    rejected = ruled(desk, hidden(), Decision(Verdict.REJECT, NOON, by="lee"))
    erase(desk, "whytimes", ruled(desk, hidden()))
    clock.now += timedelta(days=2)
    assert show_again(desk) == []
    assert text(desk, rejected) is None
