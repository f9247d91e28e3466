"""The audit trail: what is written down, who reads it, how it is filtered and taken away; nothing changes it."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

import moderation
from moderation.audit import Deed, Entry
from moderation.comment import Article
from moderation.desk import Desk
from moderation.moderator import Role
from tests.moderation.web.moderators.conftest import Entering, Waiting
from tests.moderation.web.moderators.desk_visitor import DeskVisitor, a_moderator


def test_every_deed_is_written_down_without_the_text(desk: Desk, entering: Entering, waiting: Waiting) -> None:
    id, kim = waiting().comment.id, entering("kim")
    kim.rules(id, "reject", label="insult")
    kim.sees(f"/moderation/?open={id}")
    kim.sends(kim.address("notes"), text="비밀 메모")
    kim.sends(kim.address("undo"), turn="2.1")
    kim.sends(f"/moderation/comments/{id}/ruling", verdict="publish", turn="1.1")
    entries, _ = desk.logbook.read(10)
    assert [(each.deed.value, each.outcome) for each in entries] == [
        ("ruled", "settled"),
        ("undid", "refer"),
        ("noted", "done"),
        ("ruled", "reject"),
        ("entered", "done"),
    ]
    assert {each.about for each in entries[:4]} == {id}
    assert "시발" not in str(entries)
    page = entering("park", Role.AUDITOR).sees("/moderation/audit").text
    for told in ("kim", "되돌리기", "먼저 결정됨 (409)", id):
        assert told in page
    assert "시발" not in page
    assert "비밀 메모" not in page


def test_an_auditor_of_one_site_sees_that_site_only(entering: Entering, waiting: Waiting) -> None:
    there = waiting(site="othertimes").comment.id
    entering("lee", Role.MODERATOR, "othertimes").rules(there, "publish")
    assert there not in entering("park", Role.AUDITOR, "whytimes").sees("/moderation/audit").text
    assert there in entering("choi", Role.AUDITOR, "whytimes", "othertimes").sees("/moderation/audit").text


def test_the_trail_is_read_page_by_page(entering: Entering, waiting: Waiting) -> None:
    kim = entering("kim")
    first = waiting().comment.id
    kim.rules(first, "publish")
    kim.sees(f"/moderation/?open={first}")
    for n in range(50):
        kim.sends(f"/moderation/comments/{first}/notes", text=f"메모 {n}")
    auditor = entering("park", Role.AUDITOR)
    page = auditor.sees("/moderation/audit").text
    assert "더 오래된 기록" in page
    older = page.split("before=")[1].split('"')[0]
    assert "결정" in auditor.sees(f"/moderation/audit?before={older}").text


def test_accounts_are_listed_without_their_hashes(entering: Entering) -> None:
    entering("kim")
    page = entering("park", Role.OPERATOR).sees("/moderation/people").text
    assert "kim" in page
    assert "argon2" not in page


def test_the_trail_is_filtered(entering: Entering, waiting: Waiting) -> None:
    mine, other = waiting().comment.id, waiting().comment.id
    entering("kim").rules(mine, "reject", label="insult")
    entering("lee").rules(other, "publish")
    auditor = entering("park", Role.AUDITOR)

    def rows(query: str) -> int:
        return auditor.sees(f"/moderation/audit?{query}").text.count("<tr><td><time")

    assert rows("") == 2
    assert rows("who=kim") == rows("who=kim&deed=ruled") == rows(f"about={other}") == 1
    assert rows("who=kim&deed=undid") == rows("who=choi") == rows("site=othertimes") == 0
    assert rows("from=2026-11-23&to=2026-11-23") == 2
    assert rows("from=2026-11-24") == rows("to=2026-11-22") == 0
    assert rows("from=yesterday") == 2


def test_who_did_it_without_an_account_is_told_in_words_and_found_by_them(desk: Desk, entering: Entering) -> None:
    for who, outcome in (("console", "auditor"), ("policy", "strict")):
        desk.logbook.write(Entry(desk.clock(), who, Deed.ADDED, "choi", "whytimes", outcome))
    auditor = entering("park", Role.AUDITOR)
    assert "<td>명령줄</td><td>계정 추가</td><td>감사</td>" in auditor.sees("/moderation/audit").text
    assert auditor.sees("/moderation/audit?who=자동").text.count("<tr><td><time") == 1


def test_logins_are_written_down_and_the_wrong_ones_too(app: Flask, desk: Desk) -> None:
    a_moderator(desk, "kim")
    visitor = DeskVisitor(app)
    visitor.logs_in("kim", "wrong")
    visitor.logs_in("my secret typed in the wrong field", "wrong")
    visitor.logs_in("kim")
    entries, _ = desk.logbook.read(10)
    assert [(each.who, each.deed.value, each.about) for each in entries] == [
        ("kim", "entered", ""),
        ("-", "refused", "127.0.0.0/24"),
        ("kim", "refused", "127.0.0.0/24"),
    ]
    assert "secret" not in str(entries)


def test_it_is_taken_away_as_a_file_and_that_is_written_down(desk: Desk, entering: Entering, waiting: Waiting) -> None:
    id = waiting().comment.id
    entering("kim").rules(id, "reject", label="insult")
    auditor = entering("park", Role.AUDITOR)
    table = auditor.sees("/moderation/audit.csv?deed=ruled")
    assert (table.mimetype, table.data[:3]) == ("text/csv", b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(table.data.decode("utf-8-sig"))))
    assert rows[0] == ["at", "who", "deed", "about", "site", "outcome"]
    assert rows[1:] == [["2026-11-23T03:00:00Z", "kim", "ruled", id, "whytimes", "reject"]]
    lines = auditor.sees("/moderation/audit.jsonl?who=kim").data.decode().splitlines()
    assert [json.loads(line)["deed"] for line in lines] == ["ruled"]
    entries, _ = desk.logbook.read(2)
    assert [(each.who, each.deed.value, each.about) for each in entries] == [
        ("park", "exported", "audit.jsonl"),
        ("park", "exported", "audit.csv"),
    ]


def test_a_file_holds_all_pages(desk: Desk, entering: Entering) -> None:
    for n in range(2500):
        desk.logbook.write(Entry(desk.clock(), "kim", Deed.NOTED, f"c_{n}", "whytimes"))
    lines = entering("park", Role.AUDITOR).sees("/moderation/audit.jsonl").data.decode().splitlines()
    assert [json.loads(line)["about"] for line in lines] == [f"c_{n}" for n in reversed(range(2500))]


@pytest.mark.parametrize("role", [Role.SENIOR, Role.MODERATOR])
@pytest.mark.parametrize("path", ["audit", "audit.csv", "audit.jsonl"])
def test_nobody_else_reads_it(entering: Entering, role: Role, path: str) -> None:
    assert entering("park", role).sees(f"/moderation/{path}").status_code == 403


def test_an_auditor_of_a_section_sees_what_was_done_there(desk: Desk, entering: Entering, waiting: Waiting) -> None:
    politics = waiting(article=Article("1", section="정치")).comment.id
    culture = waiting(article=Article("2", section="문화")).comment.id
    kim = entering("kim")
    for id in (politics, culture):
        kim.rules(id, "publish")
    auditor = entering("park", Role.AUDITOR)
    desk.people.change("park", lambda park: replace(park, sections=("정치",)))
    for path in ("audit", "audit.csv"):
        seen = auditor.sees(f"/moderation/{path}").text
        assert politics in seen
        assert culture not in seen


def test_no_route_and_no_line_of_code_changes_an_entry(app: Flask) -> None:
    """The stream is added to and read, by these commands alone."""
    rules = [rule for rule in app.url_map.iter_rules() if "audit" in rule.rule]
    assert len(rules) == 3
    assert all(rule.methods is not None and rule.methods <= {"GET", "HEAD", "OPTIONS"} for rule in rules)
    package = Path(moderation.__file__).parent
    sources = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    assert set(re.findall(r"\.(\w+)\(\s*AUDIT\b", sources)) == {"xadd", "xrevrange"}
    assert len(re.findall(r'"hm:audit"', sources)) == 1
