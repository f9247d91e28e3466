"""The lexicon finds its words as a reader finds them."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.eval_text import MENTION, suite
from moderation.lexicon import Entry, Lexicon, own_entries
from moderation.text.written import Written

OWN = Lexicon(own_entries())
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)


def found(lexicon: Lexicon, text: str, site: str = "", section: str | None = None) -> list[str]:
    """What was written at each match."""
    return [text[slice(*match.span)] for match in lexicon.matches(Written(text), site, section)]


@pytest.mark.parametrize(("kind", "text"), suite("evasions"))
def test_no_evasion_of_the_suite_gets_by(kind: str, text: str) -> None:
    assert OWN.matches(Written(text)), kind


@pytest.mark.parametrize(("kind", "text"), [row for row in suite("innocents") if row[0] != MENTION])
def test_no_innocent_of_the_suite_is_flagged(kind: str, text: str) -> None:
    assert not OWN.matches(Written(text)), kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("야 이 시1발 뭐", ["시1발"]),
        ("이런 씨 이 발 진짜", ["씨 이 발"]),
        ("아 tlqkf 짜증", ["tlqkf"]),
        ("병.신 같은 소리", ["병.신"]),
        ("시\u200b\u200b발 덥다", ["시\u200b\u200b발"]),
        ("시\u200b\u200b발 놈아", ["시\u200b\u200b발 놈"]),
        ("ㅅㅣㅂㅏㄹ!", ["ㅅㅣㅂㅏㄹ"]),
        ("짱깨들은 돌아가라", ["짱깨"]),
        ("미친 놈아 꺼져라", ["미친 놈", "꺼져라"]),
        ("🐶새끼", ["🐶새끼"]),
    ],
)
def test_a_match_covers_the_word_as_it_is_written(text: str, words: list[str]) -> None:
    assert found(OWN, text) == words


@given(st.text(st.sampled_from("시발병신ㅅㅂ개새끼 .1\u200btlqkf人🐶\u0301"), max_size=40))
def test_every_match_lies_inside_the_text(text: str) -> None:
    for match in OWN.matches(Written(text)):
        assert 0 <= match.span.start < match.span.end <= len(text)


def test_an_entry_at_the_start_of_a_word_does_not_match_inside_one() -> None:
    lexicon = Lexicon([Entry("나비", where="start")])
    assert found(lexicon, "나비넥타이") == ["나비"]
    assert not found(lexicon, "범나비")


def test_an_entry_that_is_a_whole_word_takes_particles_and_nothing_else() -> None:
    lexicon = Lexicon([Entry("나비", where="word")])
    assert found(lexicon, "나비들은, 나비에게도") == ["나비", "나비"]
    assert not found(lexicon, "나비넥타이")


def test_the_longest_allow_covers_what_lies_inside_it() -> None:
    lexicon = Lexicon([Entry("나비"), Entry("나비넥타이", kind="allow")])
    assert not found(lexicon, "나비넥타이")
    assert found(lexicon, "나비넥타이와 나비") == ["나비"]


def test_what_is_allowed_as_written_is_not_allowed_in_disguise() -> None:
    lexicon = Lexicon([Entry("나비"), Entry("나비", kind="allow", scope="site:a")])
    assert not found(lexicon, "나비", site="a")
    assert found(lexicon, "나1비", site="a") == ["나1비"]
    assert found(lexicon, "나\u200b비", site="a") == ["나\u200b비"]


def test_parts_of_two_words_are_no_word() -> None:
    lexicon = Lexicon([Entry("나비")])
    assert not found(lexicon, "하나 비가 온다")
    assert not found(lexicon, "하나, 비행기")
    assert found(lexicon, "나 비") == ["나 비"]


def test_an_entry_counts_only_in_its_scope() -> None:
    lexicon = Lexicon([Entry("나비", scope="site:a"), Entry("토끼", scope="section:정치")])
    assert found(lexicon, "나비 토끼", site="a") == ["나비"]
    assert found(lexicon, "나비 토끼", site="b", section="정치") == ["토끼"]
    assert not found(lexicon, "나비 토끼")


def test_an_entry_ends_when_it_expires() -> None:
    lexicon = Lexicon([Entry("나비", expires=NOON)])
    assert lexicon.matches(Written("나비"), at=NOON - timedelta(seconds=1))
    assert not lexicon.matches(Written("나비"), at=NOON)


def test_an_overlay_adds_and_replaces_and_leaves_the_first_as_it_was() -> None:
    first = Lexicon([Entry("나비"), Entry("토끼")])
    over = first.with_entries([Entry("나비", kind="allow"), Entry("거북")])
    assert found(over, "나비 토끼 거북") == ["토끼", "거북"]
    assert found(first, "나비 토끼 거북") == ["나비", "토끼"]
    assert over.version != first.version


def test_a_suspicion_never_hides_a_ban() -> None:
    lexicon = Lexicon([Entry("나비"), Entry("나비넥타이", kind="suspect")])
    assert {match.entry.kind for match in lexicon.matches(Written("나비넥타이"))} == {"ban", "suspect"}


def test_a_ban_hides_a_shorter_suspicion() -> None:
    lexicon = Lexicon([Entry("나비", kind="suspect"), Entry("나비넥타이")])
    assert [match.entry.word for match in lexicon.matches(Written("나비넥타이"))] == ["나비넥타이"]


def test_a_lexicon_without_entries_finds_nothing() -> None:
    assert not Lexicon([]).matches(Written("시발"))


def test_a_match_says_how_the_text_was_read() -> None:
    assert [match.reading for match in OWN.matches(Written("tlqkf"))] == ["keyboard"]


@pytest.mark.parametrize(
    "worst", ["ㅅㅂ", "시발", "새끼", "시발점", "시X발", "ㅅㅣㅂ", "시바ㄹ", "좆", "병신 ", "시1발 ㅅㅂ tlqkf 병.신 "]
)
def test_thousands_of_matches_cost_in_proportion(worst: str) -> None:
    """Twice the text takes about twice as long: no step looks at every pair of matches."""
    short, long = (min(seconds(worst * (size // len(worst))) for _ in range(3)) for size in (2_000, 8_000))
    assert long < 10 * short + 0.02


def seconds(text: str) -> float:
    """CPU time for all matches in a text."""
    started = time.process_time()
    OWN.matches(Written(text))
    return time.process_time() - started
