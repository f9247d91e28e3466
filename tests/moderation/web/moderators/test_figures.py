"""The numbers as pages and as files: who sees whose, and that no cell of a file is a formula."""

import csv
import io
from dataclasses import replace

import pytest

from moderation.desk import Desk
from moderation.moderator import Role
from moderation.web.moderators.spreadsheet import lines, safe
from tests.moderation.web.moderators.conftest import Entering, Waiting


@pytest.fixture
def ruled(entering: Entering, waiting: Waiting) -> None:
    """Kim and lee have each ruled on a comment."""
    entering("kim").rules(waiting().comment.id, "reject", label="insult")
    entering("lee").rules(waiting().comment.id, "publish")


@pytest.mark.usefixtures("ruled")
def test_the_numbers_are_told_in_words_and_a_picture(entering: Entering) -> None:
    page = entering("park", Role.SENIOR).sees("/moderation/numbers").text
    for told in ('<rect class="held"', '<rect class="rejected"', "2026.11.23", "욕설", "50%", ">kim<", ">lee<"):
        assert told in page
    other = entering("choi", Role.MODERATOR, "othertimes").sees("/moderation/numbers?site=whytimes").text
    assert "<rect" not in other


@pytest.mark.usefixtures("ruled")
@pytest.mark.parametrize("role", Role)
def test_a_moderator_sees_their_own_numbers_only(entering: Entering, role: Role) -> None:
    visitor = entering("park", role)
    for path in ("numbers", "digest?week=2026-W48", "numbers/people.csv"):
        assert ("lee" in visitor.sees(f"/moderation/{path}").text) == (role is not Role.MODERATOR)


def test_a_range_that_is_not_offered_is_the_usual_one(entering: Entering) -> None:
    kim = entering("kim")
    assert kim.sees("/moderation/numbers?days=28").text.count('<time datetime="2026') == 28
    for days in ("5000", "-1", "x"):
        assert kim.sees(f"/moderation/numbers?days={days}").text.count('<time datetime="2026') == 14


@pytest.mark.usefixtures("ruled")
def test_each_table_is_a_file_that_excel_reads_and_the_trail_says_who_took_it(desk: Desk, entering: Entering) -> None:
    park = entering("park", Role.OPERATOR)
    for table, told in (("days", "2026-11-23"), ("labels", "욕설"), ("people", "kim")):
        answer = park.sees(f"/moderation/numbers/{table}.csv?days=7")
        assert answer.mimetype == "text/csv"
        assert f'filename="hanmadi-whytimes-{table}-7d.csv"' in answer.headers["Content-Disposition"]
        assert answer.data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1
        assert any(told in row for row in rows)
    assert park.sees("/moderation/numbers/passwords.csv").status_code == 404
    entries, _ = desk.logbook.read(3)
    assert [(each.deed.value, each.about) for each in entries] == [
        ("exported", f"{table}.csv") for table in ("people", "labels", "days")
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe(f"a{cell}") == f"a{cell}"


def test_numbers_stay_numbers_and_quotes_are_quoted() -> None:
    assert "".join(lines([["이름", '따"옴표', "줄\n바꿈"], [-1, 0.5, None]])) == (
        '\ufeff이름,"따""옴표","줄\n바꿈"\r\n-1,0.5,\r\n'
    )


def test_whoever_serves_a_section_is_told_that_the_numbers_are_the_sites(desk: Desk, entering: Entering) -> None:
    kim, lee = entering("kim"), entering("lee")
    desk.people.change("kim", lambda now: replace(now, sections=("정치",)))
    told = "사이트 전체를 셉니다"
    assert [told in visitor.sees("/moderation/numbers").text for visitor in (kim, lee)] == [True, False]


@pytest.mark.usefixtures("ruled")
def test_a_week_is_one_page(entering: Entering) -> None:
    park = entering("park", Role.SENIOR)
    page = park.sees("/moderation/digest?week=2026-W48").text
    for told in ("whytimes의 한 주", "2026.11.23–11.29", "그 전주 0", "week=2026-W47", "week=2026-W49"):
        assert told in page
    assert "2026-W47" in park.sees("/moderation/digest").text, "the last week that is over"
    assert park.sees("/moderation/digest?week=2026-W60").status_code == 404
