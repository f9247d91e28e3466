"""What a reader reads, and the way back to what was written."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.fold import fold
from moderation.text.readings import readings, tight

KOREAN = st.text(
    st.sampled_from("시발병신가각아알이 ㅅㅂㅣㅏㄹㅋㅠ.1@tlqkfTQ\u200b\u0301\u1109\u1175\u11af\u3164\uffa0ｓⓢ㉦⑱人🐶İ")
)
ANY = st.one_of(st.text(), KOREAN)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("시\u200b발", "시발"),
        ("병\u00ad신", "병신"),
        ("새\ufe0f끼", "새끼"),
        ("시\u3164발\uffa0", "시발"),
        ("시̸발", "시발"),
        (unicodedata.normalize("NFD", "시발 점"), "시발 점"),
        ("ㅅㅣㅂㅏㄹ", "시발"),
        ("ㅅㅣㅣㅣㅂㅏㄹ", "시발"),
        ("ㄷㅏㄺ", "닭"),
        ("ﾵￜﾲￂﾩ", "시발"),
        ("㉦㉥", "ㅅㅂ"),
        ("㈅㈆", "ㅂㅅ"),
        ("ｓｉ발", "si발"),
        ("ⓢⓑ", "sb"),
        ("𝐬𝐢𝐛𝐚𝐥", "sibal"),
        ("🆂🅸🅱🅰🅻", "sibal"),
        ("⑱놈", "18놈"),
        ("TLQKF", "tlqkf"),
        ("sìbal", "sibal"),
    ],
)
def test_a_disguise_folds_to_what_a_reader_reads(written: str, read: str) -> None:
    assert fold(written).text == read


@pytest.mark.parametrize(
    "text", ["다시 발생하지 않도록 합시다.", "ㅋㅋㅋ 좋네요 ㅠㅠ", "2026년 11월 23일, 1,000자", "혹시 발견하면?\n- 네"]
)
def test_clean_text_keeps_its_meaning(text: str) -> None:
    assert fold(text).text == text


def test_a_span_leads_back_across_removed_composed_and_replaced_characters() -> None:
    written = "야 ㅅ\u200bㅣㅂㅏ\u0301ㄹ⑱!"
    folded = fold(written)
    assert folded.text == "야 시발18!"
    assert written[slice(*folded.span(2, 4))] == "ㅅ\u200bㅣㅂㅏ\u0301ㄹ"
    assert written[slice(*folded.span(4, 6))] == "⑱"
    assert written[slice(*folded.span(6, 7))] == "!"


def test_an_empty_span_stays_empty() -> None:
    folded = fold("시\u200b발")
    assert folded.span(1, 1) == (2, 2)
    assert folded.span(2, 2) == (3, 3)
    assert fold("").span(0, 0) == (0, 0)


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(ANY)
def test_every_reading_of_any_text_leads_back_into_the_text(text: str) -> None:
    for reading in readings(text):
        folded = reading.folded
        assert len(folded.text) == len(folded.starts) == len(folded.ends)
        assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
        assert list(folded.starts) == sorted(folded.starts)
        assert list(folded.ends) == sorted(folded.ends)


@given(ANY)
def test_the_plain_reading_is_the_fold(text: str) -> None:
    plain = readings(text)[0]
    assert plain.name == "plain"
    assert plain.folded.text == fold(text).text


@given(st.text(st.sampled_from("가나다라마바사아자차카타파하은는이을를습니다. ,?!\n"), max_size=60))
def test_whole_syllables_and_ordinary_signs_are_read_as_they_stand(text: str) -> None:
    assert fold(text).text == text


LONG = 8_000
WORST = {
    "letters": "ㅅㅣㅂㅏㄹ",
    "marks": "\u0301",
    "zero width": "\u200b",
    "syllables and zero width": "가\u200b",
    "decomposed": "\u1109\u1175\u1107\u1161\u11af",
    "half width": "ﾵￂﾲￂﾩ",
    "stretched": "가악",
    "circled numbers": "⑩",
    "the other layout": "tlqkf ",
    "spelled out": "t l q k f ",
    "romanised": "ssibal",
    "shapes": "人ㅂ",
    "fillers": "시X발",
    "ordinary": "좋은 기사 잘 읽었습니다. ",
}


@pytest.mark.parametrize("worst", WORST.values(), ids=WORST)
def test_nothing_takes_long_to_read(worst: str) -> None:
    """Under 5 ms when measured alone; the test allows for a busy machine and for coverage."""
    text = (worst * LONG)[:LONG]
    assert min(seconds(text) for _ in range(3)) < 0.05


def seconds(text: str) -> float:
    """CPU time for all readings of a text, and for the way back."""
    started = time.process_time()
    for reading in readings(text):
        assert len(reading.folded.starts) == len(reading.folded.text)
    return time.process_time() - started


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("시.1 발", "시발"),
        ("씨이이이바알", "씨발"),
        ("벼엉신", "병신"),
        ("씨ㅣㅣㅣ발", "씨발"),
        ("tlqkf", "시발"),
        ("Qudtls", "뼝신"),
        ("t l q k f", "시발"),
        ("ssibal", "씨발"),
        ("c발", "씨발"),
        ("시바ㄹ", "시발"),
        ("ㄱㅐㅅㄲ", "개ㅅㄲ"),
        ("시시발발", "시발"),
        ("시X발", "시발"),
        ("人ㅂ", "ㅅㅂ"),
        ("^^ㅣ발", "씨발"),
        ("7H새끼", "개새끼"),
        ("🐶새끼", "개새끼"),
        ("시🦶", "시발"),
    ],
)
def test_some_reading_shows_what_is_meant(written: str, read: str) -> None:
    assert read in [reading.folded.text for reading in readings(written)]


def test_ordinary_korean_needs_only_two_readings() -> None:
    assert [reading.name for reading in readings("이번 정책은 참 잘했습니다.")] == ["plain", "tight"]


def test_tight_words_are_how_entries_stand_in_readings() -> None:
    assert tight("엿 먹어라!") == "엿먹어라"
