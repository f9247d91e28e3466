"""What every AuthorStore promises: standings that follow each ruling, sanctions with their audit, and forgetting."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from redis import Redis

from moderation import network
from moderation.audit import Deed, Entry
from moderation.comment import Author, Comment
from moderation.decision import Ruling
from moderation.desk import Desk
from moderation.record import Record
from moderation.sanction import Measure
from moderation.standing import HALF_LIFE, Standing, Writer, tally
from tests.builders import NOON, a_comment, a_desk_on, a_sanction, held, hidden, published, rejected
from tests.contracts.conftest import every_desk

desk = every_desk()

MEMBER = Author("member", "김독자", "m:1")
WRITER = Writer("whytimes", "member", "m:1")
NETWORK = network.pseudonym("secret", "whytimes", network.read("203.0.113.7"), NOON)
GUEST = Writer("whytimes", "guest", NETWORK)


def ruled(desk: Desk, ruling: Ruling, comment: Comment | None = None) -> Record:
    """A comment by MEMBER, received and ruled on."""
    comment = comment or a_comment(author=MEMBER)
    desk.comments.receive([comment])
    return again(desk, Record(replace(comment, network=None)), ruling)


def again(desk: Desk, record: Record, ruling: Ruling) -> Record:
    (after,) = desk.comments.rule([(record, ruling)])
    assert after is not None
    return after


def standing(desk: Desk, writer: Writer = WRITER) -> Standing:
    return desk.authors.profiles([writer])[0].standing


def test_nobody_knows_anything_of_somebody_new(desk: Desk) -> None:
    (profile,) = desk.authors.profiles([WRITER])
    assert profile.standing == Standing()
    assert profile.standing.accuracy is None
    assert profile.sanctions == ()
    assert desk.authors.profiles([]) == []


def test_every_ruling_counts_as_the_comment_now_stands(desk: Desk) -> None:
    ruled(desk, published())
    ruled(desk, published())
    ruled(desk, hidden())
    record = ruled(desk, held())
    assert (standing(desk).published, standing(desk).hidden, standing(desk).held) == (2, 1, 1)
    assert standing(desk).accuracy == pytest.approx(2 / 3)
    again(desk, record, rejected())
    assert (standing(desk).held, standing(desk).rejected) == (0, 1)
    assert standing(desk).accuracy == pytest.approx(2 / 4)


def test_what_a_person_overturned_counts_for_the_author(desk: Desk) -> None:
    record = ruled(desk, rejected())
    again(desk, record, published(by="kim"))
    assert standing(desk) == replace(standing(desk), published=1, rejected=0, overturned=1)
    assert standing(desk).accuracy == pytest.approx(1.0)
    assert standing(desk).refused(NOON) == 0


def test_a_ruling_that_came_too_late_counts_nothing(desk: Desk) -> None:
    comment = a_comment(author=MEMBER)
    ruled(desk, published(), comment)
    assert desk.comments.rule([(Record(comment), rejected())]) == [None]
    assert (standing(desk).published, standing(desk).rejected) == (1, 0)


def test_an_edit_waits_uncounted_and_an_erased_comment_counts_as_it_last_stood(desk: Desk) -> None:
    record = ruled(desk, rejected())
    revised = desk.comments.revise(record, replace(record.comment, text="고쳤습니다.", revision=2))
    assert revised is not None
    assert standing(desk).rejected == 0
    record = again(desk, revised, rejected())
    assert desk.comments.erase(record, NOON) is not None
    assert standing(desk).rejected == 1
    assert desk.authors.wrote(WRITER, 10) == []


def test_old_comments_weigh_less(desk: Desk) -> None:
    ruled(desk, rejected(), a_comment(author=MEMBER, received_at=NOON - HALF_LIFE))
    ruled(desk, rejected(), a_comment(author=MEMBER, received_at=NOON - HALF_LIFE))
    ruled(desk, published(), a_comment(author=MEMBER))
    assert standing(desk).accuracy == pytest.approx(1 / 2)
    assert standing(desk).refused(NOON) == 1


def test_a_standing_is_the_sum_of_what_its_comments_add(desk: Desk) -> None:
    rulings: list[Ruling] = [published(), held(), hidden(), rejected(), held(), published(by="kim")]
    record = ruled(desk, held())
    for ruling in rulings:
        record = again(desk, record, ruling)
    assert standing(desk) == Standing.of(tally(record))


def test_sites_and_members_are_told_apart(desk: Desk) -> None:
    ruled(desk, published(), a_comment(author=MEMBER, site="othertimes"))
    ruled(desk, published(), a_comment(author=Author("member", "박독자", "m")))
    assert standing(desk) == Standing()


def test_a_guest_is_known_by_the_network_alone(desk: Desk) -> None:
    comment, nobody = a_comment(network=NETWORK), a_comment()
    ruled(desk, published(), comment)
    ruled(desk, published(), nobody)
    assert desk.authors.writers([comment, nobody, a_comment(author=MEMBER)]) == [GUEST, None, WRITER]
    assert standing(desk, GUEST).published == 1
    assert desk.authors.wrote(GUEST, 10) == [comment.id]


def test_an_erased_comment_leaves_the_list_of_its_network(desk: Desk) -> None:
    comment = a_comment(network=NETWORK)
    assert desk.comments.erase(ruled(desk, published(), comment), NOON) is not None
    assert desk.authors.wrote(GUEST, 10) == []
    assert desk.authors.writers([comment]) == [None]
    assert standing(desk, GUEST).published == 1


def test_what_an_author_wrote_is_listed_newest_first(desk: Desk) -> None:
    comments = [a_comment(author=MEMBER, received_at=NOON + timedelta(minutes=n)) for n in range(3)]
    desk.comments.receive(comments)
    assert desk.authors.wrote(WRITER, 2) == [comments[2].id, comments[1].id]


def test_an_upheld_report_is_counted(desk: Desk) -> None:
    desk.authors.uphold(WRITER, NOON)
    assert standing(desk).upheld == 1


def test_a_sanction_is_kept_with_its_audit_entry(desk: Desk) -> None:
    sanction = a_sanction(Measure.SUSPEND, until=NOON + timedelta(days=7), says="쉬어 가십시오.")
    entry = Entry(NOON, "kim", Deed.SANCTIONED, "member:m:1", "whytimes", "suspend")
    assert desk.authors.amend(WRITER, None, sanction, entry)
    (profile,) = desk.authors.profiles([WRITER])
    assert profile.sanctions == (sanction,)
    assert desk.logbook.read(10)[0] == [entry]


def test_nothing_is_amended_over_somebody_elses_head(desk: Desk) -> None:
    sanction = a_sanction(Measure.BAN)
    entry = Entry(NOON, "kim", Deed.SANCTIONED, "member:m:1", "whytimes", "ban")
    assert desk.authors.amend(WRITER, None, sanction)
    lifted = replace(sanction, lifted_at=NOON, lifted_by="lee")
    assert desk.authors.amend(WRITER, sanction, lifted)
    assert not desk.authors.amend(WRITER, sanction, replace(sanction, appeal="억울합니다."), entry)
    assert not desk.authors.amend(WRITER, None, sanction, entry)
    assert desk.authors.profiles([WRITER])[0].sanctions == (lifted,)
    assert desk.logbook.read(10)[0] == []


def test_the_sanctioned_are_listed_while_anything_holds(desk: Desk) -> None:
    banned = Writer("whytimes", "member", "m-2")
    week = a_sanction(Measure.SLOW, until=NOON + timedelta(days=7), minutes=5)
    desk.authors.amend(WRITER, None, week)
    desk.authors.amend(banned, None, a_sanction(Measure.BAN))
    desk.authors.amend(GUEST, None, a_sanction(Measure.SLOW, until=NOON + timedelta(days=1), minutes=5))
    desk.authors.amend(Writer("othertimes", "member", "m"), None, a_sanction(Measure.BAN))
    assert desk.authors.sanctioned("whytimes", NOON, 10) == [banned, WRITER, GUEST]
    assert desk.authors.sanctioned("whytimes", NOON, 1) == [banned]
    desk.authors.amend(WRITER, week, replace(week, lifted_at=NOON, lifted_by="kim"))
    assert desk.authors.sanctioned("whytimes", NOON, 10) == [banned, GUEST]


def test_a_pause_lets_only_its_own_token_through(desk: Desk) -> None:
    until = NOON + timedelta(minutes=5)
    assert desk.authors.pause(WRITER, "c_1", NOON, until) is None
    assert desk.authors.pause(WRITER, "c_1", NOON, until) is None
    assert desk.authors.pause(WRITER, "c_2", NOON + timedelta(minutes=1), until) == until
    assert desk.authors.pause(GUEST, "c_2", NOON, until) is None


def test_every_key_that_names_a_network_expires_a_week_after_its_week(redis: Redis) -> None:
    desk = a_desk_on(redis)
    comment = a_comment(network=NETWORK)
    ruled(desk, held(), comment)
    desk.authors.uphold(GUEST, NOON)
    desk.authors.amend(GUEST, None, a_sanction(Measure.SLOW, until=NOON + timedelta(days=1), minutes=5))
    desk.authors.pause(GUEST, "c_1", NOON, NOON + timedelta(minutes=5))
    telling = [key for key in redis.scan_iter() if NETWORK.encode() in key + (redis.dump(key) or b"")]
    assert len(telling) == 6
    longest = (network.forgotten(NETWORK) - NOON).total_seconds()
    assert longest <= timedelta(days=14).total_seconds()
    assert all(0 < redis.ttl(key) <= longest for key in telling)


def test_a_week_ends_on_monday_in_korea() -> None:
    assert network.turns(NETWORK) == datetime.fromisoformat("2026-11-30T00:00+09:00")
