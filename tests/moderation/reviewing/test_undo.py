"""Taking a ruling back says again what was said before: of this revision, or a person must look."""

from dataclasses import replace

import pytest

from moderation.comment import Author
from moderation.decision import Appealed, Reason, Ruling, State, Verdict
from moderation.desk import Desk
from moderation.errors import NotAllowed, Settled
from moderation.lifecycle import edit
from moderation.moderator import Moderator, Role
from moderation.objecting import appeal, report
from moderation.record import Record
from moderation.reviewing.queue import waiting
from moderation.reviewing.review import Ruled
from moderation.reviewing.ruling import rule, undo
from moderation.standing import Writer
from moderation.store.waiting import Kind
from tests.builders import Clock, a_comment, a_desk, held, hidden, published, rejected

KIM, LEE, PARK = Moderator("kim", Role.MODERATOR), Moderator("lee", Role.MODERATOR), Moderator("park", Role.SENIOR)
REJECT = Ruled(Verdict.REJECT, "insult")


@pytest.fixture
def desk() -> Desk:
    return a_desk(Clock())


def ruled(desk: Desk, *rulings: Ruling, **changes: object) -> Record:
    record: Record | None = Record(a_comment("처음 쓴 글", **changes))
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


@pytest.mark.parametrize(("ruled_so", "share"), [(Ruled(Verdict.PUBLISH), 0.5), (REJECT, 0.5)])
def test_the_reports_that_a_ruling_settled_are_open_again(desk: Desk, ruled_so: Ruled, share: float) -> None:
    """Whoever meant another key finds the comment where it was, and no reader is thought right or wrong for it."""
    record = ruled(desk, published())
    filed = report(desk, "whytimes", record.comment.id, Author("member", "독자", "m-1"), "insult", "심합니다.")
    overruled = rule(desk, KIM, record.comment.id, record.turn, ruled_so)
    assert desk.objections.reports(record.comment.id) == []
    undo(desk, KIM, record.comment.id, overruled.turn)
    assert desk.objections.reports(record.comment.id) == [filed]
    assert [item.kinds for item in waiting(desk, "whytimes", KIM).items] == [{Kind.REPORTED}]
    (accuracy,) = desk.objections.accuracy("whytimes", [filed.reporter_key])
    assert accuracy.share == share


def test_an_appeal_that_a_ruling_answered_is_open_again_and_still_not_for_who_ruled_first(desk: Desk) -> None:
    record = rule(desk, LEE, (seen := ruled(desk, published())).comment.id, seen.turn, REJECT)
    filed = appeal(desk, "whytimes", record.comment.id, "아닙니다.")
    upheld = rule(desk, KIM, record.comment.id, record.turn, REJECT)
    assert desk.objections.appeal_of(record.comment.id) is None
    after = undo(desk, KIM, record.comment.id, upheld.turn)
    assert desk.objections.appeal_of(record.comment.id) == filed
    (now,) = desk.comments.find([record.comment.id])
    assert now is not None
    assert now.ruling is not None
    assert now.ruling.appealed is Appealed.OPEN
    with pytest.raises(NotAllowed):
        rule(desk, LEE, record.comment.id, after.turn, Ruled(Verdict.PUBLISH))
    assert rule(desk, KIM, record.comment.id, after.turn, Ruled(Verdict.PUBLISH)).state is State.PUBLISHED


def test_an_author_who_was_reported_is_not_thought_worse_for_what_was_taken_back(desk: Desk) -> None:
    record = ruled(desk, published(), author=Author("member", "이회원", "m-9"))
    report(desk, "whytimes", record.comment.id, Author("member", "독자", "m-1"), "insult")
    overruled = rule(desk, KIM, record.comment.id, record.turn, REJECT)
    (profile,) = desk.authors.profiles([Writer("whytimes", "member", "m-9")])
    assert profile.standing.upheld == 1
    undo(desk, KIM, record.comment.id, overruled.turn)
    (profile,) = desk.authors.profiles([Writer("whytimes", "member", "m-9")])
    assert profile.standing.upheld == 0


def test_a_word_is_counted_as_overturned_once_however_often_one_thinks_better_of_it(desk: Desk) -> None:
    reason = Reason("profanity", "lexicon", 0.6, detail="나비")
    record = ruled(desk, replace(held(), reasons=(reason,)))
    record = rule(desk, KIM, record.comment.id, record.turn, Ruled(Verdict.PUBLISH))
    record = undo(desk, KIM, record.comment.id, record.turn)
    rule(desk, KIM, record.comment.id, record.turn, Ruled(Verdict.PUBLISH))
    assert desk.lexicon.counts()["나비"].overturned == 1


def test_a_ruling_that_was_replaced_is_not_undone_unseen(desk: Desk) -> None:
    record = ruled(desk, published())
    seen = rule(desk, KIM, record.comment.id, record.turn, REJECT)
    rule(desk, PARK, record.comment.id, seen.turn, Ruled(Verdict.HIDE, "insult"))
    with pytest.raises(Settled):
        undo(desk, PARK, record.comment.id, seen.turn)
