"""The queue and the card as a moderator meets them."""

from dataclasses import replace

import pytest
from flask import Flask

from moderation.audit import Deed
from moderation.comment import Article, Author
from moderation.decision import Decision, Reason, Verdict
from moderation.desk import Desk
from moderation.lifecycle import edit, erase
from moderation.moderator import Role
from moderation.objecting import report
from moderation.objection import Appeal
from moderation.reviewing.queue import call_late
from moderation.reviewing.review import Ruled, review
from tests.builders import NOON, Clock, a_comment, held, hidden, published, rejected
from tests.moderation.web.moderators.conftest import Entering, Waiting
from tests.moderation.web.moderators.desk_visitor import DeskVisitor


def test_what_waits_is_listed_with_its_reason_in_plain_words(kim: DeskVisitor, waiting: Waiting) -> None:
    waiting()
    page = kim.sees().text
    assert "시발 이게 기사냐" in page
    assert "욕설로 볼 수 있는 표현이 있습니다. (60%)" in page


def test_nobody_else_sees_it(app: Flask, waiting: Waiting) -> None:
    waiting()
    answer = DeskVisitor(app).sees()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/moderation/login")
    assert "시발" not in answer.text


def test_a_card_marks_what_was_seen_and_says_who_saw_it(kim: DeskVisitor, waiting: Waiting) -> None:
    page = kim.sees(f"/moderation/?open={waiting().comment.id}").text
    assert '<mark data-span="0-3" data-label="욕설">시발 </mark>이게 기사냐' in page
    for told in ("어휘 사전", "60%", "default@1", "[정세분석] 제목"):
        assert told in page


def test_a_card_still_tells_what_was_seen_after_a_person_has_ruled(kim: DeskVisitor, waiting: Waiting) -> None:
    """Whoever looks again, as on appeal, sees the places, the score and the stage."""
    id = waiting().comment.id
    kim.rules(id, "reject", label="profanity")
    page = kim.sees(f"/moderation/?open={id}").text
    assert '<mark data-span="0-3" data-label="욕설">시발 </mark>이게 기사냐' in page
    assert 'name="span" value="0-3" checked' in page
    assert '<td>욕설</td><td class="number">60%</td><td>어휘 사전</td>' in page


def test_the_worst_stays_blurred_after_a_person_has_ruled(kim: DeskVisitor, waiting: Waiting) -> None:
    id = waiting("시발 이게 기사냐", replace(held(), reasons=(Reason("threat", "lexicon", 0.97),))).comment.id
    kim.rules(id, "reject", label="threat")
    assert 'class="text worst"' in kim.sees(f"/moderation/?open={id}").text


def test_a_text_is_never_read_as_markup(kim: DeskVisitor, waiting: Waiting) -> None:
    page = kim.sees(f"/moderation/?open={waiting('<script>alert(1)</script>').comment.id}").text
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("verdict", "fields", "state"),
    [
        ("publish", {}, "published"),
        ("mask", {"label": "profanity", "span": ["0-2"]}, "published"),
        ("hide", {"label": "profanity"}, "hidden"),
        ("reject", {"label": "insult"}, "rejected"),
    ],
)
def test_a_moderator_rules(
    desk: Desk, kim: DeskVisitor, waiting: Waiting, verdict: str, fields: dict[str, str], state: str
) -> None:
    id, other = waiting().comment.id, waiting("다음 의견").comment.id
    answer = kim.rules(id, verdict, **fields)
    assert answer.status_code == 303
    assert f"open={other}" in answer.headers["Location"], "the next card is there at once"
    view = desk.comments.view(id, "whytimes")
    assert view is not None
    assert (view["state"], view["decision"]["by"]) == (state, "kim")
    assert view["text"] == {"mask": "●● 이게 기사냐", "hide": None}.get(verdict, "시발 이게 기사냐")
    page = kim.sees(answer.headers["Location"]).text
    assert f'data-id="{id}"' not in page
    assert "되돌리기" in page


def test_the_second_of_two_is_told_what_happened(kim: DeskVisitor, entering: Entering, waiting: Waiting) -> None:
    id, lee = waiting().comment.id, entering("lee")
    kim.sees(f"/moderation/?open={id}")
    assert "kim 님이 지금 이 의견을 보고 있습니다" in lee.sees(f"/moderation/?open={id}").text
    assert kim.sends(kim.address("ruling"), verdict="publish", turn=kim.turn).status_code == 303
    answer = lee.sends(lee.address("ruling"), verdict="reject", turn=lee.turn, label="insult")
    assert answer.status_code == 409
    for told in ("먼저 결정", "kim", "게시", "덮어쓰지 않았습니다"):
        assert told in answer.text


