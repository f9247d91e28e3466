"""Before limits are saved, they are tried on what was seen in the comments of the last days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.assessment import Assessment
from moderation.audit import Deed, Entry
from moderation.comment import Article
from moderation.desk import Desk
from moderation.lifecycle import edit, erase
from moderation.moderator import Moderator, Role
from moderation.policy import Policy, policy_of
from moderation.record import Record
from moderation.rules import past as past_module
from moderation.rules.forecast import Forecast, forecast
from moderation.rules.limits import with_limits
from moderation.rules.pace import ASSUMED
from tests.builders import NOON, POLICY, Clock, a_comment, a_desk, a_finding, published

LEE = Moderator("lee", Role.SENIOR)
STRICTER = {"refer": 0.3, "reject": 0.9}


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON + timedelta(hours=2))


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return a_desk(clock)


def ruled(desk: Desk, score: float, text: str = "글", policy: Policy = POLICY, **changes: object) -> str:
    """A comment of noon that the machine ruled on."""
    comment = a_comment(text, **changes)
    desk.comments.receive([comment])
    finding = a_finding("insult", score)
    desk.comments.rule([(Record(comment), policy.rule(Assessment((finding,)), comment.received_at))])
    return comment.id


def tried(desk: Desk, days: int = 7, who: Moderator = LEE, **limits: dict[str, float]) -> Forecast:
    draft = policy_of(
        {**with_limits(POLICY, POLICY.tables["labels"] | limits), "name": "default", "version": 1}, "draft"
    )
    return forecast(desk, who, draft, desk.policies.base, "whytimes", days)


def test_each_outcome_is_counted_as_it_is_and_as_it_would_be(desk: Desk) -> None:
    for score in (0.1, 0.35, 0.4, 0.6, 0.95):
        ruled(desk, score)
    found = tried(desk, insult=STRICTER)
    assert dict(found.now) == {"publish": 3, "refer": 1, "reject": 1}
    assert dict(found.then) == {"publish": 1, "refer": 3, "reject": 1}
    assert (found.looked, found.changed, found.left_out) == (5, 2, 0)
    assert {(each.before, each.after) for each in found.moved} == {("publish", "refer")}


def test_what_a_person_decided_is_tried_by_what_the_machine_saw(desk: Desk) -> None:
    id = ruled(desk, 0.6)
    (record,) = desk.comments.find([id])
    assert record is not None
    desk.comments.rule([(record, published(by="kim", policy="default@1"))])
    assert dict(tried(desk).now) == {"refer": 1}


def test_comments_from_before_traces_were_kept_are_left_out_and_counted(desk: Desk) -> None:
    ruled(desk, 0.1)
    comment = a_comment()
    desk.comments.receive([comment])
    desk.comments.rule([(Record(comment), published(by="policy"))])
    found = tried(desk)
    assert (found.looked, found.left_out) == (1, 1)


def test_what_another_policy_rules_on_is_none_of_this_ones_business(desk: Desk) -> None:
    ruled(desk, 0.1, policy=replace(POLICY, name="strict"))
    found = tried(desk)
    assert (found.looked, found.left_out) == (0, 0)


def test_an_edit_is_tried_by_what_was_seen_of_it_or_not_at_all(desk: Desk) -> None:
    id = ruled(desk, 0.1)
    edit(desk, "whytimes", id, "고친 글")
    found = tried(desk)
    assert (found.looked, found.left_out) == (0, 1)


def test_what_was_deleted_is_gone_and_what_is_older_or_elsewhere_is_not_looked_at(desk: Desk) -> None:
    erase(desk, "whytimes", ruled(desk, 0.1))
    ruled(desk, 0.1, received_at=NOON - timedelta(days=3))
    ruled(desk, 0.1, site="othertimes")
    assert tried(desk, 1).looked == 0
    assert tried(desk, 7).looked == 1


def test_a_scope_of_sections_sees_no_others(desk: Desk) -> None:
    ruled(desk, 0.4, article=Article("1", section="정치"))
    ruled(desk, 0.4, article=Article("2", section="문화"))
    who = Moderator("lee", Role.SENIOR, ("whytimes",), sections=("문화",))
    found = tried(desk, who=who, insult=STRICTER)
    assert [each.record.comment.article.id for each in found.moved] == ["2"]
    assert found.looked == 1


def test_a_busy_site_is_tried_on_its_newest_comments_and_the_work_is_reckoned_from_the_time_they_cover(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past_module, "MOST", 4)
    for hours in range(10):
        ruled(desk, 0.6, received_at=NOON - timedelta(hours=hours))
    found = tried(desk, 7)
    assert found.past.bounded
    assert found.looked == 4
    assert found.past.span == timedelta(hours=5)
    assert found.work_now == 4 * ASSUMED * (24 / 5)


def test_the_work_of_a_day_is_what_is_held_times_the_time_that_people_take(desk: Desk) -> None:
    for _ in range(14):
        ruled(desk, 0.4)
    assumed = tried(desk, 7, insult=STRICTER)
    assert (assumed.work_now, assumed.work_then, assumed.pace.measured) == (timedelta(0), 2 * ASSUMED, 0)
    for seconds in [n * 8 for n in range(25)] + [10_000, 10_000.5]:
        desk.logbook.write(Entry(NOON + timedelta(seconds=seconds), "kim", Deed.RULED, "c_1", "whytimes", "publish"))
    measured = tried(desk, 7, insult=STRICTER)
    assert (measured.pace.each, measured.pace.measured) == (timedelta(seconds=8), 24)
    assert measured.work_then == timedelta(seconds=16)


def test_the_sample_shows_a_rare_change_beside_a_frequent_one(desk: Desk) -> None:
    rare = ruled(desk, 0.92, received_at=NOON - timedelta(hours=1))
    for _ in range(60):
        ruled(desk, 0.4)
    found = tried(desk, insult={"refer": 0.3, "reject": 0.95})
    assert found.changed == 61
    assert len(found.moved) == 20
    assert ("reject", "refer", rare) in [(each.before, each.after, each.record.comment.id) for each in found.moved]
