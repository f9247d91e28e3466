"""Taking a ruling back says again what was said before: of this revision, or a person must look."""

import pytest

from moderation.decision import Ruling, State, Verdict
from moderation.desk import Desk
from moderation.errors import NotAllowed, Settled
from moderation.lifecycle import edit
from moderation.moderator import Moderator, Role
from moderation.objecting import appeal
from moderation.record import Record
from moderation.reviewing.review import Ruled
from moderation.reviewing.ruling import rule, undo
from tests.builders import Clock, a_comment, a_desk, held, hidden, published, rejected

KIM, LEE, PARK = Moderator("kim", Role.MODERATOR), Moderator("lee", Role.MODERATOR), Moderator("park", Role.SENIOR)
REJECT = Ruled(Verdict.REJECT, "insult")


@pytest.fixture
def desk() -> Desk:
    return a_desk(Clock())


def ruled(desk: Desk, *rulings: Ruling) -> Record:
    record: Record | None = Record(a_comment("처음 쓴 글"))
    assert record is not None
    desk.comments.receive([record.comment])
    for ruling in rulings:
        (record,) = desk.comments.rule([(record, ruling)])
        assert record is not None
    return record


@pytest.mark.parametrize("before", [published(), hidden(), rejected(), held()])
def test_what_was_said_before_is_said_again(desk: Desk, before: Ruling) -> None:
    record = ruled(desk, before)
    overruled = rule(desk, KIM, record.comment.id, record.turn, REJECT)
    after = undo(desk, KIM, record.comment.id, overruled.turn)
    assert (after.state, after.trail[-1].by) == (before.state, "kim")
    assert after.trail[-1].reasons == before.reasons
    assert len(after.trail) == 3


def test_undoing_twice_is_doing_again(desk: Desk) -> None:
    record = ruled(desk, published())
    record = rule(desk, KIM, record.comment.id, record.turn, REJECT)
    record = undo(desk, KIM, record.comment.id, record.turn)
    assert undo(desk, KIM, record.comment.id, record.turn).state is State.REJECTED


def test_what_was_said_of_an_earlier_text_is_not_said_of_the_later_one(desk: Desk) -> None:
    """The first text was published; the edit never was, so taking its ruling back must not publish it."""
    record = ruled(desk, published())
    edit(desk, "whytimes", record.comment.id, "고쳐서 심해진 글")
    record = rule(desk, KIM, record.comment.id, (1, 2), REJECT)
    assert record.comment.revision == 2
    after = undo(desk, KIM, record.comment.id, record.turn)
    assert after.state is State.HELD
    assert desk.docket.held("whytimes", 10) == [record.comment.id]


def test_only_who_ruled_or_a_senior_may(desk: Desk) -> None:
    record = ruled(desk, published())
    record = rule(desk, KIM, record.comment.id, record.turn, REJECT)
    with pytest.raises(NotAllowed):
        undo(desk, LEE, record.comment.id, record.turn)
    assert undo(desk, PARK, record.comment.id, record.turn).state is State.PUBLISHED


def test_what_the_machine_ruled_is_not_undone_but_ruled_on(desk: Desk) -> None:
    record = ruled(desk, rejected())
    with pytest.raises(NotAllowed):
        undo(desk, PARK, record.comment.id, record.turn)


def test_a_ruling_under_appeal_is_decided_by_somebody_else(desk: Desk) -> None:
    record = ruled(desk, published())
    record = rule(desk, KIM, record.comment.id, record.turn, REJECT)
    appeal(desk, "whytimes", record.comment.id, "아닙니다.")
    with pytest.raises(NotAllowed):
        undo(desk, KIM, record.comment.id, record.turn)


def test_a_ruling_that_was_replaced_is_not_undone_unseen(desk: Desk) -> None:
    record = ruled(desk, published())
    seen = rule(desk, KIM, record.comment.id, record.turn, REJECT)
    rule(desk, PARK, record.comment.id, seen.turn, Ruled(Verdict.HIDE, "insult"))
    with pytest.raises(Settled):
        undo(desk, PARK, record.comment.id, seen.turn)
