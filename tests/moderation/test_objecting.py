"""Readers report, authors appeal, and a person who did not rule first looks."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from moderation.assessment import Span
from moderation.comment import Author
from moderation.decision import Ruling, State, Verdict
from moderation.desk import Desk
from moderation.errors import BadSubmission, NotAllowed, NotFound, Settled
from moderation.lifecycle import edit, erase
from moderation.lifecycle import owned as look
from moderation.moderator import Moderator, Role
from moderation.objecting import appeal, report, with_windows
from moderation.objection import densest
from moderation.record import Record
from moderation.reviewing.review import Ruled, overturned, review
from moderation.reviewing.ruling import undo
from moderation.store import SiteStore
from moderation.web.keys import issue
from tests.builders import NOON, Clock, a_comment, a_desk, held, hidden, published, rejected

READER = Author("member", "김독자", "m-1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return a_desk(clock)


def ruled(desk: Desk, *rulings: Ruling, **changes: Any) -> Record:
    """A comment that was received and ruled on."""
    record: Record | None = Record(a_comment(**changes))
    assert record is not None
    desk.comments.receive([record.comment])
    for ruling in rulings:
        (record,) = desk.comments.rule([(record, ruling)])
        assert record is not None
    return record


def test_a_report_is_kept_and_hides_nothing(desk: Desk) -> None:
    record = ruled(desk, published())
    for n in range(500):
        report(desk, "whytimes", record.comment.id, Author("guest", f"손님{n}"), "hate")
    assert look(desk, "whytimes", record.comment.id).state is State.PUBLISHED
    ((id, weight),) = desk.objections.reported("whytimes", 10)
    assert (id, weight) == (record.comment.id, 500 * 0.125)


def test_a_reporter_who_was_right_weighs_more_the_next_time(desk: Desk) -> None:
    first, second = ruled(desk, published()), ruled(desk, published())
    assert report(desk, "whytimes", first.comment.id, READER, "insult").weight == 0.5
    review(desk, "kim", first, Ruled(Verdict.REJECT, "insult"))
    assert report(desk, "whytimes", second.comment.id, READER, "insult").weight == pytest.approx(2 / 3)


def test_a_reporter_who_was_wrong_weighs_less_the_next_time(desk: Desk) -> None:
    first, second = ruled(desk, published()), ruled(desk, published())
    report(desk, "whytimes", first.comment.id, READER, "insult")
    review(desk, "kim", first, Ruled(Verdict.PUBLISH))
    assert report(desk, "whytimes", second.comment.id, READER, "insult").weight == pytest.approx(1 / 3)


def test_reports_that_came_together_are_told_from_those_that_came_one_by_one(desk: Desk, clock: Clock) -> None:
    record = ruled(desk, published())
    for n in range(12):
        report(desk, "whytimes", record.comment.id, Author("guest", f"손님{n}"), "hate")
        clock.forward(minutes=1 if 3 <= n < 9 else 60)
    reports = desk.objections.reports(record.comment.id)
    assert [each.reporter.name for each in densest(reports)] == [f"손님{n}" for n in range(3, 10)]
    assert densest(reports[:4]) == densest([]) == ()


def test_what_nobody_sees_cannot_be_reported(desk: Desk) -> None:
    with pytest.raises(Settled):
        report(desk, "whytimes", ruled(desk, rejected()).comment.id, READER, "insult")
    with pytest.raises(NotFound):
        report(desk, "othertimes", ruled(desk, published()).comment.id, READER, "insult")
    with pytest.raises(BadSubmission):
        report(desk, "whytimes", ruled(desk, published()).comment.id, READER, "ugly")


def test_reporting_twice_is_told(desk: Desk) -> None:
    record = ruled(desk, published())
    report(desk, "whytimes", record.comment.id, READER, "insult")
    with pytest.raises(Settled, match="이미 신고"):
        report(desk, "whytimes", record.comment.id, READER, "hate")


@pytest.mark.parametrize("ruling", [rejected(), hidden()])
def test_an_author_appeals_once_against_a_ruling(desk: Desk, ruling: Ruling) -> None:
    record = ruled(desk, ruling)
    assert appeal(desk, "whytimes", record.comment.id, "욕설이 아닙니다.").turn == 1
    with pytest.raises(Settled, match="이미 이의"):
        appeal(desk, "whytimes", record.comment.id, "정말 아닙니다.")


@pytest.mark.parametrize("rulings", [(), (held(),), (published(),)])
def test_where_nothing_was_taken_away_there_is_nothing_to_appeal(desk: Desk, rulings: tuple[Ruling, ...]) -> None:
    with pytest.raises(Settled):
        appeal(desk, "whytimes", ruled(desk, *rulings).comment.id, "왜요?")


def test_after_the_window_it_is_too_late(desk: Desk, clock: Clock) -> None:
    record = ruled(desk, rejected())
    clock.now = NOON + timedelta(days=30)
    appeal(desk, "whytimes", record.comment.id, "마지막 날입니다.")
    record = ruled(desk, rejected())
    clock.forward(seconds=1)
    with pytest.raises(Settled, match="2026년 12월 23일 12:00에 끝났습니다"):
        appeal(desk, "whytimes", record.comment.id, "늦었습니다.")


def test_a_site_says_for_how_long_and_what_was_told_stays_true(desk: Desk, clock: Clock) -> None:
    assert not desk.sites.put_appeal_days("whytimes", 7)
    issue(desk, "whytimes")
    assert desk.sites.put_appeal_days("whytimes", 7)
    assert desk.sites.appeal_days(["whytimes", "othertimes"]) == [7, 30]
    first = reject(desk, ruled(desk))
    desk.sites.put_appeal_days("whytimes", 1)
    second = reject(desk, ruled(desk))
    clock.forward(days=2)
    appeal(desk, "whytimes", first.comment.id, "아닙니다.")
    with pytest.raises(Settled, match="끝났습니다"):
        appeal(desk, "whytimes", second.comment.id, "아닙니다.")


def test_no_window_is_looked_up_where_nothing_was_taken_away(desk: Desk) -> None:
    rulings: list[tuple[Record, Ruling]] = [(Record(a_comment()), published()), (Record(a_comment()), held())]
    assert with_windows(replace(desk, sites=cast(SiteStore, None)), rulings) == rulings


@pytest.mark.parametrize(
    ("answer", "state", "because"),
    [
        (Ruled(Verdict.REJECT, "insult"), "upheld", "다른 사람을 모욕하는"),
        (Ruled(Verdict.PUBLISH), "overturned", "운영 원칙에 어긋나지 않는다고"),
        (Ruled(Verdict.HIDE, "profanity"), "overturned", "욕설로 볼 수 있는"),
    ],
)
def test_what_came_of_an_appeal_is_told_with_a_reason_and_is_final(
    desk: Desk, answer: Ruled, state: str, because: str
) -> None:
    record = ruled(desk, rejected())
    assert appeal_state(desk, record) == "possible"
    appeal(desk, "whytimes", record.comment.id, "모욕이 아닙니다.")
    assert appeal_state(desk, record) == "open"
    assert links(desk, record) is None
    review(desk, "lee", look(desk, "whytimes", record.comment.id), answer)
    assert appeal_state(desk, record) == state
    assert because in told(desk, record)["decision"]["appeal"]["explanation"]
    with pytest.raises(Settled, match="다시 이의를"):
        appeal(desk, "whytimes", record.comment.id, "그래도 아닙니다.")


def test_an_edit_after_an_appeal_may_be_appealed_anew(desk: Desk) -> None:
    record = ruled(desk, rejected())
    appeal(desk, "whytimes", record.comment.id, "모욕이 아닙니다.")
    review(desk, "lee", look(desk, "whytimes", record.comment.id), Ruled(Verdict.REJECT, "insult"))
    edit(desk, "whytimes", record.comment.id, "고친 글입니다.")
    reject(desk, look(desk, "whytimes", record.comment.id))
    assert appeal_state(desk, record) == "possible"


def test_an_answer_that_is_taken_back_leaves_the_appeal_to_be_answered(desk: Desk) -> None:
    """Its author is told that it is open, and somebody is to answer it; once it is forgotten, they may ask again."""
    record = ruled(desk, rejected())
    appeal(desk, "whytimes", record.comment.id, "모욕이 아닙니다.")
    after = review(desk, "lee", look(desk, "whytimes", record.comment.id), Ruled(Verdict.PUBLISH))
    lee = Moderator("lee", Role.SENIOR)
    undo(desk, lee, record.comment.id, after.turn)
    assert appeal_state(desk, record) == "open"
    assert desk.objections.appealed("whytimes", 9) == [record.comment.id]
    after = review(desk, "lee", look(desk, "whytimes", record.comment.id), Ruled(Verdict.PUBLISH))
    assert desk.objections.reopen(record.comment.id, "whytimes", len(after.trail)).appeal
    desk.objections.settle_appeal(record.comment.id, "whytimes", 99)
    undo(desk, lee, record.comment.id, after.turn)
    assert appeal_state(desk, record) == "possible"


def reject(desk: Desk, record: Record) -> Record:
    """The record after the machine rejected it."""
    (after,) = desk.comments.rule(with_windows(desk, [(record, rejected(desk.clock()))]))
    assert after is not None
    return after


def told(desk: Desk, record: Record) -> dict[str, Any]:
    """What its site is told."""
    view = desk.comments.view(record.comment.id, "whytimes")
    assert view is not None
    return view


def appeal_state(desk: Desk, record: Record) -> object:
    return told(desk, record)["decision"]["appeal"]["state"]


def links(desk: Desk, record: Record) -> object:
    return told(desk, record).get("links")


def test_an_appeal_is_decided_by_somebody_who_did_not_rule_first(desk: Desk) -> None:
    record = review(desk, "kim", ruled(desk, held()), Ruled(Verdict.REJECT, "insult"))
    appeal(desk, "whytimes", record.comment.id, "모욕이 아닙니다.")
    with pytest.raises(NotAllowed):
        review(desk, "kim", record, Ruled(Verdict.REJECT, "insult"))
    after = review(desk, "lee", record, Ruled(Verdict.PUBLISH))
    assert (after.state, overturned(record, after)) == (State.PUBLISHED, True)
    assert desk.objections.appealed("whytimes", 10) == []


def test_what_a_moderator_publishes_counts_against_the_words_that_held_it(desk: Desk) -> None:
    review(desk, "kim", ruled(desk, held()), Ruled(Verdict.PUBLISH))
    review(desk, "kim", ruled(desk, held()), Ruled(Verdict.REJECT, "profanity"))
    assert {key: count.overturned for key, count in desk.lexicon.counts().items()} == {"시발": 1}


def test_upholding_is_not_overturning(desk: Desk) -> None:
    record = ruled(desk, rejected())
    appeal(desk, "whytimes", record.comment.id, "아닙니다.")
    after = review(desk, "lee", record, Ruled(Verdict.REJECT, "insult"))
    assert not overturned(record, after)


def test_the_second_moderator_is_told_that_somebody_came_first(desk: Desk) -> None:
    record = ruled(desk, held())
    review(desk, "kim", record, Ruled(Verdict.PUBLISH))
    with pytest.raises(Settled):
        review(desk, "lee", record, Ruled(Verdict.REJECT, "insult"))
    assert look(desk, "whytimes", record.comment.id).state is State.PUBLISHED


def test_a_ruling_on_a_revision_that_was_edited_meanwhile_is_refused(desk: Desk) -> None:
    record = ruled(desk, held())
    edit(desk, "whytimes", record.comment.id, "고쳤습니다.")
    with pytest.raises(Settled):
        review(desk, "kim", record, Ruled(Verdict.REJECT, "insult"))


@pytest.mark.parametrize(
    "wrong",
    [
        Ruled(Verdict.REJECT),
        Ruled(Verdict.REJECT, "rude"),
        Ruled(Verdict.MASK, "profanity"),
        Ruled(Verdict.MASK, "profanity", (Span(0, 99),)),
        Ruled(Verdict.MASK, "profanity", (Span(2, 2),)),
        Ruled(Verdict.PUBLISH, None, (Span(0, 1),)),
        Ruled(Verdict.REJECT, "insult", until=NOON),
    ],
)
def test_a_decision_that_says_too_little_or_too_much_is_refused(desk: Desk, wrong: Ruled) -> None:
    record = ruled(desk, held())
    with pytest.raises(BadSubmission):
        review(desk, "kim", record, wrong)
    assert look(desk, "whytimes", record.comment.id).state is State.HELD


def test_a_moderator_masks_what_they_choose(desk: Desk) -> None:
    record = ruled(desk, held(), text="시발 좋은 글")
    after = review(desk, "kim", record, Ruled(Verdict.MASK, "profanity", (Span(0, 2),)))
    view = desk.comments.view(after.comment.id, "whytimes")
    assert view is not None
    assert (view["text"], view["decision"]["by"]) == ("●● 좋은 글", "kim")


def test_what_is_erased_is_out_of_every_moderators_hands(desk: Desk) -> None:
    record = ruled(desk, held())
    erase(desk, "whytimes", record.comment.id)
    with pytest.raises(NotFound):
        look(desk, "whytimes", record.comment.id)
    with pytest.raises(Settled):
        review(desk, "kim", record, Ruled(Verdict.PUBLISH))