def test_a_ruling_on_a_text_that_was_edited_meanwhile_is_refused(
    desk: Desk, kim: DeskVisitor, waiting: Waiting
) -> None:
    id = waiting().comment.id
    kim.sees(f"/moderation/?open={id}")
    edit(desk, "whytimes", id, "고쳐 쓴 글입니다.")
    answer = kim.sends(kim.address("ruling"), verdict="publish", turn=kim.turn)
    assert answer.status_code == 409
    assert "고쳐 쓴 글입니다." in answer.text


def test_a_decision_without_a_reason_is_refused_beside_the_card(kim: DeskVisitor, waiting: Waiting) -> None:
    answer = kim.rules(waiting().comment.id, "reject")
    assert answer.status_code == 422
    assert "사유를 골라 주십시오" in answer.text
    assert "지금은:" not in answer.text, "nobody was first"


def test_a_ruling_is_taken_back(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    id = waiting().comment.id
    kim.rules(id, "reject", label="insult")
    kim.sees(f"/moderation/?did={id}")
    assert kim.sends(kim.address("undo"), turn="2.1").status_code == 303
    assert id in desk.docket.held("whytimes", 10)


def test_a_note_is_seen_by_the_next_moderator_only(
    desk: Desk, kim: DeskVisitor, entering: Entering, waiting: Waiting
) -> None:
    id = waiting().comment.id
    kim.sees(f"/moderation/?open={id}")
    assert kim.sends(kim.address("notes"), text="법무팀에 물어보았습니다.").status_code == 303
    assert "법무팀에 물어보았습니다." in entering("lee").sees(f"/moderation/?open={id}").text
    assert "법무팀" not in str(desk.comments.view(id, "whytimes"))


def test_a_note_is_taken_back_by_who_left_it_or_a_senior(
    desk: Desk, kim: DeskVisitor, entering: Entering, waiting: Waiting
) -> None:
    id = waiting().comment.id
    lee, park = entering("lee"), entering("park", Role.SENIOR)
    for taker, status, left in ((lee, 403, 1), (kim, 303, 0), (park, 303, 0)):
        if not desk.logbook.notes(id):
            kim.sees(f"/moderation/?open={id}")
            kim.sends(kim.address("notes"), text="법무팀에 물어보았습니다.")
        (note,) = desk.logbook.notes(id)
        taker.sees(f"/moderation/?open={id}")
        assert (taker.address("notes/back") == "/no/notes/back") == (status == 403)
        answer = taker.sends(f"/moderation/comments/{id}/notes/back", at=note.at.isoformat())
        assert (answer.status_code, len(desk.logbook.notes(id))) == (status, left)
    assert kim.sends(f"/moderation/comments/{id}/notes/back", at="gone").status_code == 303
    outcomes = [(entry.who, entry.outcome) for entry in desk.logbook.read(10)[0] if entry.deed is Deed.NOTED]
    assert outcomes == [("park", "undone"), ("kim", "done"), ("kim", "undone"), ("kim", "done")]


def test_reports_come_with_their_reasons(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    id = waiting("점잖은 글", published()).comment.id
    report(desk, "whytimes", id, Author("member", "김독자", "m-1"), "hate", "너무 심합니다")
    page = kim.sees(f"/moderation/?open={id}").text
    for told in ("독자 1명이 신고했습니다.", "혐오·차별", "너무 심합니다", "김독자"):
        assert told in page


def test_a_burst_of_reports_is_told_as_one_and_not_all_of_it_is_listed(
    desk: Desk, kim: DeskVisitor, waiting: Waiting
) -> None:
    """Many new readers at once may have agreed to have a comment taken away: whoever decides should see that."""
    earlier, id = waiting("다른 글", published()), waiting("점잖은 글", published()).comment.id
    known = Author("member", "김독자", "m-1")
    report(desk, "whytimes", earlier.comment.id, known, "hate")
    review(desk, "lee", earlier, Ruled(Verdict.PUBLISH))
    for reader in (known, *(Author("guest", f"손님{n:02}") for n in range(29))):
        report(desk, "whytimes", id, reader, "hate")
    page = kim.sees(f"/moderation/?open={id}").text
    assert "10분 안에 30건이 몰렸고, 그 가운데 29건은 신고 이력이 없는 독자의 것입니다." in page
    assert "그 밖에 10건이 더 있습니다." in page
    assert ("손님28" in page, "손님05" in page) == (True, False)


@pytest.mark.parametrize("before", [published(), hidden(), rejected()])
def test_the_authors_other_comments_are_shown_as_written(kim: DeskVisitor, waiting: Waiting, before: Decision) -> None:
    author = Author("member", "이회원", "m-9")
    waiting("먼저 쓴 다른 글", before, author=author)
    page = kim.sees(f"/moderation/?open={waiting(author=author).comment.id}").text
    assert "먼저 쓴 다른 글" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=기사냐", "시발 이게 기사냐"),
        ("label=profanity", "시발 이게 기사냐"),
        ("kind=held", "시발 이게 기사냐"),
        ("kind=late", "늦은 글"),
        ("state=pending", "늦은 글"),
        ("article=77", "다른 기사"),
        ("author=독자", "시발 이게 기사냐"),
    ],
)
def test_the_queue_is_filtered(
    desk: Desk, clock: Clock, kim: DeskVisitor, waiting: Waiting, query: str, found: str
) -> None:
    waiting()
    desk.comments.receive([a_comment("늦은 글", author=Author("guest", "느림보"))])
    other = waiting("다른 기사", replace(rejected(), by="lee"), article=Article("77"), author=Author("guest", "남"))
    desk.objections.appeal(Appeal(other.comment.id, "whytimes", 1, "아닙니다", NOON))
    clock.forward(minutes=5)
    call_late(desk)
    page = kim.sees(f"/moderation/?{query}").text
    listed = page.split('<ol class="rows">')[1].split("</ol>")[0]
    assert found in listed
    assert listed.count('class="row') == 1 + listed.count('class="rows"')


