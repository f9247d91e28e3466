"""Entries: what may be in one, and how they are kept."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from moderation.errors import Misconfigured
from moderation.lexicon import BadEntry, Entry, Lexicon, own_entries, read_entries, written_entries

FULL = Entry(
    "[나너]비",
    kind="suspect",
    label="insult",
    where="word",
    scope="section:정치",
    expires=datetime(2027, 1, 1, tzinfo=UTC),
    owner="desk",
    note="선거 기간",
)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"word": ""}, "/word"),
        ({"word": "가" * 61}, "/word"),
        ({"word": "나비", "kind": "block"}, "/kind"),
        ({"word": "나비", "where": "middle"}, "/where"),
        ({"word": "나비", "label": "rude"}, "/label"),
        ({"word": "나비", "scope": "site:"}, "/scope"),
        ({"word": "나비", "scope": "world"}, "/scope"),
        ({"word": "나비", "expires": "tomorrow"}, "/expires"),
        ({"word": "나비", "expires": "2027-01-01"}, "/expires"),
        ({"word": "나비", "colour": "red"}, "/colour"),
        ({"word": "#나비"}, "/word"),
        ({"word": "나\t비"}, "/word"),
        ({"word": "나비", "note": "한 줄\n두 줄"}, "/note"),
    ],
)
def test_a_bad_entry_says_which_field_is_wrong(row: dict[str, str], fault: str) -> None:
    with pytest.raises(BadEntry) as caught:
        Entry.from_dict(row)
    assert [found.pointer for found in caught.value.faults] == [fault]


def test_all_faults_of_an_entry_are_told_at_once() -> None:
    with pytest.raises(BadEntry) as caught:
        Entry.from_dict({"word": "", "kind": "block", "label": "rude"})
    assert [found.pointer for found in caught.value.faults] == ["/word", "/kind", "/label"]


@pytest.mark.parametrize("word", ["[나비", "나]비", "[]"])
def test_brackets_must_come_in_pairs(word: str) -> None:
    with pytest.raises(BadEntry):
        Lexicon([Entry(word)])


def test_an_entry_with_too_many_spellings_is_refused() -> None:
    with pytest.raises(BadEntry, match="표기가"):
        Lexicon([Entry("[가나다라마바사아자차]" * 4)])


def test_an_entry_keeps_everything_as_a_dict() -> None:
    assert Entry.from_dict(FULL.to_dict()) == FULL
    assert Entry("나비").to_dict() == {"word": "나비"}


def test_entries_keep_everything_as_a_file(tmp_path: Path) -> None:
    file = tmp_path / "site.tsv"
    file.write_text("# 선거\n" + written_entries([FULL, Entry("나비")]), encoding="utf-8")
    assert read_entries(file) == [FULL, Entry("나비")]


def test_every_bad_line_of_a_file_is_told_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "site.tsv"
    file.write_text("word\tkind\n나비\tban\n토끼\tblock\n# remark\n거북\tstop\n", encoding="utf-8")
    with pytest.raises(Misconfigured) as caught:
        read_entries(file)
    assert [fault.split(": ")[0] for fault in caught.value.faults] == ["site.tsv:3", "site.tsv:5"]


def test_one_word_may_be_kept_once_for_each_scope() -> None:
    entries = [Entry("나비"), Entry("나비", scope="site:a"), Entry("나비", kind="allow")]
    assert [entry.key for entry in entries] == ["나비", "site:a/나비", "allow/나비"]


def test_no_word_stands_twice_in_our_own_lists() -> None:
    keys = [entry.key for entry in own_entries()]
    assert [key for key in keys if keys.count(key) > 1] == []
