"""What is worked out about a text, and the sketch by which one tells that something is said again."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.text.fold import fold
from moderation.text.likeness import likeness
from moderation.text.readings import tight
from moderation.text.written import Written

LONG = "국회의원 특권을 폐지하라 더 이상 국민을 속이지 말고 당장 사퇴하십시오"
OTHER = "이번 정책은 정말 잘한 것 같습니다. 앞으로도 응원하겠습니다"


def alike(one: str, other: str) -> float:
    return likeness(Written(one).sketch, Written(other).sketch)


@given(st.text())
def test_its_first_two_readings_are_the_plain_one_and_the_tight_one(text: str) -> None:
    written = Written(text)
    assert written.plain.text == fold(text).text
    assert written.tight.text == tight(text)


def test_it_is_read_once_whoever_asks() -> None:
    written = Written(LONG)
    assert written.plain is written.readings[0].folded is written.plain
    assert written.sketch is written.sketch


def test_a_sketch_is_small() -> None:
    assert len(Written(LONG).sketch) <= 16
    assert all(0 <= number < 2**32 for number in Written(LONG).sketch)


def test_what_is_said_again_with_other_signs_is_the_same() -> None:
    assert alike(LONG, LONG.replace(" ", "!! ")) == 1.0


def test_a_changed_word_leaves_most_of_the_likeness() -> None:
    assert 0.5 < alike(LONG, LONG.replace("당장", "지금 당장")) < 1.0


def test_different_texts_are_not_alike() -> None:
    assert alike(LONG, OTHER) < 0.2


def test_texts_without_a_letter_are_told_apart_by_their_signs() -> None:
    assert alike("!!!", "! ! !") == 1.0
    assert alike("!!!", "???") < 0.2


@given(st.text())
def test_every_text_is_like_itself(text: str) -> None:
    assert alike(text, text) == 1.0
