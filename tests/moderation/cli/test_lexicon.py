"""`hanmadi lexicon` as an operator uses it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from moderation.cli import main
from moderation.lexicon import Entry
from moderation.store.redis import RedisLexicon
from tests.builders import laid, removed

Command = Callable[..., Result]
HEADER = "word\tkind\tlabel\twhere\tscope\texpires\towner\tnote\n"
NEXT_YEAR = datetime.now(UTC).year + 1


@pytest.fixture
def overlay(valkey: Redis) -> Iterator[RedisLexicon]:
    """The store that the command works on."""
    valkey.flushall()
    yield RedisLexicon(valkey)
    valkey.flushall()


@pytest.fixture
def lexicon(overlay: RedisLexicon) -> Command:
    """`hanmadi lexicon ...` on that store."""
    url = f"unix://{overlay.redis.connection_pool.connection_kwargs['path']}"

    def run(*arguments: str, input: str | None = None) -> Result:
        return CliRunner().invoke(main, ["lexicon", *arguments], env={"HANMADI_REDIS_URL": url}, input=input)

    return run


@pytest.fixture
def alone(tmp_path: Path) -> Command:
    """The same without any store."""

    def run(*arguments: str) -> Result:
        env = {"HANMADI_REDIS_URL": "", "HANMADI_DATA": str(tmp_path)}
        return CliRunner().invoke(main, ["lexicon", *arguments], env=env)

    return run


def test_an_entry_is_added_with_everything_that_was_said(lexicon: Command, overlay: RedisLexicon) -> None:
    given = ("--kind", "suspect", "--label", "insult", "--where", "word", "--scope", "site:a", "--note", "선거")
    result = lexicon("add", "[나너]비", *given, "--owner", "김", "--expires", f"{NEXT_YEAR}-06-01T09:00:00+09:00")
    assert result.exit_code == 0, result.output
    expires = datetime(NEXT_YEAR, 6, 1, tzinfo=UTC)
    assert overlay.entries() == [Entry("[나너]비", "suspect", "insult", "word", "site:a", expires, "김", "선거")]


def test_a_day_counts_to_its_end_in_korea(lexicon: Command, overlay: RedisLexicon) -> None:
    lexicon("add", "나비", "--expires", f"{NEXT_YEAR}-05-31")
    assert overlay.entries()[0].expires == datetime(NEXT_YEAR, 5, 31, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("나비", "--expires", "tomorrow"), "2026-12-31"),
        (("나비", "--expires", "2020-01-01"), "지난"),
        (("나비", "--kind", "block"), "block"),
        (("나비", "--scope", "world"), "범위"),
        (("[나비",), "대괄호"),
        (("\u200b",), "찾을 글자"),
        (("[가나다라마바사아자차]" * 4,), "표기"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_changes(
    lexicon: Command, overlay: RedisLexicon, arguments: tuple[str, ...], told: str
) -> None:
    result = lexicon("add", *arguments)
    assert result.exit_code != 0
    assert told in result.output
    assert overlay.version() == 0


def test_the_list_shows_what_was_added_with_its_hits(lexicon: Command, overlay: RedisLexicon) -> None:
    lexicon("add", "나비", "--note", "시험")
    overlay.count_hits(["나비"] * 3)
    overlay.count_overturned(["나비"])
    assert lexicon("list").output.splitlines()[1:] == ["나비\tban\tprofanity\tanywhere\t-\t3\t1\t-\t시험"]


def test_the_products_own_entries_are_found_by_a_part_of_their_key(lexicon: Command) -> None:
    assert "짱골라" in lexicon("list", "짱골").output
    assert "짱골라" not in lexicon("list").output
    assert "짱골라" in lexicon("list", "--all").output


def test_an_entry_is_removed_once(lexicon: Command, overlay: RedisLexicon) -> None:
    lexicon("add", "나비")
    assert lexicon("remove", "나비").exit_code == 0
    assert overlay.entries() == []
    result = lexicon("remove", "나비")
    assert result.exit_code == 1
    assert "나비라는 항목이 없습니다" in result.output


def test_an_entry_of_our_own_is_switched_off_and_on_again(lexicon: Command) -> None:
    assert "좌좀" in lexicon("test", "좌좀").output.split("matches")[1]
    lexicon("remove", "좌좀")
    assert "No matches" in lexicon("test", "좌좀").output
    lexicon("remove", "좌좀")
    assert "matches" in lexicon("test", "좌좀").output


def test_a_text_is_shown_with_its_readings_its_matches_and_masked(lexicon: Command) -> None:
    lexicon("add", "나비", "--label", "insult")
    shown = lexicon("test", "이 나1비야").output
    assert "tight     이나비야" in shown
    assert "2-5 '나1비'  ← 나비  ban  insult  tight  사용 (use)" in shown
    assert "이 ●●●야" in shown


def test_a_text_is_tested_as_if_a_site_had_sent_it(lexicon: Command) -> None:
    lexicon("add", "나비", "--scope", "site:a")
    assert "No matches" in lexicon("test", "나비").output
    assert "← site:a/나비" in lexicon("test", "나비", "--site", "a").output


def test_a_mention_is_told_from_a_use(lexicon: Command) -> None:
    assert "언급 (mention)" in lexicon("test", "짱깨라는 말은 쓰지 맙시다").output


def test_a_text_is_tested_without_a_store(alone: Command) -> None:
    result = alone("test", "시1발")
    assert result.exit_code == 0
    assert "기본 목록만 봅니다" in result.stderr
    assert "●●●" in result.stdout


@pytest.mark.parametrize("arguments", [("add", "나비"), ("remove", "나비"), ("list",), ("export",)])
def test_the_rest_needs_a_store_and_says_so(alone: Command, arguments: tuple[str, ...]) -> None:
    result = alone(*arguments)
    assert result.exit_code == 1
    assert "HANMADI_REDIS_URL" in result.output


def test_what_was_exported_is_what_is_imported(lexicon: Command, overlay: RedisLexicon, tmp_path: Path) -> None:
    expires = datetime.now(UTC).replace(microsecond=0) + timedelta(days=9)
    entries = [Entry("[가나]비", "suspect", "insult", "word", "section:정치", expires, "김", "메모 둘"), Entry("나비")]
    laid(overlay, *entries)
    kept = overlay.entries()
    file = tmp_path / "entries.tsv"
    file.write_text(lexicon("export").stdout, encoding="utf-8")
    for entry in kept:
        removed(overlay, entry.key)
    assert lexicon("import", str(file)).exit_code == 0
    assert overlay.entries() == kept


def test_entries_are_imported_from_standard_input(lexicon: Command, overlay: RedisLexicon) -> None:
    assert "2개" in lexicon("import", "-", input=HEADER + "나비\n# 설명\n토끼\tsuspect\n").output
    assert {entry.word for entry in overlay.entries()} == {"나비", "토끼"}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("나비\n토끼\tblock\n[거북\n", [":3: 종류는", ":4: 대괄호"]),
        ("나비\n나비\tsuspect\n", [":3: '나비'"]),
        ("나비\tban\tinsult\tword\tall\t\t\t\t남는 칸\n", [":2: "]),
    ],
)
def test_one_bad_line_and_nothing_is_imported(
    lexicon: Command, overlay: RedisLexicon, lines: str, told: list[str]
) -> None:
    result = lexicon("import", "-", input=HEADER + lines)
    assert result.exit_code == 1
    assert all(part in result.output for part in told), result.output
    assert overlay.version() == 0


def test_a_file_without_names_of_columns_is_refused(lexicon: Command) -> None:
    assert "열 이름" in lexicon("import", "-", input="나비\tban\n").output
    assert "열 이름" in lexicon("import", "-", input="").output


def test_everything_can_be_exported_and_imported(lexicon: Command, overlay: RedisLexicon) -> None:
    everything = lexicon("export", "--all").stdout
    assert lexicon("import", "-", input=everything).exit_code == 0
    assert len(overlay.entries()) > 500


def test_what_was_done_at_the_console_stands_in_the_history(lexicon: Command, overlay: RedisLexicon) -> None:
    lexicon("add", "나비")
    lexicon("remove", "나비")
    lexicon("remove", "좌좀")
    off, removed_, added = overlay.revisions(9)
    assert (added.by, added.key, added.before, added.after) == ("console", "나비", None, Entry("나비"))
    assert (removed_.before, removed_.after) == (Entry("나비"), None)
    assert off.after is not None
    assert off.after.note == "switched off"


def test_an_entry_that_nobody_can_read_is_removed(lexicon: Command, overlay: RedisLexicon) -> None:
    overlay.redis.hset("hm:lexicon", "나비", '{"word":"나비","colour":"red"}')
    assert lexicon("list").exit_code == 1
    assert lexicon("remove", "나비").exit_code == 0
    assert lexicon("list").exit_code == 0
