"""Intake takes what a reader may write, refuses the rest with every fault at once, and keeps nothing of it."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.comment import Article, Author
from moderation.decision import State
from moderation.desk import Desk
from moderation.errors import BadSubmission
from moderation.intake import Submission
from moderation.store.memory import MemoryComments
from moderation.writing import written
from tests.builders import NOON, a_comment, a_desk, receive


def submission(text: str = "잘 읽었습니다.", **changes: Any) -> Submission:
    fields: dict[str, Any] = {"article": Article("21468"), "author": Author("guest", "독자"), "text": text} | changes
    return Submission(**fields)


def kept(desk: Desk) -> int:
    assert isinstance(desk.comments, MemoryComments)
    return len(desk.comments.records)


def test_a_good_comment_is_kept_as_pending_and_its_judgement_is_enqueued() -> None:
    desk = a_desk()
    comment = receive(desk, "whytimes", submission())
    (record,) = desk.comments.find([comment.id])
    assert record is not None
    assert (record.state, record.comment.received_at, record.comment.site) == (State.PENDING, NOON, "whytimes")
    assert desk.pulses.backlog() == 1


def test_ids_are_opaque_and_fit_into_a_job_id() -> None:
    ids = {receive(a_desk(), "whytimes", submission()).id for _ in range(50)}
    assert len(ids) == 50
    assert all(id.startswith("c_") and len(id) == 22 and id.replace("-", "_").isidentifier() for id in ids)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("가" * 1000, 1000),
        ("👨‍👩‍👧‍👦" * 1000, 1000),
        ("각".encode().decode(), 1),
        ("ㅋ" * 1000, 1000),
        ("e\u0301" * 1000, 1000),
    ],
)
def test_a_thousand_characters_as_a_reader_counts_them_are_welcome(text: str, count: int) -> None:
    assert receive(a_desk(), "whytimes", submission(text)).text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "입력해"),
        (" \n\t", "입력해"),
        ("\u200b\u3164\ufe0f\u2060", "입력해"),
        ("가" * 1001, "1,001자"),
        ("a\u0301\u0301" * 5000, "너무 깁니다"),
        ("가\x00나", "제어 문자"),
        ("가\x1b[31m", "제어 문자"),
    ],
)
def test_what_nobody_can_read_is_refused_and_not_kept(text: str, reason: str) -> None:
    desk = a_desk()
    with pytest.raises(BadSubmission, match=reason) as error:
        receive(desk, "whytimes", submission(text))
    assert [fault.pointer for fault in error.value.faults] == ["/text"]
    assert kept(desk) == 0


@pytest.mark.parametrize("name", ["\u3164", "\u200b\ufe0f", "\u2800 "])
def test_a_name_that_nobody_can_see_is_none(name: str) -> None:
    with pytest.raises(BadSubmission, match="이름을 입력해") as error:
        receive(a_desk(), "whytimes", submission(author=Author("guest", name)))
    assert [fault.pointer for fault in error.value.faults] == ["/author/name"]


def test_typed_jamo_stay_what_they_are() -> None:
    """NFKC would turn ㅋㅋ into other letters."""
    assert written("ㅋㅋ ㅅㅂ") == "ㅋㅋ ㅅㅂ"


def test_line_ends_are_one_kind() -> None:
    assert written("가\r\n나\r다\n라") == "가\n나\n다\n라"


@given(st.text(max_size=60))
def test_what_is_kept_is_nfc_and_writing_it_again_changes_nothing(text: str) -> None:
    once = written(text)
    assert unicodedata.is_normalized("NFC", once)
    assert written(once) == once


def test_a_reply_needs_a_parent_under_the_same_article() -> None:
    desk = a_desk()
    parent, elsewhere = a_comment(), a_comment(article=Article("99"))
    desk.comments.receive([parent])
    desk.comments.receive([elsewhere])
    assert receive(desk, "whytimes", submission(parent=parent.id)).parent == parent.id
    for wrong in ("c_nobody", elsewhere.id):
        with pytest.raises(BadSubmission, match="이 기사에 없습니다"):
            receive(desk, "whytimes", submission(parent=wrong))
    with pytest.raises(BadSubmission, match="이 기사에 없습니다"):
        receive(desk, "othertimes", submission(parent=parent.id))


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BadSubmission) as error:
        receive(a_desk(), "whytimes", submission("", parent="c_nobody"))
    assert [fault.pointer for fault in error.value.faults] == ["/text", "/parent"]
