"""Sanctions: imposed with an audit entry, enforced wherever an author writes, told, lifted and over by themselves."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from moderation import intake, lifecycle, network
from moderation.audit import Deed
from moderation.comment import Article, Author, Comment
from moderation.conduct import Conduct, Strikes
from moderation.decision import State, Verdict
from moderation.desk import Desk
from moderation.discussion import Discussion, Mode
from moderation.errors import BadSubmission, Barred, NotFound, Settled, Slowed
from moderation.intake import Submission
from moderation.judging import judge
from moderation.moderator import Moderator, Role
from moderation.policies import Policies
from moderation.policies.live import LivePolicies
from moderation.preview import preview
from moderation.record import Record
from moderation.reviewing.review import Ruled
from moderation.reviewing.ruling import rule, undo
from moderation.sanction import Measure, Sanction
from moderation.sanctioning import Imposed, appeal, impose, lift
from moderation.standing import Writer
from moderation.store.editions import MemoryEditions
from tests.builders import NOON, POLICY, Clock, Words, a_desk, a_desk_on

MEMBER = Author("member", "김독자", "m-1")
WRITER = Writer("whytimes", "member", "m-1")
NETWORK = network.pseudonym("secret", "whytimes", network.read("203.0.113.7"), NOON)
GUEST = Writer("whytimes", "guest", NETWORK)
WEEK = NOON + timedelta(days=7)


def submit(desk: Desk, text: str = "잘 읽었습니다.", key: str | None = None, **changes: Any) -> str:
    submission = replace(Submission(Article("21468"), MEMBER, text), **changes)
    (place,) = intake.look(desk, "whytimes", [submission]).places
    if key:
        return intake.receive_once(desk, "whytimes", submission, place, key)
    return intake.receive(desk, "whytimes", submission, place).id


def by_guest(desk: Desk, network: str | None = NETWORK) -> str:
    return submit(desk, author=Author("guest", "독자"), network=network)


def imposed(desk: Desk, measure: Measure, writer: Writer = WRITER, /, **changes: Any) -> Sanction:
    asked = replace(Imposed(measure, "insult", WEEK, 10 if measure is Measure.SLOW else 0), **changes)
    return impose(desk, "kim", writer, asked)


def state(desk: Desk, id: str) -> State:
    (record,) = desk.comments.find([id])
    assert record is not None
    return record.state


@pytest.mark.parametrize(("measure", "code"), [(Measure.SUSPEND, "suspended"), (Measure.BAN, "banned")])
def test_who_is_shut_out_writes_nothing_and_is_told_until_when(measure: Measure, code: str) -> None:
    desk = a_desk()
    earlier = submit(desk)
    imposed(desk, measure)
    with pytest.raises(Barred, match="의견을 등록하실 수 없습니다") as refusal:
        submit(desk)
    assert (refusal.value.code, refusal.value.until) == (code, WEEK if measure is Measure.SUSPEND else None)
    assert ("2026년 11월 30일 12:00까지" in str(refusal.value)) == (measure is Measure.SUSPEND)
    with pytest.raises(Barred):
        lifecycle.edit(desk, "whytimes", earlier, "고쳤습니다.")
    with pytest.raises(Barred):
        submit(desk, key="once")
    lifecycle.erase(desk, "whytimes", earlier)


def test_a_suspension_ends_by_itself_and_others_are_not_touched() -> None:
    clock = Clock()
    desk = a_desk(clock)
    imposed(desk, Measure.SUSPEND)
    assert submit(desk, author=Author("member", "박독자", "m-2"))
    assert by_guest(desk)
    clock.forward(days=7)
    assert submit(desk)


def test_in_slow_mode_one_comment_comes_in_ten_minutes() -> None:
    clock = Clock()
    desk = a_desk(clock)
    imposed(desk, Measure.SLOW)
    id = submit(desk)
    clock.forward(minutes=4)
    with pytest.raises(Slowed, match="10분에 한 번만") as refusal:
        submit(desk)
    assert refusal.value.retry_after == 360
    with pytest.raises(Slowed):
        lifecycle.edit(desk, "whytimes", id, "고쳤습니다.")
    clock.forward(minutes=6)
    assert submit(desk)


def test_slow_mode_does_not_refuse_the_same_request_again() -> None:
    desk = a_desk()
    imposed(desk, Measure.SLOW)
    assert submit(desk, key="once") == submit(desk, key="once")
    with pytest.raises(Slowed):
        submit(desk, key="twice")


def test_what_was_not_accepted_begins_no_pause() -> None:
    desk = a_desk()
    imposed(desk, Measure.SLOW)
    with pytest.raises(BadSubmission):
        submit(desk, " ")
    assert submit(desk)


def test_under_premoderation_a_person_looks_first_even_where_readers_would_see_it_at_once() -> None:
    desk = a_desk()
    desk.articles.put(Discussion("whytimes", Article("21468"), Mode.POST))
    imposed(desk, Measure.PREMODERATE)
    good, bad = submit(desk), submit(desk, "이 병신아")
    (pending,) = desk.comments.find([good])
    assert pending is not None
    assert not pending.seen
    judge(desk, [Words()], [good, bad])
    assert (state(desk, good), state(desk, bad)) == (State.HELD, State.REJECTED)
    assert preview(desk, [Words()], "whytimes", "좋습니다.", writer=WRITER).state is State.HELD
    assert preview(desk, [Words()], "whytimes", "좋습니다.").state is State.PUBLISHED


def test_a_warning_stops_nobody() -> None:
    desk = a_desk()
    imposed(desk, Measure.WARN)
    id = submit(desk)
    judge(desk, [Words()], [id])
    assert state(desk, id) is State.PUBLISHED


def test_a_guest_is_slowed_by_network_until_the_week_ends() -> None:
    desk = a_desk()
    sanction = imposed(desk, Measure.SLOW, GUEST, until=None)
    assert sanction.until == network.turns(NETWORK)
    by_guest(desk)
    with pytest.raises(Slowed):
        by_guest(desk)
    assert by_guest(desk, network=None)


@pytest.mark.parametrize("measure", [Measure.WARN, Measure.SUSPEND, Measure.BAN])
def test_nobody_is_warned_or_shut_out_for_a_neighbour(measure: Measure) -> None:
    with pytest.raises(BadSubmission, match="손님"):
        imposed(a_desk(), measure, GUEST)


@pytest.mark.parametrize(
    "changes",
    [
        {"label": "silly"},
        {"until": NOON},
        {"measure": Measure.SUSPEND, "until": None},
        {"minutes": 0},
        {"minutes": 1441},
        {"says": "말" * 301},
    ],
)
def test_a_sanction_that_says_too_little_or_too_much_is_refused(changes: dict[str, Any]) -> None:
    desk = a_desk()
    with pytest.raises(BadSubmission):
        imposed(desk, Measure.SLOW, **changes)
    assert desk.logbook.read(9)[0] == []


def test_every_deed_is_written_down_and_a_guest_is_not_named() -> None:
    desk = a_desk()
    sanction = imposed(desk, Measure.SLOW)
    lift(desk, "lee", WRITER, sanction.id)
    imposed(desk, Measure.SLOW, GUEST)
    entries = [(each.who, each.deed, each.about, each.outcome) for each in desk.logbook.read(9)[0]]
    assert entries == [
        ("kim", Deed.SANCTIONED, "guest", "slow"),
        ("lee", Deed.LIFTED, "member:m-1", "slow"),
        ("kim", Deed.SANCTIONED, "member:m-1", "slow"),
    ]


def test_what_is_lifted_holds_no_more_and_is_lifted_once() -> None:
    desk = a_desk()
    sanction = imposed(desk, Measure.BAN, until=None)
    assert lift(desk, "lee", WRITER, sanction.id).lifted_by == "lee"
    assert submit(desk)
    with pytest.raises(Settled):
        lift(desk, "lee", WRITER, sanction.id)
    with pytest.raises(NotFound):
        lift(desk, "lee", WRITER, "s_unknown")


def test_an_author_objects_once_and_the_desk_reads_it() -> None:
    desk = a_desk()
    sanction = imposed(desk, Measure.BAN)
    appeal(desk, WRITER, sanction.id, "오해가 있었습니다.")
    (profile,) = desk.authors.profiles([WRITER])
    assert profile.sanctions[0].appeal == "오해가 있었습니다."
    with pytest.raises(Settled):
        appeal(desk, WRITER, sanction.id, "다시 말씀드립니다.")
    lift(desk, "lee", WRITER, sanction.id)
    with pytest.raises(Settled):
        appeal(desk, WRITER, sanction.id, "이미 끝났습니다.")


def test_strikes_slow_an_author_down_where_the_policy_says_so() -> None:
    strict = Policies(replace(POLICY, conduct=Conduct(strikes=Strikes(2, 10, 7))))
    desk = replace(a_desk(), policies=LivePolicies(strict, MemoryEditions()))
    for expected in (0, 1, 1):
        judge(desk, [Words()], [_kept(desk, "이 병신아").id])
        (profile,) = desk.authors.profiles([WRITER])
        assert len(profile.sanctions) == expected
    (sanction,) = profile.sanctions
    assert (sanction.measure, sanction.by, sanction.minutes, sanction.until) == (Measure.SLOW, "policy", 10, WEEK)
    assert desk.logbook.read(9)[0][0].who == "policy"


def test_slow_mode_that_a_refusal_brought_about_ends_when_it_is_taken_back() -> None:
    """But not for another refusal, as long as enough of them are left."""
    strict = Policies(replace(POLICY, conduct=Conduct(strikes=Strikes(2, 10, 7))))
    desk = replace(a_desk(clock := Clock()), policies=LivePolicies(strict, MemoryEditions()))
    kim, refused = Moderator("kim", Role.MODERATOR), list[Record]()
    for measures in ([], [Measure.SLOW], [Measure.SLOW]):
        clock.forward(minutes=1)
        judge(desk, [Words()], [id := _kept(desk, f"{len(refused)}번째 의견").id])
        refused.append(rule(desk, kim, id, (1, 1), Ruled(Verdict.REJECT, "insult")))
        assert measures_of(desk) == measures
    for record, measures in ((refused[2], [Measure.SLOW]), (refused[1], [])):
        undo(desk, kim, record.comment.id, record.turn)
        assert measures_of(desk) == measures


def measures_of(desk: Desk) -> list[Measure]:
    (profile,) = desk.authors.profiles([WRITER])
    return [sanction.measure for sanction in profile.in_force(desk.clock())]


def test_without_strikes_in_the_policy_nothing_happens_by_itself() -> None:
    desk = a_desk()
    for _ in range(5):
        judge(desk, [Words()], [submit(desk, "이 병신아")])
    (profile,) = desk.authors.profiles([WRITER])
    assert (profile.standing.rejected, profile.sanctions) == (5, ())


def test_nothing_that_is_kept_names_an_address(redis: Any) -> None:
    desk = a_desk_on(redis)
    by_guest(desk)
    imposed(desk, Measure.PREMODERATE, GUEST)
    kept = b" ".join(key + b" " + (redis.dump(key) or b"") for key in redis.scan_iter())
    assert NETWORK.encode() in kept
    assert b"203.0.113" not in kept


def _kept(desk: Desk, text: str) -> Comment:
    """Received whatever pause is on."""
    submission = Submission(Article("21468"), MEMBER, text)
    elsewhere = a_desk()
    comment = intake.accept(
        elsewhere, "whytimes", submission, intake.look(elsewhere, "whytimes", [submission]).places[0]
    )
    desk.comments.receive([comment])
    return comment
