"""Acts that rule on nothing: handing a comment to a senior, and saying what was wrong about the machine's ruling."""

from dataclasses import replace

import pytest

from moderation.comment import Author
from moderation.decision import Reason
from moderation.desk import Desk
from moderation.lesson import Fault
from moderation.moderator import Role
from moderation.objecting import report
from tests.builders import NOON, Clock, a_comment, held, published
from tests.moderation.web.moderators.conftest import Entering, Waiting
from tests.moderation.web.moderators.desk_visitor import DeskVisitor


def rows(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('<ol class="rows">')[1].split("</ol>")[0].split('data-id="')[1:]]


def test_a_comment_is_handed_to_the_seniors_and_back(
    desk: Desk, kim: DeskVisitor, entering: Entering, waiting: Waiting
) -> None:
    first, other = waiting("먼저 온 글").comment.id, waiting("나중 글").comment.id
    kim.sees(f"/moderation/?open={first}")
    answer = kim.sends(kim.address("handing"), turn="1.1", text="법률 검토가 필요합니다.")
    assert answer.status_code == 303
    assert f"open={other}" in answer.headers["Location"], "the next card is there at once"
    page = kim.sees(answer.headers["Location"]).text
    assert rows(page) == [other, first]
    assert "선임에게 넘겼습니다." in page
    senior = entering("lee", Role.SENIOR)
    page = senior.sees(f"/moderation/?open={first}").text
    assert rows(page) == [first, other]
    for told in ("kim 님이 선임에게 넘겼습니다.", "법률 검토가 필요합니다."):
        assert told in page
    kim.sees(f"/moderation/?open={first}")
    assert kim.sends(kim.address("handing/back")).status_code == 303
    assert rows(kim.sees().text) == [first, other]
    entries, _ = desk.logbook.read(9)
    assert [each.deed.value for each in entries if each.who == "kim"][:2] == ["handed_back", "handed"]


def test_only_whoever_handed_it_over_or_a_senior_takes_it_back(
    desk: Desk, kim: DeskVisitor, entering: Entering, waiting: Waiting
) -> None:
    id, lee = waiting().comment.id, entering("lee")
    kim.sees(f"/moderation/?open={id}")
    kim.sends(kim.address("handing"), turn="1.1")
    lee.sees(f"/moderation/?open={id}")
    assert lee.sends(f"/moderation/comments/{id}/handing/back").status_code == 403
    senior = entering("park", Role.SENIOR)
    senior.sees()
    assert senior.sends(f"/moderation/comments/{id}/handing/back").status_code == 303


def test_what_changed_meanwhile_or_does_not_wait_is_not_handed_over(
    desk: Desk, kim: DeskVisitor, waiting: Waiting
) -> None:
    id, done = waiting().comment.id, waiting("점잖은 글", published()).comment.id
    kim.sees()
    assert kim.sends(f"/moderation/comments/{id}/handing", turn="9.9").status_code == 409
    assert kim.sends(f"/moderation/comments/{done}/handing", turn="1.1").status_code == 422


def test_undoing_a_seniors_ruling_leaves_it_with_the_seniors(
    desk: Desk, kim: DeskVisitor, entering: Entering, waiting: Waiting
) -> None:
    id, senior = waiting().comment.id, entering("lee", Role.SENIOR)
    kim.sees(f"/moderation/?open={id}")
    kim.sends(kim.address("handing"), turn="1.1", text="봐 주십시오.")
    answer = senior.rules(id, "publish")
    page = senior.sees(answer.headers["Location"]).text
    assert f"/moderation/comments/{id}/undo" in page, "what is taken back is the ruling"
    assert desk.docket.sizes("whytimes").handed == 0
    senior.sees(f"/moderation/?open={id}")
    senior.sends(senior.address("undo"), turn="2.1")
    assert desk.docket.sizes("whytimes").handed == 1


