"""The record of a run, and the pages that say what it holds."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import paper, record, report
from benchmarks.options import OUTPUT, Options

ROOT = Path(__file__).parents[2]
SYSTEMS = ("forking", "simple", "float", "shipped", "batch1")


def a_system(rate: float) -> dict[str, Any]:
    """A system with figures that are easy to tell apart."""
    figures = {
        "comments_per_s": rate,
        "cpu_ms_web": 1.0,
        "cpu_ms_redis": 0.5,
        "cpu_ms_worker": 2.0,
        "redis_commands": 40.0,
        "redis_bytes_moved": 4096.0,
        "worker_pss_mb": 300.0,
        "worker_rss_mb": 400.0,
        "first_decision_s": 2.5,
    }
    ranges = {name: [value * 0.9, value * 1.1] for name, value in figures.items()}
    more = {"what": "a system", "model": "m@1", "precision": "int8", "cpu_ms": 3.5, "macro_f1": 0.7, "peak_share": 0.5}
    return {**more, **figures, "ranges": ranges}


def a_record() -> dict[str, Any]:
    """A record in which shipped is eight times as fast as simple."""
    found = record.begun(Options(), "made")
    rates = dict(zip(SYSTEMS, (10.0, 20.0, 50.0, 160.0, 60.0), strict=True))
    record.put(found, "systems", {name: a_system(rate) for name, rate in rates.items()}, (0.1, 1.9), 60)
    record.put(found, "memory", {"redis_bytes_a_decided_comment": 1000, "worker_pss_mb": 400.0}, (0.2, 1.0), 10)
    return found


def test_the_table_holds_every_system_with_its_range() -> None:
    """Medians alone would be a claim."""
    table = report.systems_table(a_record())
    assert all(f"`{name}`" in table for name in SYSTEMS)
    assert "160 (144–176)" in table
    assert "3.50 (1.00 + 0.50 + 2.00)" in table


def test_a_goal_is_reached_or_missed_and_says_so() -> None:
    """8 times simple is at least 7; 400 MB is more than 350."""
    lines = report.goals_table(a_record()).splitlines()
    by_name = {line.split(" | ")[0].removeprefix("| "): line for line in lines}
    assert by_name["shipped over `simple`, comments/s"].endswith("| 8 | reached |")
    assert by_name["worker memory, MB"].endswith("| 400 | missed |")


def test_what_was_left_out_is_said_in_its_row() -> None:
    """No figure is made up for it."""
    found = a_record()
    found["systems"]["simple"] = {"left_out": "torch is not installed"}
    assert "left out: torch is not installed" in report.systems_table(found)
    assert "simple" not in report.goals_table(found)


def test_a_section_that_was_not_measured_is_in_no_table() -> None:
    """A record of a part of the run is still a page."""
    found = record.begun(Options(), "made")
    assert "| system |" not in report.page(found)
    assert report.goals_table(found) == ""


def test_on_paper_cores_follow_from_cost_and_rate() -> None:
    """1,000 comments/s at 2 ms are 2 cores, and 3 where 70 % of a core is used."""
    rows = {line.split(" | ")[0]: line for line in paper.tables(a_record()).splitlines() if line.startswith("|")}
    assert rows["| worker cores"] == "| worker cores | 3 | 29 |"
    assert rows["| Redis commands/s"] == "| Redis commands/s | 40,000 | 400,000 |"
    assert rows["| Redis shards (by site)"] == "| Redis shards (by site) | 1 | 8 |"


def test_a_page_without_markers_is_refused() -> None:
    """Else a report would go nowhere, and nobody would know."""
    with pytest.raises(ValueError, match="benchmarks: begin"):
        report.inserted("# nothing here\n", "table")


def test_what_stands_between_the_markers_is_replaced_and_nothing_else() -> None:
    """Twice is the same as once."""
    text = "before\n<!-- benchmarks: begin (x) -->\nold\n<!-- benchmarks: end -->\nafter\n"
    once = report.inserted(text, r"new \1")
    assert once == "before\n<!-- benchmarks: begin (x) -->\n\nnew \\1\n\n<!-- benchmarks: end -->\nafter\n"
    assert report.inserted(once, r"new \1") == once


def test_what_was_measured_on_another_machine_says_so() -> None:
    old = a_record()
    old["machine"]["processor"] = "another processor"
    del old["measured"]["memory"]["processor"]
    found = record.continued(old, record.begun(Options(), "made"))
    record.put(found, "systems", old["systems"], (0.1, 1.9), 60)
    assert "(memory on another processor)" in report.machine_line(found)


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    """And one of another form is refused."""
    found = a_record()
    record.write(found, tmp_path / "last.json")
    assert record.read(tmp_path / "last.json") == found
    (tmp_path / "other.json").write_text("[]")
    with pytest.raises(record.Unusable):
        record.read(tmp_path / "other.json")


@pytest.mark.parametrize("name", report.PAGES)
def test_every_page_has_its_markers(name: str) -> None:
    """`python -m benchmarks.report` finds where to write."""
    assert report.MARKED.search((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "part"), report.PAGES.items())
def test_the_pages_say_what_the_last_run_found(name: str, part: str) -> None:
    """Where a run is committed, no figure on a page is another's."""
    if not OUTPUT.exists():
        assert "Not measured yet" in (ROOT / name).read_text(encoding="utf-8")
        return
    text = (ROOT / name).read_text(encoding="utf-8")
    assert report.inserted(text, report.parts(record.read(OUTPUT))[part]) == text


def test_the_committed_record_is_whole() -> None:
    """Every system and section under the name that others look for it."""
    if not OUTPUT.exists():
        return
    found = json.loads(OUTPUT.read_text(encoding="utf-8"))
    assert set(record.SECTIONS) <= set(found)
    assert set(found["systems"]) == set(SYSTEMS)
    assert all("comments_per_s" in system or "left_out" in system for system in found["systems"].values())
