"""`hanmadi eval` and `hanmadi score`, as somebody types them, with the model that is shipped."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from moderation.cli import main

TABLE = """text\tlabels
좋은 기사 잘 읽었습니다.\tclean
야 이 병신 새끼야 꺼져\tprofanity
오늘 본회의가 열렸다.\t
"""


def hanmadi(*words: str, told: str | None = None) -> Result:
    return CliRunner().invoke(main, words, input=told)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "own.tsv"


def test_a_sites_own_file_is_measured_at_the_policys_limits(file: Path) -> None:
    file.write_text(TABLE, encoding="utf-8")
    told = json.loads(hanmadi("eval", str(file), "--json").stdout)
    assert (told["rows"], told["toxic"], told["policy"]) == (3, 1, "default@1")
    assert told["not_published"]["f1"][0] == 1.0
    assert told["labels"]["profanity"]["recall"] == [1.0, 0.0, 1.0], "one row says little"
    assert told["states"] == {"clean": {"published": 2, "rejected": 0}, "toxic": {"published": 0, "rejected": 1}}
    assert 0 <= told["calibration_error"] < 0.2


def test_the_figures_are_a_table_for_people(file: Path) -> None:
    file.write_text("﻿toxic\ttext\n0\t좋은 기사입니다.\n1\t이 병신 새끼야\n", encoding="utf-8")
    lines = hanmadi("eval", str(file)).stdout.splitlines()
    assert lines[0].startswith("2 rows, 1 toxic, policy default@1")
    assert any(line.startswith("not published") and "1.000" in line for line in lines)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("", "열이 필요합니다"),
        ("text\n글\n", "there are: text"),
        ("comment\ttoxic\n글\t1\n", "there are: comment, toxic"),
        ("text\ttoxic\n글\tmaybe\n", "2번째 줄"),
        ("text\tlabels\n글\tclean\n글\trude\n", "3번째 줄"),
        ("text\ttoxic\n글\n", "열의 수"),
        ("text\ttoxic\n", "줄이 없습니다"),
    ],
)
def test_a_table_that_is_none_is_refused_in_one_sentence(file: Path, table: str, why: str) -> None:
    file.write_text(table, encoding="utf-8")
    refused = hanmadi("eval", str(file))
    assert refused.exit_code == 1
    assert why in refused.output
    assert "Traceback" not in refused.output


def test_what_is_not_utf8_is_refused_with_its_line(file: Path) -> None:
    file.write_bytes(b"text\ttoxic\n" + "글\t1\n".encode("cp949"))
    assert "2번째 줄이 UTF-8이 아닙니다" in hanmadi("eval", str(file)).output


def test_each_line_is_scored_with_the_places_that_struck_and_no_bar_where_nobody_looks(file: Path) -> None:
    rows = [
        json.loads(line)
        for line in hanmadi("score", told="정부는 무능하다\n\n기사는 봤는데 꺼져 개돼지야\n").stdout.splitlines()
    ]
    assert [row["text"] for row in rows] == ["정부는 무능하다", "기사는 봤는데 꺼져 개돼지야"]
    assert rows[0]["spans"] == []
    found = [rows[1]["text"][start:end] for start, end in rows[1]["spans"]]
    assert rows[1]["state"] != "published"
    assert "개돼지야" in found
    file.write_text("글\n" * 3, encoding="utf-8")
    assert hanmadi("score", str(file)).stderr.count("%") == 0