def test_a_ruling_on_what_was_handed_over_for_its_reports_ends_that(
    desk: Desk, kim: DeskVisitor, entering: Entering, waiting: Waiting
) -> None:
    record = waiting("점잖은 글", published())
    report(desk, "whytimes", record.comment.id, Author("member", "김독자", "m-1"), "hate")
    kim.sees(f"/moderation/?open={record.comment.id}")
    kim.sends(kim.address("handing"), turn="1.1")
    entering("lee", Role.SENIOR).rules(record.comment.id, "publish")
    assert desk.docket.handed(record) is None


def test_a_lesson_is_kept_and_counted_once_against_the_lexicon(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    id = waiting("시발점이라는 낱말").comment.id
    kim.sees(f"/moderation/?open={id}")
    for _ in range(2):
        answer = kim.sends(kim.address("lesson"), fault="lexicon", text="시발점은 욕이 아닙니다.")
        assert answer.status_code == 303
    page = kim.sees(answer.headers["Location"]).text
    assert "시발점은 욕이 아닙니다." in page
    (lesson,) = desk.lessons.since("whytimes", NOON, 10)
    assert (lesson.comment, lesson.turn, lesson.fault, lesson.by) == (id, 1, Fault.LEXICON, "kim")
    kim.rules(id, "publish")
    (count,) = desk.lexicon.counts().values()
    assert count.overturned == 1
    kim.sees(f"/moderation/?open={id}")
    assert kim.sends(kim.address("lesson/back")).status_code == 303
    assert desk.lessons.about(id) is None


def test_a_lesson_that_is_taken_back_or_says_something_else_counts_no_more(
    desk: Desk, kim: DeskVisitor, waiting: Waiting
) -> None:
    reason = Reason("profanity", "lexicon", 0.6, detail="나비")
    id = waiting("나비가 난다", replace(held(), reasons=(reason,))).comment.id
    kim.sees(f"/moderation/?open={id}")
    for act, fault, counted in (
        ("lesson", "lexicon", 1),
        ("lesson", "model", 0),
        ("lesson", "lexicon", 1),
        ("lesson/back", "", 0),
        ("lesson", "lexicon", 1),
    ):
        assert kim.sends(f"/moderation/comments/{id}/{act}", fault=fault).status_code == 303
        assert desk.lexicon.counts()["나비"].overturned == counted


@pytest.mark.parametrize("whose", ["", "nobody"])
def test_a_lesson_names_whose_fault_it_was(kim: DeskVisitor, waiting: Waiting, whose: str) -> None:
    id = waiting().comment.id
    kim.sees()
    assert kim.sends(f"/moderation/comments/{id}/lesson", fault=whose).status_code == 422


def test_there_is_nothing_to_learn_where_the_machine_did_not_rule(desk: Desk, kim: DeskVisitor) -> None:
    comment = a_comment()
    desk.comments.receive([comment])
    kim.sees()
    assert kim.sends(f"/moderation/comments/{comment.id}/lesson", fault="model").status_code == 422


def test_the_thread_is_shown_as_readers_see_it(kim: DeskVisitor, waiting: Waiting) -> None:
    parent = waiting("처음 의견", published()).comment.id
    waiting("다른 답글", published(), parent=parent)
    waiting("아직 보류된 답글", parent=parent)
    id = waiting(parent=parent).comment.id
    waiting("이 의견에 단 답글", published(), parent=id)
    thread = kim.sees(f"/moderation/?open={id}").text.split('class="about thread"')[1].split("</section>")[0]
    for told in ("처음 의견", "다른 답글", "이 의견에 단 답글"):
        assert told in thread
    assert "아직 보류된" not in thread


def test_why_it_stands_where_it_does_is_told(clock: Clock, kim: DeskVisitor, waiting: Waiting) -> None:
    id = waiting().comment.id
    clock.forward(hours=2)
    page = kim.sees(f"/moderation/?open={id}").text
    assert "순서: 위험 60% · 기다린 시간 2시간" in page
