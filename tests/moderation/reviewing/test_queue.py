"""What waits, in the order in which a person should look, however much waits."""

from datetime import timedelta
from typing import Any

import pytest

from moderation.assessment import Span
from moderation.comment import Author
from moderation.decision import SILENT, Reason, Referral
from moderation.desk import Desk
from moderation.moderator import Moderator, Role
from moderation.objecting import report
from moderation.record import Record
from moderation.reviewing.marking import pieces
from moderation.reviewing.queue import PAGE, TEXTS, Filter, call_late, waiting
from moderation.store.waiting import Kind, risk
from tests.builders import NOON, Clock, a_comment, a_desk, held, published

KIM = Moderator("kim", Role.MODERATOR)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return a_desk(clock)


def referred(desk: Desk, score: float, **changes: Any) -> str:
    """A comment held for a score."""
    comment = a_comment(**changes)
    desk.comments.receive([comment])
    desk.comments.rule([(Record(comment), Referral(comment.received_at, (Reason("insult", "toxicity", score),)))])
    return comment.id


def ids(desk: Desk, wanted: Filter | None = None) -> list[str]:
    return [item.record.comment.id for item in waiting(desk, "whytimes", KIM, wanted or Filter()).items]


def test_the_riskiest_comes_first(desk: Desk) -> None:
    low, high = referred(desk, 0.4), referred(desk, 0.9)
    assert ids(desk) == [high, low]


def test_among_equals_the_oldest_comes_first(desk: Desk, clock: Clock) -> None:
    late = referred(desk, 0.5, received_at=NOON + timedelta(minutes=1))
    early = referred(desk, 0.5)
    clock.forward(minutes=1)
    assert ids(desk) == [early, late]


def test_a_comment_waits_once_for_all_its_reasons(desk: Desk) -> None:
    comment = a_comment()
    desk.comments.receive([comment])
    (record,) = desk.comments.rule([(Record(comment), published())])
    assert record is not None
    report(desk, "whytimes", comment.id, Author("member", "김독자", "m-1"), "hate")
    (item,) = waiting(desk, "whytimes", KIM).items
    assert (item.kinds, item.slip.reports) == (frozenset({Kind.REPORTED}), 0.5)


def test_what_the_machine_leaves_lying_is_shown_to_people(desk: Desk, clock: Clock) -> None:
    comment, other = a_comment(), a_comment(site="othertimes")
    desk.comments.receive([comment, other])
    assert ids(desk) == []
    clock.forward(minutes=3)
    assert (call_late(desk), call_late(desk)) == (2, 0)
    assert ids(desk) == [comment.id]
    assert ids(desk, Filter(kind="late")) == [comment.id]


def test_a_silent_stage_is_an_unknown_risk(desk: Desk) -> None:
    comment = a_comment()
    desk.comments.receive([comment])
    (record,) = desk.comments.rule([(Record(comment), Referral(NOON, (Reason(SILENT, "toxicity"),)))])
    assert record is not None
    assert risk(record) == 0.5
    assert risk(Record(comment)) == 0.5


def test_a_page_is_followed_by_the_next_until_all_was_seen(desk: Desk) -> None:
    kept = [referred(desk, 0.5, received_at=NOON + timedelta(minutes=n)) for n in range(2 * PAGE + 1)]
    seen, start = list[str](), 0
    for _ in range(3):
        page = waiting(desk, "whytimes", KIM, start=start)
        seen += [item.record.comment.id for item in page.items]
        start = page.next or 0
    assert (seen, start, page.sizes.held) == (kept, 0, len(kept))


def test_a_filter_looks_through_all_that_waits(desk: Desk) -> None:
    """Also where the one that is wanted stands in the middle of many."""
    for n in range(300):
        referred(desk, 0.5, received_at=NOON + timedelta(minutes=n))
        if n == 150:
            wanted = referred(desk, 0.5, received_at=NOON + timedelta(minutes=n), author=Author("guest", "찾는이"))
    assert ids(desk, Filter(author="찾는")) == [wanted]


def test_a_search_for_words_goes_on_where_it_stopped(desk: Desk) -> None:
    for n in range(TEXTS + 10):
        referred(desk, 0.5, text="협정" if n == TEXTS + 5 else "다른 말", received_at=NOON + timedelta(seconds=n))
    first = waiting(desk, "whytimes", KIM, Filter(text="협정"))
    assert (first.items, first.next) == ((), TEXTS)
    second = waiting(desk, "whytimes", KIM, Filter(text="협정"), start=TEXTS)
    assert ([item.record.latest.text for item in second.items], second.next) == (["협정"], None)


def test_a_search_finds_authors_too(desk: Desk) -> None:
    wanted = referred(desk, 0.5, author=Author("guest", "새벽기차"))
    referred(desk, 0.5)
    assert ids(desk, Filter(text="벽기")) == [wanted]


def test_what_waits_longer_than_some_hours_is_found(desk: Desk, clock: Clock) -> None:
    old = referred(desk, 0.5)
    clock.forward(hours=7)
    referred(desk, 0.9, received_at=clock())
    assert ids(desk, Filter(age="6")) == [old]
    assert len(ids(desk, Filter(age="1", section="정세분석"))) == 1
    assert ids(desk, Filter(section="생활")) == []


def test_an_old_comment_that_is_reported_today_waits_since_today(desk: Desk, clock: Clock) -> None:
    comment = a_comment()
    desk.comments.receive([comment])
    desk.comments.rule([(Record(comment), published())])
    clock.forward(days=300)
    urgent = referred(desk, 0.9, received_at=clock() - timedelta(hours=1))
    report(desk, "whytimes", comment.id, Author("member", "김독자", "m-1"), "hate")
    assert ids(desk) == [urgent, comment.id]


def test_a_filter_asks_for_all_that_it_names(desk: Desk) -> None:
    wanted = referred(desk, 0.5, text="협정은 Treaty입니다", author=Author("member", "새벽기차", "m-3"))
    referred(desk, 0.5, text="협정")
    assert ids(desk, Filter(text="TREATY", author="m-3", label="insult", state="held", article="21468")) == [wanted]
    assert ids(desk, Filter(text="TREATY", label="profanity")) == []


def test_a_text_is_cut_where_labels_begin_and_end() -> None:
    reasons = [Reason("profanity", "lexicon", 0.9, (Span(2, 5),)), Reason("insult", "lexicon", 0.9, (Span(4, 8),))]
    cut = pieces("0123456789", reasons, {})
    assert [(piece.text, piece.labels) for piece in cut] == [
        ("01", ()),
        ("23", ("profanity",)),
        ("4", ("profanity", "insult")),
        ("567", ("insult",)),
        ("89", ()),
    ]
    assert "".join(piece.text for piece in cut) == "0123456789"


def test_a_place_beyond_the_text_breaks_nothing() -> None:
    assert [piece.text for piece in pieces("짧다", held().reasons, {})] == ["짧다"]
