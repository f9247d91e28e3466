"""Before a word is saved, it is looked for in the comments of the last days."""

from datetime import timedelta

import pytest

from moderation.comment import Author
from moderation.decision import Ruling, State
from moderation.desk import Desk
from moderation.lexicon import Entry
from moderation.moderator import Moderator, Role
from moderation.record import Record
from moderation.rules.catch import Catch, catch
from moderation.rules.words import own
from tests.builders import NOON, Clock, a_comment, a_desk, held, hidden, laid, published, rejected

LEE = Moderator("lee", Role.SENIOR)


@pytest.fixture
def desk() -> Desk:
    return a_desk(Clock(NOON + timedelta(hours=1)))


def said(desk: Desk, text: str, ruling: Ruling, **changes: object) -> None:
    comment = a_comment(text, **changes)
    desk.comments.receive([comment])
    desk.comments.rule([(Record(comment), ruling)])


def tried(desk: Desk, draft: Entry | None, gone: str = "") -> Catch:
    return catch(desk, LEE, draft, gone, "whytimes", 7)


def test_what_would_have_been_found_is_counted_by_where_it_stands(desk: Desk) -> None:
    said(desk, "나비가 날아간다", published())
    said(desk, "이 나1비야", held())
    said(desk, "나비는 숨었다", hidden())
    said(desk, "나비는 없다", rejected())
    said(desk, "거북이가 기어간다", published())
    found = tried(desk, Entry("나비"))
    assert dict(found.found.states) == {State.PUBLISHED: 1, State.HELD: 1, State.HIDDEN: 1, State.REJECTED: 1}
    assert [each.words for each in found.found.sample if "나1비" in each.record.latest.text] == [("나1비",)]
    assert (found.fresh.total, found.freed.total, len(found.past.records)) == (4, 0, 5)


def test_where_something_is_found_already_nothing_is_fresh(desk: Desk) -> None:
    word = next(entry.word for entry in own().values() if entry.kind == "ban" and entry.word.isalpha())
    said(desk, f"나비 {word}", published())
    found = tried(desk, Entry("나비"))
    assert (found.found.total, found.fresh.total) == (1, 0)


def test_an_exception_frees_what_it_covers(desk: Desk) -> None:
    laid(desk.lexicon, Entry("나비"))
    said(desk, "나비넥타이를 맸다", rejected())
    said(desk, "나비야", rejected())
    found = tried(desk, Entry("나비넥타이", kind="allow"))
    assert (found.found.total, found.freed.total) == (0, 1)
    assert found.freed.sample[0].words == ("나비",)


@pytest.mark.parametrize("draft", [None, Entry("나비", where="word"), Entry("나비", scope="site:othertimes")])
def test_what_is_taken_away_or_narrowed_frees_what_it_found(desk: Desk, draft: Entry | None) -> None:
    laid(desk.lexicon, Entry("나비"))
    said(desk, "노랑나비떼", rejected())
    found = tried(desk, draft, "나비")
    assert (found.found.total, found.freed.total) == (0, 1)


def test_a_word_that_expires_later_is_tried_as_if_it_counted_then(desk: Desk) -> None:
    said(desk, "나비야", published())
    assert tried(desk, Entry("나비", expires=NOON + timedelta(days=1))).found.total == 1
    assert tried(desk, Entry("나비", expires=NOON)).found.total == 0


def test_the_nickname_of_a_guest_is_looked_at_too(desk: Desk) -> None:
    said(desk, "좋은 글", published(), author=Author("guest", "노랑나비"))
    said(desk, "좋은 글", published(), author=Author("member", "노랑나비", "m-1"))
    assert tried(desk, Entry("나비")).found.total == 1


def test_the_sample_is_bounded_and_the_count_is_not(desk: Desk) -> None:
    for n in range(30):
        said(desk, f"나비 {n}", published())
    found = tried(desk, Entry("나비"))
    assert (found.found.total, len(found.found.sample)) == (30, 20)


def test_a_longer_word_in_the_place_of_a_shorter_one_frees_nothing(desk: Desk) -> None:
    laid(desk.lexicon, Entry("나비"))
    said(desk, "노랑나비떼", rejected())
    found = tried(desk, Entry("노랑나비떼"))
    assert (found.found.total, found.fresh.total, found.freed.total) == (1, 0, 0)


def test_an_exception_that_is_taken_away_lets_its_word_be_found_again(desk: Desk) -> None:
    laid(desk.lexicon, Entry("나비"), Entry("나비넥타이", kind="allow"))
    said(desk, "나비넥타이를 맸다", published())
    found = tried(desk, None, "allow/나비넥타이")
    assert (found.found.total, found.fresh.total, found.freed.total) == (1, 1, 0)
