"""The audit trail and the accounts, for those who may see them."""

from moderation.desk import Desk
from moderation.moderator import Role
from tests.moderation.web.moderators.conftest import Entering, Waiting


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


def test_the_numbers_are_told_in_words_and_a_picture(entering: Entering, waiting: Waiting) -> None:
    waiting()
    page = entering("kim").sees("/moderation/numbers").text
    assert '<rect class="held"' in page
    assert "2026.11.23" in page
    assert (
        entering("lee", Role.MODERATOR, "othertimes").sees("/moderation/numbers?site=whytimes").text.count("<rect") == 0
    )
