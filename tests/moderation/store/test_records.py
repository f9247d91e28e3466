"""A record survives being kept."""

import json
from base64 import b85decode
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.assessment import Span
from moderation.comment import Article, Author, Comment
from moderation.decision import Decision, Reason, Referral, State, Verdict
from moderation.errors import StoreUnavailable
from moderation.publication import published_view
from moderation.record import Record
from moderation.store.compact import inflate
from moderation.store.records import dumps, pack, plain, unpack
from tests.builders import NOON, a_comment, held, published, rejected

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
maybe = st.none() | words
moments = st.integers(0, 4_000_000_000_000).map(
    lambda ms: datetime.fromtimestamp(ms // 1000, UTC).replace(microsecond=ms % 1000 * 1000)
)
spans = st.lists(st.builds(Span, st.integers(0, 9), st.integers(0, 9)), max_size=2).map(tuple)
scores = st.none() | st.floats(0, 1)
reasons = st.lists(st.builds(Reason, words, words, scores, spans, maybe), max_size=2).map(tuple)
versions = st.dictionaries(words, words, max_size=2)
traces = st.sampled_from(["", "t41p*970!"])
referrals = st.builds(Referral, moments, reasons, spans, words, words, versions, traces=traces)
decisions = st.builds(
    Decision,
    st.sampled_from(Verdict),
    moments,
    reasons,
    spans,
    words,
    words,
    versions,
    st.none() | moments,
    traces=traces,
)
authors = st.builds(Author, st.sampled_from(["guest", "member"]), words, maybe)
articles = st.builds(Article, words, maybe, maybe, maybe)
comments = st.builds(Comment, words, words, articles, authors, words, moments, maybe, st.integers(1, 9))
records = st.builds(Record, comments, st.sampled_from(State), st.lists(referrals | decisions, max_size=3).map(tuple))


OLD = (
    b"F@wiLJ~-DwqoO>cvLrJ%wHQm37#W(FS)fM)Oub%qk$zrkd9i+3W@@=!K}LanW=e%EObaZgqTei-`le;a>uoJ>TIR+oyjd{k^{SO9(TA)6YgD2quva@"
    b"9UiY`YnKuEJ(sFeTk>dAF_ng-o<|w>b)cv}931(zlnwl6GSr~u-u6V~9%UE?|ltI|CF_s)@hLj-<bc|z>GbP0RN}#+(F!g{kFe3SZ%42xiqmoNe$_@h^"
    b"BV0~}*9A~DBqn?^Q?(9Kj!82#OSVWcNKG~|O#vqdP@!B5a)p+qxdEtN0{{"
)
"""In base 85: a whole record as it was kept before views and rests, and what it says."""

MASKED = Decision(
    Verdict.MASK,
    NOON,
    (Reason("profanity", "lexicon", 0.97, (Span(0, 2),), "시발"),),
    (Span(0, 2),),
    policy="default@1",
    versions={"toxicity": "hanmadi-toxicity@1.0.0 openvino-2026.4 int8", "lexicon": "f16c8d0ec45d"},
    traces="p*970",
)
SAID = Record(a_comment("시발 좋다", id="c_old", author=Author("member", "김독자", "m-1"))).ruled(held()).ruled(MASKED)


def kept(record: Record) -> tuple[bytes, str]:
    """The rest of a record, and the view that it stands beside."""
    view = published_view(record)
    return pack(record, view), dumps(view)


@given(records)
def test_unpacking_gives_back_what_was_packed(record: Record) -> None:
    assert unpack(*kept(record)) == record


@given(records)
def test_a_record_in_plain_json_is_read_without_its_view(record: Record) -> None:
    assert unpack(plain(record)) == unpack(plain(record).encode()) == record


def test_a_whole_record_from_before_is_still_read() -> None:
    assert unpack(b85decode(OLD)) == unpack(b85decode(OLD), "{}") == SAID


def test_a_rest_without_its_view_is_no_record() -> None:
    rest, _ = kept(SAID)
    with pytest.raises(StoreUnavailable, match="hm:decision"):
        unpack(rest)


def test_nothing_that_a_view_says_is_kept_twice() -> None:
    record = Record(a_comment("그 정책은 처음부터 잘못되었다고 생각합니다.")).ruled(published())
    rest, _ = kept(record)
    told = json.loads(inflate(rest))
    assert set(told) == {"site", "article", "trail"}
    assert "id" not in told["article"]
    assert set(told["trail"]["0"]) == {"versions"}


def test_what_readers_must_not_see_is_in_the_rest_alone() -> None:
    rest, view = kept(SAID)
    assert "시발" not in view
    assert "시발" in inflate(rest).decode()  # type: ignore[union-attr]


def test_a_score_that_a_view_rounds_is_kept_as_it_was() -> None:
    record = Record(a_comment()).ruled(replace(rejected(), reasons=(Reason("toxic", "toxicity", 0.123456789),)))
    assert unpack(*kept(record)) == record


def test_a_usual_rest_is_small() -> None:
    versions = {"lexicon": "f16c8d0ec45d", "pii": "1", "flood": "1"}
    versions["toxicity"] = "hanmadi-toxicity@1.1.0 openvino-2026.4 int8"
    comment = a_comment("그 정책은 처음부터 잘못되었다고 생각합니다.", article=Article("21468"))
    traces = "t812p15ro11g568a18l2c3y598"
    record = Record(comment).ruled(published(versions=versions, traces=traces))
    rest, _ = kept(record)
    assert len(rest) < 80
