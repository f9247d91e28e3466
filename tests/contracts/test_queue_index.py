"""What every Docket promises of the queue: whatever changes a comment also changes its place, in one transaction."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from redis import Redis

from moderation.assessment import Span
from moderation.audit import Note
from moderation.comment import Author
from moderation.decision import Reason, Referral
from moderation.desk import Desk
from moderation.discussion import Discussion
from moderation.moderator import Moderator, Role
from moderation.objection import Appeal, Report
from moderation.record import Record
from moderation.reviewing.queue import Filter, take_in, waiting
from moderation.store.waiting import Kind, Slip
from tests.builders import NOON, a_comment, a_desk_on, held, published, rejected
from tests.contracts.conftest import every_desk

desk = every_desk()
SITE = "whytimes"


def kept(desk: Desk, *rulings: Any, **changes: Any) -> Record:
    comment = a_comment(**changes)
    desk.comments.receive([comment])
    record: Record | None = Record(comment)
    for ruling in rulings:
        assert record is not None
        (record,) = desk.comments.rule([(record, ruling)])
    assert record is not None
    return record


def referral(score: float, **at: float) -> Referral:
    return Referral(NOON + timedelta(**at), (Reason("insult", "toxicity", score),))


def a_report(record: Record, reader: str, weight: float = 0.5) -> Report:
    return Report(record.comment.id, SITE, Author("member", reader, reader), "insult", "", NOON, weight)


def queue(desk: Desk, senior: bool = False) -> list[str]:
    return [slip.comment for slip in desk.docket.queue(SITE, 0, 100, senior)]


def slip(desk: Desk, record: Record) -> Slip | None:
    (found,) = desk.docket.slips(SITE, [record.comment.id])
    return found


def test_what_is_held_has_a_slip_that_says_why_and_what_one_may_filter_by(desk: Desk) -> None:
    record = kept(desk, held(), author=Author("member", "김독자", "m-1"))
    assert slip(desk, record) == Slip(
        comment=record.comment.id,
        kinds=frozenset({Kind.HELD}),
        since=NOON,
        risk=0.6,
        reports=0.0,
        readers=0,
        labels=("profanity",),
        article="21468",
        section="정세분석",
        author="김독자",
        member="m-1",
        state=record.state,
    )


def test_the_order_is_kept_and_read_by_rank(desk: Desk) -> None:
    ids = [kept(desk, referral(0.5, minutes=n)).comment.id for n in range(6)]
    gravest = kept(desk, referral(1.0, minutes=9)).comment.id
    kept(desk, referral(1.0), site="othertimes")
    assert queue(desk) == [gravest, *ids]
    assert [each.comment for each in desk.docket.queue(SITE, 2, 3, senior=False)] == ids[1:4]
    assert desk.docket.queue(SITE, 7, 3, senior=False) == []


def test_a_ruling_takes_a_comment_out_and_a_new_hold_puts_it_back_where_it_was(desk: Desk) -> None:
    first, other = kept(desk, referral(0.5)), kept(desk, referral(0.5, minutes=1))
    (ruled,) = desk.comments.rule([(first, published(NOON + timedelta(hours=1)))])
    assert ruled is not None
    assert (queue(desk), slip(desk, first)) == ([other.comment.id], None)
    desk.comments.rule([(ruled, referral(0.5, hours=2))])
    assert queue(desk) == [first.comment.id, other.comment.id]


def test_reports_raise_a_comment_until_they_are_settled(desk: Desk) -> None:
    record, other = kept(desk, published()), kept(desk, referral(0.2))
    desk.objections.report(a_report(record, "m-1"))
    assert queue(desk)[0] == record.comment.id
    desk.objections.report(a_report(record, "m-2"))
    assert not desk.objections.report(a_report(record, "m-2")), "nobody reports twice"
    found = slip(desk, record)
    assert found is not None
    assert (found.kinds, found.reports) == (frozenset({Kind.REPORTED}), 1.0)
    desk.objections.settle_reports(record.comment.id, SITE, 2, agreed=False)
    assert queue(desk) == [other.comment.id]


def test_an_appeal_waits_until_it_is_settled(desk: Desk) -> None:
    record = kept(desk, rejected())
    desk.objections.appeal(Appeal(record.comment.id, SITE, 1, "아닙니다.", NOON))
    found = slip(desk, record)
    assert found is not None
    assert found.kinds == frozenset({Kind.APPEALED})
    desk.objections.settle_appeal(record.comment.id, SITE, 2)
    assert queue(desk) == []


def test_covering_originals_for_good_takes_nothing_out(desk: Desk) -> None:
    record = kept(desk, replace(published(), masks=(Span(0, 2),)))
    desk.objections.report(a_report(record, "m-1"))
    desk.comments.redact(record)
    assert queue(desk) == [record.comment.id]


def test_a_report_survives_a_ruling_of_the_machine(desk: Desk) -> None:
    """Under post-moderation readers report what is still pending."""
    record = kept(desk, post=True)
    desk.objections.report(a_report(record, "m-1"))
    desk.comments.rule([(record, published())])
    found = slip(desk, record)
    assert found is not None
    assert (found.kinds, found.state) == (frozenset({Kind.REPORTED}), "published")


def test_what_is_late_waits_until_the_machine_rules(desk: Desk) -> None:
    record = kept(desk)
    assert desk.docket.call_late([record.comment.id]) == 1
    found = slip(desk, record)
    assert found is not None
    assert (found.kinds, found.risk) == (frozenset({Kind.LATE}), 0.5)
    desk.comments.rule([(record, published())])
    assert queue(desk) == []
    desk.docket.call_late([record.comment.id])
    assert queue(desk) == []


def test_what_is_erased_waits_no_more(desk: Desk) -> None:
    record = kept(desk, held())
    desk.objections.report(a_report(record, "m-1"))
    desk.comments.erase(record, NOON)
    assert (queue(desk), desk.docket.sizes(SITE).total) == ([], 0)


def test_what_many_read_comes_first(desk: Desk) -> None:
    """As the site says, or else as many comments as its article has."""
    quiet = kept(desk, referral(0.5))
    desk.articles.put(Discussion(SITE, replace(quiet.comment.article, id="busy"), reach=500_000))
    busy = kept(desk, referral(0.5, minutes=1), article=replace(quiet.comment.article, id="busy"))
    for _ in range(20):
        kept(desk, published(), article=replace(quiet.comment.article, id="talked-about"))
    talked = kept(desk, referral(0.5, minutes=2), article=replace(quiet.comment.article, id="talked-about"))
    assert queue(desk) == [busy.comment.id, talked.comment.id, quiet.comment.id]
    found = slip(desk, talked)
    assert found is not None
    assert found.readers == 2000


def test_seniors_see_first_what_was_handed_to_them_and_others_see_it_last(desk: Desk) -> None:
    first, handed, last = (kept(desk, referral(0.5, minutes=n)) for n in range(3))
    note = Note("kim", NOON, "법률 검토가 필요합니다.")
    desk.docket.hand(handed, note)
    assert desk.docket.handed(handed) == note
    ids = [first.comment.id, handed.comment.id, last.comment.id]
    assert queue(desk, senior=True) == [ids[1], ids[0], ids[2]]
    assert queue(desk) == [ids[0], ids[2], ids[1]]
    for senior in (True, False):
        halves = [desk.docket.queue(SITE, start, 2, senior) for start in (0, 2)]
        assert [each.comment for half in halves for each in half] == queue(desk, senior)
    assert (desk.docket.sizes(SITE).handed, desk.docket.sizes(SITE).total) == (1, 3)
    desk.docket.hand_back(handed)
    assert (queue(desk, senior=True), desk.docket.handed(handed)) == (ids, None)


def test_what_was_handed_over_was_that_text(desk: Desk) -> None:
    record = kept(desk, held())
    desk.docket.hand(record, Note("kim", NOON, "봐 주십시오."))
    revised = desk.comments.revise(record, replace(record.comment, revision=2, text="고쳐 쓴 글"))
    assert revised is not None
    assert desk.docket.handed(revised) is None


def test_what_begins_to_wait_is_counted_once(desk: Desk) -> None:
    before = desk.docket.sizes(SITE).arrived
    record = kept(desk, held())
    desk.objections.report(a_report(record, "m-1"))
    assert desk.docket.sizes(SITE).arrived == before + 1


def test_what_is_erased_leaves_nothing_of_what_a_ruling_settled(redis: Redis) -> None:
    """Reports and appeals may quote the text."""
    desk = a_desk_on(redis)
    record = kept(desk, published())
    desk.objections.report(a_report(record, "m-1"))
    desk.objections.settle_reports(record.comment.id, SITE, 1, agreed=False)
    assert redis.keys("hm:settled:*")
    desk.comments.erase(record, NOON)
    assert not redis.keys("hm:settled:*")


def test_what_waited_before_there_was_an_index_is_taken_in(redis: Redis) -> None:
    desk = a_desk_on(redis)
    desk.sites.add_site(SITE, "hash")
    record, reported, appealed = kept(desk, held()), kept(desk, published()), kept(desk, rejected())
    desk.objections.report(a_report(reported, "m-1"))
    desk.objections.appeal(Appeal(appealed.comment.id, SITE, 1, "아닙니다.", NOON))
    before = queue(desk)
    redis.delete(f"hm:queue:{SITE}", f"hm:slips:{SITE}")
    assert queue(desk) == []
    assert (take_in(desk), take_in(desk)) == (3, 0)
    assert queue(desk) == before
    assert record.comment.id in before


@pytest.mark.parametrize(("wanted", "times"), [(Filter(), 1.1), (Filter(kind="held"), 6)])
def test_ten_thousand_cost_a_page_no_more_than_a_hundred(redis: Redis, wanted: Filter, times: float) -> None:
    """Told by the server: how many commands a page sends, and how many bytes it is answered.

    Where something is filtered, 500 slips are read at a time, in place of the 100 that there are.
    """
    desk = a_desk_on(redis)
    costs = []
    for count in (100, 9_900):
        comments = [a_comment(received_at=NOON + timedelta(seconds=n)) for n in range(count)]
        for start in range(0, count, 500):
            some = comments[start : start + 500]
            desk.comments.receive(some)
            desk.comments.rule([(Record(comment), held()) for comment in some])
        before = spent(redis)
        page = waiting(desk, SITE, Moderator("kim", Role.MODERATOR), wanted)
        costs.append(tuple(after - earlier for earlier, after in zip(before, spent(redis), strict=True)))
        assert len(page.items) == 25
    assert page.sizes.total == 10_000
    (commands, size), (many_commands, many_size) = costs
    assert (many_commands <= commands, many_size <= times * size) == (True, True), costs


def spent(redis: Redis) -> tuple[int, int]:
    """Commands and bytes that were answered so far."""
    stats: Any = redis.info("stats")
    return stats["total_commands_processed"], stats["total_net_output_bytes"]
