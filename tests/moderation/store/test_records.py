"""A record survives being kept."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from moderation.assessment import Span
from moderation.comment import Article, Author, Comment
from moderation.decision import Decision, Reason, Referral, State, Verdict
from moderation.record import Record
from moderation.store.records import pack, unpack

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
maybe = st.none() | words
moments = st.integers(0, 4_000_000_000_000).map(
    lambda ms: datetime.fromtimestamp(ms // 1000, UTC).replace(microsecond=ms % 1000 * 1000)
)
spans = st.lists(st.builds(Span, st.integers(0, 9), st.integers(0, 9)), max_size=2).map(tuple)
scores = st.none() | st.floats(0, 1)
reasons = st.lists(st.builds(Reason, words, words, scores, spans, maybe), max_size=2).map(tuple)
versions = st.dictionaries(words, words, max_size=2)
referrals = st.builds(Referral, moments, reasons, spans, words, words, versions)
decisions = st.builds(
    Decision, st.sampled_from(Verdict), moments, reasons, spans, words, words, versions, st.none() | moments
)
authors = st.builds(Author, st.sampled_from(["guest", "member"]), words, maybe)
articles = st.builds(Article, words, maybe, maybe, maybe)
comments = st.builds(Comment, words, words, articles, authors, words, moments, maybe, st.integers(1, 9))
records = st.builds(Record, comments, st.sampled_from(State), st.lists(referrals | decisions, max_size=3).map(tuple))


@given(records)
def test_unpacking_gives_back_what_was_packed(record: Record) -> None:
    assert unpack(pack(record)) == record


@given(records)
def test_packed_records_are_valid_utf_8(record: Record) -> None:
    assert unpack(pack(record).encode()) == record
