"""The original of what was masked is kept as long as its site says, on every store, and then it is nowhere."""

from datetime import timedelta
from typing import Any

from moderation.assessment import Span
from moderation.decision import Decision, Reason, Verdict
from moderation.desk import Desk
from moderation.lifecycle import edit
from moderation.record import Record
from moderation.retention import redact_originals
from moderation.store import RETENTION_DAYS
from moderation.web.keys import issue
from tests.builders import NOON, Clock, a_comment, published
from tests.contracts.conftest import every_desk

desk = every_desk()
TEXT = "제 번호는 010-1234-5678입니다."
NUMBER = Span(6, 19)
MASKED = Decision(Verdict.MASK, NOON, (Reason("pii", "pii", 0.97, (NUMBER,), "전화번호"),), (NUMBER,))


def masked(desk: Desk, **changes: Any) -> Record:
    """A published comment with a telephone number covered."""
    comment = a_comment(TEXT, **changes)
    desk.comments.receive([comment])
    (record,) = desk.comments.rule([(Record(comment), MASKED)])
    assert record is not None
    return record


def later(desk: Desk, **step: float) -> int:
    assert isinstance(desk.clock, Clock)
    desk.clock.forward(**step)
    return redact_originals(desk, 10)


def test_a_moderator_can_read_the_original_until_the_time_is_over(desk: Desk) -> None:
    issue(desk, "whytimes")
    record = masked(desk)
    assert later(desk, days=RETENTION_DAYS) == 0
    assert desk.comments.find([record.comment.id]) == [record]
    assert later(desk, seconds=1) == 1
    (redacted,) = desk.comments.find([record.comment.id])
    assert redacted is not None
    assert redacted.comment.text == "제 번호는 ●●●●●●●●●●●●●입니다."
    assert later(desk, days=1) == 0


def test_what_readers_see_does_not_change(desk: Desk) -> None:
    issue(desk, "whytimes")
    id = masked(desk).comment.id
    before = desk.comments.view(id, "whytimes")
    later(desk, days=RETENTION_DAYS, seconds=1)
    assert desk.comments.view(id, "whytimes") == before


def test_a_site_says_how_long(desk: Desk) -> None:
    issue(desk, "whytimes")
    issue(desk, "othertimes")
    assert desk.sites.put_retention("whytimes", 0)
    assert not desk.sites.put_retention("nobody", 0)
    assert (desk.sites.retention("whytimes"), desk.sites.retention("othertimes")) == (0, RETENTION_DAYS)
    masked(desk)
    other = masked(desk, site="othertimes")
    assert later(desk, seconds=1) == 1
    assert desk.comments.find([other.comment.id]) == [other]


def test_a_comment_with_nothing_masked_is_left_alone(desk: Desk) -> None:
    issue(desk, "whytimes")
    comment = a_comment(TEXT)
    desk.comments.receive([comment])
    desk.comments.rule([(Record(comment), published())])
    assert desk.comments.originals("whytimes", NOON + timedelta(days=365), 10) == []


def test_an_edit_has_originals_of_its_own(desk: Desk) -> None:
    issue(desk, "whytimes")
    id = masked(desk).comment.id
    edit(desk, "whytimes", id, "번호를 지웠습니다.")
    (record,) = desk.comments.find([id])
    assert record is not None
    desk.comments.rule([(record, published())])
    assert later(desk, days=365) == 0
    (record,) = desk.comments.find([id])
    assert record is not None
    assert record.comment.text == "번호를 지웠습니다."
