"""An author at the desk: how they stand, what is asked of them, who may ask it, and the line on the card."""

import re
from datetime import timedelta

import pytest

from moderation import network
from moderation.comment import Author
from moderation.desk import Desk
from moderation.moderator import Role
from moderation.sanction import Measure
from moderation.sanctioning import appeal
from moderation.standing import Writer
from tests.builders import NOON, Clock, published, rejected
from tests.moderation.web.moderators.conftest import Entering, Waiting

MEMBER = Author("member", "새벽기차", "m:1/2")
WRITER = Writer("whytimes", "member", "m:1/2")
PAGE = "/moderation/authors/member/m:1/2?site=whytimes"
GUEST = Writer("whytimes", "guest", network.pseudonym("secret", "whytimes", network.read("203.0.113.7"), NOON))
GUEST_PAGE = f"/moderation/authors/guest/{GUEST.id}?site=whytimes"
FIELDS = {"label": "insult", "days": "7", "minutes": "10", "says": ""}

MAY = {
    Role.OPERATOR: set(Measure),
    Role.SENIOR: set(Measure),
    Role.MODERATOR: {Measure.WARN, Measure.SLOW},
    Role.AUDITOR: set(),
}


def fields(measure: Measure, writer: Writer = WRITER, **changes: str) -> dict[str, str]:
    return {"measure": measure.value, "site": writer.site, "kind": writer.kind, "id": writer.id, **FIELDS, **changes}


def measures_of(desk: Desk, writer: Writer = WRITER) -> list[Measure]:
    (profile,) = desk.authors.profiles([writer])
    return [each.measure for each in profile.in_force(desk.clock())]


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("role", Role)
def test_who_may_ask_what_of_an_author(desk: Desk, entering: Entering, role: Role, measure: Measure) -> None:
    visitor = entering("park", role)
    assert visitor.sees(PAGE).status_code == 200
    allowed = measure in MAY[role]
    assert (f'<option value="{measure}">' in visitor.page) == allowed
    assert visitor.sends("/moderation/authors/sanction", **fields(measure)).status_code == (303 if allowed else 403)
    assert measures_of(desk) == ([measure] if allowed else [])


def test_a_moderator_lifts_their_own_and_a_senior_any(desk: Desk, entering: Entering) -> None:
    kim, lee, senior = entering("kim"), entering("lee"), entering("park", Role.SENIOR)
    for visitor in (kim, lee, senior):
        visitor.sees(PAGE)
    kim.sends("/moderation/authors/sanction", **fields(Measure.SLOW))
    (profile,) = desk.authors.profiles([WRITER])
    about = {**fields(Measure.SLOW), "sanction": profile.sanctions[0].id}
    assert lee.sends("/moderation/authors/lift", **about).status_code == 403
    assert measures_of(desk) == [Measure.SLOW]
    assert kim.sends("/moderation/authors/lift", **about).status_code == 303
    assert measures_of(desk) == []
    assert senior.sends("/moderation/authors/lift", **about).status_code == 409
    kim.sends("/moderation/authors/sanction", **fields(Measure.WARN))
    (profile,) = desk.authors.profiles([WRITER])
    about["sanction"] = profile.in_force(NOON)[0].id
    assert senior.sends("/moderation/authors/lift", **about).status_code == 303


def test_nothing_happens_without_the_proof_that_the_form_is_ours(desk: Desk, entering: Entering) -> None:
    visitor = entering("park", Role.SENIOR)
    visitor.page = ""
    assert visitor.sends("/moderation/authors/sanction", **fields(Measure.BAN)).status_code == 403
    visitor.page = ""
    assert visitor.sends("/moderation/authors/lift", **fields(Measure.BAN)).status_code == 403
    assert measures_of(desk) == []