def test_other_sites_are_out_of_reach(kim: DeskVisitor, waiting: Waiting) -> None:
    id = waiting("남의 글", site="othertimes").comment.id
    assert "남의 글" not in kim.sees("/moderation/?site=othertimes").text
    assert "남의 글" not in kim.sees(f"/moderation/?open={id}").text
    assert kim.sends(f"/moderation/comments/{id}/ruling", verdict="publish", turn="1.1").status_code == 404


def test_what_is_erased_is_gone_from_the_desk(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    id = waiting().comment.id
    kim.sees(f"/moderation/?open={id}")
    erase(desk, "whytimes", id)
    assert kim.sends(kim.address("ruling"), verdict="publish", turn="1.1").status_code == 404
    assert "시발" not in kim.sees(f"/moderation/?open={id}").text


def test_an_edit_that_is_held_is_reviewed_as_it_was_edited(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    id = waiting("처음 글", published()).comment.id
    edit(desk, "whytimes", id, "고친 시발")
    (record,) = desk.comments.find([id])
    assert record is not None
    desk.comments.rule([(record, held())])
    page = kim.sees(f"/moderation/?open={id}").text
    assert "고친 " in page
    assert "독자에게 보이는 이전 판" in page
    kim.rules(id, "reject", label="profanity")
    view = desk.comments.view(id, "whytimes")
    assert view is not None
    assert (view["state"], view["revision"]) == ("rejected", 2)


def test_pages_hold_twenty_five(kim: DeskVisitor, waiting: Waiting) -> None:
    for n in range(30):
        waiting(f"의견 {n}번")
    assert kim.sees().text.count('<li class="row') == 25
    assert kim.sees("/moderation/?from=25").text.count('<li class="row') == 5


def test_an_auditor_looks_and_takes_nothing(entering: Entering, desk: Desk, waiting: Waiting) -> None:
    id, auditor = waiting().comment.id, entering("park", Role.AUDITOR)
    page = auditor.sees(f"/moderation/?open={id}").text
    assert 'id="acts"' not in page
    assert desk.logbook.leases([id], NOON) == [None]
    assert auditor.sends(f"/moderation/comments/{id}/ruling", verdict="publish", turn="1.1").status_code == 403
    assert Verdict.PUBLISH not in [ruling.verdict for ruling in desk.comments.find([id])[0].trail]  # type: ignore[union-attr]


def test_a_hiding_may_end_by_itself(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    for days, until in (("7", "2026-11-30T03:00:00Z"), ("", None), ("8", None)):
        id = waiting().comment.id
        kim.rules(id, "hide", label="insult", days=days)
        view = desk.comments.view(id, "whytimes")
        assert view is not None
        assert (view["state"], view["decision"].get("until")) == ("hidden", until)


def test_an_open_page_asks_how_much_waits(app: Flask, kim: DeskVisitor, waiting: Waiting) -> None:
    waiting()
    waiting(site="othertimes")
    assert kim.sees("/moderation/sizes").get_json()["held"] == 1
    assert DeskVisitor(app).sees("/moderation/sizes").status_code == 303
