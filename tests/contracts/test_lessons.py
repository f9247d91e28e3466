"""What every Lessons store promises: one lesson a comment, found by site and time, and gone with the comment's text."""

from dataclasses import replace
from datetime import timedelta

from moderation.desk import Desk
from moderation.lesson import Fault, Lesson
from moderation.record import Record
from tests.builders import NOON, a_comment
from tests.contracts.conftest import every_desk

desk = every_desk()
LESSON = Lesson("c_1", "whytimes", 1, 1, Fault.LEXICON, "kim", NOON, ("시발",), "인용한 말입니다.")


def test_a_lesson_is_kept_as_it_was_told(desk: Desk) -> None:
    assert desk.lessons.about("c_1") is None
    desk.lessons.add(LESSON)
    assert desk.lessons.about("c_1") == LESSON
    assert desk.lessons.since("whytimes", NOON, 10) == [LESSON]


def test_the_last_word_on_a_comment_counts(desk: Desk) -> None:
    later = replace(LESSON, fault=Fault.CONTEXT, at=NOON + timedelta(hours=1), entries=(), remark="")
    desk.lessons.add(LESSON)
    desk.lessons.add(later)
    assert desk.lessons.since("whytimes", NOON, 10) == [later]


def test_lessons_are_found_by_site_and_time_oldest_first(desk: Desk) -> None:
    lessons = [replace(LESSON, comment=f"c_{n}", at=NOON + timedelta(minutes=n)) for n in range(4)]
    for lesson in reversed(lessons):
        desk.lessons.add(lesson)
    desk.lessons.add(replace(LESSON, comment="c_9", site="othertimes"))
    assert desk.lessons.since("whytimes", NOON + timedelta(minutes=1), 2) == lessons[1:3]
    assert desk.lessons.since("nosite", NOON, 10) == []


def test_a_lesson_can_be_taken_back(desk: Desk) -> None:
    desk.lessons.add(LESSON)
    desk.lessons.drop("c_1", "whytimes")
    assert (desk.lessons.about("c_1"), desk.lessons.since("whytimes", NOON, 10)) == (None, [])


def test_a_lesson_goes_when_the_text_does(desk: Desk) -> None:
    """Its remark may quote."""
    comment = a_comment()
    desk.comments.receive([comment])
    desk.lessons.add(replace(LESSON, comment=comment.id))
    assert desk.comments.erase(Record(comment), NOON)
    assert (desk.lessons.about(comment.id), desk.lessons.since("whytimes", NOON, 10)) == (None, [])