def test_the_page_shows_counts_comments_and_sanctions(desk: Desk, entering: Entering, waiting: Waiting) -> None:
    record = waiting("그런가요, 글쎄요.", author=MEMBER)
    desk.comments.rule([(record, rejected())])
    (again,) = desk.comments.find([record.comment.id])
    assert again is not None
    desk.comments.rule([(again, published(by="lee"))])
    visitor = entering("kim")
    visitor.sees(PAGE)
    visitor.sends("/moderation/authors/sanction", **fields(Measure.SLOW, says="조금 쉬었다 쓰십시오."))
    (profile,) = desk.authors.profiles([WRITER])
    appeal(desk, WRITER, profile.sanctions[0].id, "왜 제가 대상인지 모르겠습니다.")
    page = visitor.sees(PAGE).text
    told = ("새벽기차", "그런가요, 글쎄요.", "조금 쉬었다", "왜 제가 대상인지", "10분에 한 번", "100%")
    assert [each for each in told if each not in page] == []
    assert re.search(r"뒤집힌 결정</dt><dd>1<", page)
    listed = visitor.sees("/moderation/authors?site=whytimes").text
    assert "새벽기차" in listed
    assert "왜 제가 대상인지" in listed


def test_the_card_has_a_line_and_leads_to_the_author(entering: Entering, waiting: Waiting) -> None:
    id = waiting("글쎄요.", author=MEMBER).comment.id
    visitor = entering("kim")
    page = visitor.sees(f"/moderation/?site=whytimes&open={id}").text
    assert 'class="standing"' in page
    assert "/moderation/authors/member/m:1/2?site=whytimes" in page
    unknown = waiting("글쎄요, 그럴까요.").comment.id
    assert 'class="standing"' not in visitor.sees(f"/moderation/?site=whytimes&open={unknown}").text


def test_a_guest_is_shown_by_network_and_never_shut_out(desk: Desk, entering: Entering, waiting: Waiting) -> None:
    waiting("저도 그렇게 생각합니다.", network=GUEST.id)
    visitor = entering("park", Role.SENIOR)
    assert "저도 그렇게 생각합니다." in visitor.sees(GUEST_PAGE).text
    assert '<option value="ban">' not in visitor.page
    assert visitor.sends("/moderation/authors/sanction", **fields(Measure.BAN, GUEST)).status_code == 403
    assert visitor.sends("/moderation/authors/sanction", **fields(Measure.SLOW, GUEST)).status_code == 303
    assert measures_of(desk, GUEST) == [Measure.SLOW]


@pytest.mark.parametrize(
    "path",
    [
        "/moderation/authors/robot/m?site=whytimes",
        "/moderation/authors/guest/203.0.113.7?site=whytimes",
        "/moderation/authors/member/m?site=nowhere",
    ],
)
def test_there_is_no_page_of_what_is_no_author(entering: Entering, path: str) -> None:
    assert entering("kim", Role.MODERATOR, "whytimes").sees(path).status_code == 404


def test_another_sites_authors_are_out_of_reach(desk: Desk, entering: Entering) -> None:
    visitor = entering("kim", Role.SENIOR, "othertimes")
    visitor.sees("/moderation/")
    assert visitor.sees(PAGE).status_code == 404
    assert visitor.sends("/moderation/authors/sanction", **fields(Measure.BAN)).status_code == 404
    assert measures_of(desk) == []


@pytest.mark.parametrize("changes", [{"label": ""}, {"measure": "flog"}, {"measure": "slow", "minutes": "-1"}])
def test_a_form_that_says_too_little_is_told_so(desk: Desk, entering: Entering, changes: dict[str, str]) -> None:
    visitor = entering("park", Role.SENIOR)
    visitor.sees(PAGE)
    assert visitor.sends("/moderation/authors/sanction", **{**fields(Measure.SUSPEND), **changes}).status_code == 422
    assert 'class="wrong"' in visitor.page
    assert measures_of(desk) == []


def test_a_sanction_is_over_by_itself(desk: Desk, clock: Clock, entering: Entering) -> None:
    visitor = entering("park", Role.SENIOR)
    visitor.sees(PAGE)
    visitor.sends("/moderation/authors/sanction", **fields(Measure.SUSPEND, days="3"))
    (profile,) = desk.authors.profiles([WRITER])
    assert profile.sanctions[0].until == NOON + timedelta(days=3)
    clock.forward(days=3)
    assert measures_of(desk) == []


def test_the_audit_trail_names_the_member(entering: Entering) -> None:
    visitor = entering("park", Role.OPERATOR)
    visitor.sees(PAGE)
    visitor.sends("/moderation/authors/sanction", **fields(Measure.BAN))
    page = visitor.sees("/moderation/audit").text
    assert "작성자 제재" in page
    assert "/moderation/authors/member/m:1/2?site=whytimes" in page
