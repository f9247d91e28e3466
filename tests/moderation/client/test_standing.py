"""The client and sanctions, against the real API: typed refusals, what is told, and a member's standing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from moderation.client import Author, Barred, Conflict, Draft, Hanmadi, Slowed
from moderation.desk import Desk, utc_now
from moderation.sanction import Measure
from moderation.sanctioning import Imposed, impose
from moderation.standing import Writer
from moderation.web.keys import issue
from tests.builders import a_desk
from tests.moderation.web.demo.fake_api import served
from tests.moderation.web.moderators.desk_visitor import an_app

MEMBER = Author.member("m-1", "김독자", "203.0.113.7")
WRITER = Writer("whytimes", "member", "m-1")


@pytest.fixture
def desk() -> Desk:
    return a_desk(utc_now)


@pytest.fixture
def hanmadi(desk: Desk) -> Iterator[Hanmadi]:
    key = issue(desk, "whytimes")
    with served(an_app(desk)) as url, Hanmadi(url, key) as client:
        yield client


def test_who_is_suspended_is_told_until_when(desk: Desk, hanmadi: Hanmadi) -> None:
    until = desk.clock() + timedelta(days=1)
    impose(desk, "kim", WRITER, Imposed(Measure.SUSPEND, "insult", until))
    with pytest.raises(Barred) as refusal:
        hanmadi.submit("21468", MEMBER, "좋습니다.")
    assert (refusal.value.until, refusal.value.code) == (until, "suspended")
    (result,) = hanmadi.submit_many([Draft("21468", MEMBER, "좋습니다.")])
    assert isinstance(result, Barred)


def test_slow_mode_is_told_and_not_waited_out(desk: Desk, hanmadi: Hanmadi) -> None:
    impose(desk, "kim", WRITER, Imposed(Measure.SLOW, "insult", None, 1))
    submitted = hanmadi.submit("21468", MEMBER, "좋습니다.")
    assert [each.measure for each in submitted.sanctions] == ["slow"]
    with pytest.raises(Slowed) as refusal:
        hanmadi.submit("21468", MEMBER, "또 좋습니다.")
    assert 0 < refusal.value.retry_after <= 60


def test_a_member_stands_as_the_desk_sees_it_and_objects_once(desk: Desk, hanmadi: Hanmadi) -> None:
    impose(desk, "kim", WRITER, Imposed(Measure.WARN, "insult"))
    member = hanmadi.member("m-1")
    (sanction,) = member.sanctions
    assert (member.counts["published"], member.accuracy, sanction.until, sanction.holds) == (0, None, None, True)
    hanmadi.appeal_sanction("m-1", sanction.id, "오해가 있었습니다.")
    assert hanmadi.member("m-1").sanctions[0].appeal == "오해가 있었습니다."
    with pytest.raises(Conflict):
        hanmadi.appeal_sanction("m-1", sanction.id, "오해가 있었습니다.")


def test_a_preview_tells_what_holds(desk: Desk, hanmadi: Hanmadi) -> None:
    impose(desk, "kim", WRITER, Imposed(Measure.PREMODERATE, "insult"))
    found = hanmadi.preview("좋습니다.", author=MEMBER)
    assert (found.state, [each.measure for each in found.sanctions]) == ("held", ["premoderate"])
    assert hanmadi.preview("좋습니다.").sanctions == ()


def test_a_reporters_address_stays_at_home(hanmadi: Hanmadi) -> None:
    guest = Author.guest("독자", "203.0.113.7")
    id = hanmadi.submit("21468", guest, "좋습니다.").id
    assert hanmadi.comment(id).author == Author.guest("독자")
    with pytest.raises(Conflict):
        hanmadi.report(id, guest, "insult")
