"""What every PulseStore promises: who lives, what waits, and what became of comments."""

from datetime import timedelta

from moderation.desk import Desk
from moderation.record import Record
from moderation.store import Pulse
from tests.builders import NOON, a_comment, held, published
from tests.contracts.conftest import every_desk

desk = every_desk()


def test_a_worker_lives_until_it_says_otherwise_or_is_silent_too_long(desk: Desk) -> None:
    for name, seconds in (("w1", 10), ("w2", 20), ("w3", 20)):
        desk.pulses.beat(Pulse(name, "m@1" if name != "w3" else None), NOON + timedelta(seconds=seconds))
    desk.pulses.still("w2")
    assert desk.pulses.pulses(NOON) == [Pulse("w1", "m@1"), Pulse("w3", None)]
    assert desk.pulses.pulses(NOON + timedelta(seconds=10)) == [Pulse("w3", None)]


def test_what_waits_is_told_with_its_oldest(desk: Desk) -> None:
    assert (desk.pulses.backlog(), desk.pulses.oldest()) == (0, None)
    first, second = a_comment(received_at=NOON - timedelta(seconds=5)), a_comment()
    desk.comments.receive([first, second])
    assert (desk.pulses.backlog(), desk.pulses.oldest()) == (2, NOON - timedelta(seconds=5))
    desk.comments.rule([(Record(first), published())])
    assert desk.pulses.oldest() == NOON


def test_those_that_hurry_are_counted_among_those_that_wait(desk: Desk) -> None:
    desk.comments.receive([a_comment()])
    desk.comments.receive([a_comment(), a_comment()], urgent=True)
    assert (desk.pulses.backlog(), desk.pulses.urgent()) == (3, 2)


def test_a_worker_tells_how_fast_it_is(desk: Desk) -> None:
    pulse = Pulse("w1", "m@1", 42.5)
    desk.pulses.beat(pulse, NOON + timedelta(seconds=10))
    assert desk.pulses.pulses(NOON) == [pulse]


def test_changes_are_counted_by_site_and_state(desk: Desk) -> None:
    assert desk.pulses.changes() == {}
    for site, ruling in (("whytimes", published()), ("whytimes", held()), ("a.b-c_d", held()), ("whytimes", held())):
        comment = a_comment(site=site)
        desk.comments.receive([comment])
        desk.comments.rule([(Record(comment), ruling)])
    counts = {("whytimes", "published"): 1, ("whytimes", "held"): 2, ("a.b-c_d", "held"): 1}
    assert desk.pulses.changes() == counts
