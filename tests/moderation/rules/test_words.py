"""Words are changed within one's scope, remembered with who did it, and never over somebody else's head."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.audit import Deed
from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound, Settled
from moderation.lexicon import BadEntry, Entry
from moderation.moderator import Moderator, Role
from moderation.rules.words import Dropped, Origin, change, drop, history, laid_over, lay, may_change, own, words
from moderation.store.lexicon import Count
from tests.builders import NOON, Clock, a_desk

LEE = Moderator("lee", Role.SENIOR)
OURS = next(iter(own()))
"""The key of an entry of the product's own."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return a_desk(clock)


def test_a_word_is_added_with_who_did_it(desk: Desk) -> None:
    change(desk, LEE, "", None, Entry("나비"))
    (revision,) = history(desk)
    assert (revision.by, revision.at, revision.key, revision.after) == ("lee", NOON, "나비", Entry("나비"))
    (line,) = desk.logbook.read(5)[0]
    assert (line.who, line.deed, line.about, line.outcome) == ("lee", Deed.LEXICON, "나비", "added")


def test_every_word_is_shown_with_where_it_comes_from_and_what_was_counted(desk: Desk, clock: Clock) -> None:
    change(desk, LEE, "", None, Entry("나비", expires=NOON + timedelta(hours=1)))
    desk.lexicon.count_hits(["나비", "나비", OURS])
    desk.lexicon.count_overturned(["나비"])
    shown = words(desk)
    assert (shown["나비"].origin, shown["나비"].count, shown["나비"].on) == (Origin.ADDED, Count(2, 1), True)
    assert (shown[OURS].origin, shown[OURS].count, shown[OURS].on) == (Origin.OWN, Count(1), True)
    clock.forward(hours=1)
    assert not words(desk)["나비"].on


def test_one_of_our_own_is_switched_off_and_restored(desk: Desk) -> None:
    assert drop(desk, LEE, OURS) is Dropped.OFF
    shown = words(desk)[OURS]
    assert (shown.origin, shown.on) == (Origin.CHANGED, False)
    assert drop(desk, LEE, OURS, laid_over(desk, OURS)) is Dropped.RESTORED
    assert words(desk)[OURS].on
    assert [line.outcome for line in desk.logbook.read(5)[0]] == ["removed", "off"]


def test_one_that_was_added_is_removed(desk: Desk) -> None:
    lay(desk, LEE, [Entry("나비"), Entry("토끼")])
    assert drop(desk, LEE, "나비", Entry("나비")) is Dropped.REMOVED
    assert [entry.key for entry in desk.lexicon.entries()] == ["토끼"]
    with pytest.raises(NotFound):
        drop(desk, LEE, "나비")


@pytest.mark.parametrize("changed", [Entry("나방"), Entry("나비", scope="site:whytimes"), Entry("나비", kind="allow")])
def test_what_changes_its_key_leaves_its_old_place(desk: Desk, changed: Entry) -> None:
    lay(desk, LEE, [Entry("나비")])
    change(desk, LEE, "나비", Entry("나비"), changed)
    assert desk.lexicon.entries() == [changed]
    assert len(history(desk, "나비")) == 2


def test_one_of_our_own_that_changes_its_key_is_switched_off(desk: Desk) -> None:
    change(desk, LEE, OURS, None, replace(own()[OURS], scope="site:whytimes"))
    shown = words(desk)
    assert not shown[OURS].on
    assert shown[f"site:whytimes/{OURS}"].on


def test_who_looks_at_what_somebody_else_changed_overwrites_nothing(desk: Desk) -> None:
    lay(desk, LEE, [Entry("나비", kind="suspect")])
    for late in (
        lambda: change(desk, LEE, "나비", Entry("나비"), Entry("나비", label="insult")),
        lambda: change(desk, LEE, "", None, Entry("나비")),
        lambda: drop(desk, LEE, "나비", Entry("나비")),
    ):
        with pytest.raises(Settled):
            late()
    assert desk.lexicon.entries() == [Entry("나비", kind="suspect")]
    assert len(history(desk)) == 1


def test_what_cannot_be_found_is_not_kept(desk: Desk) -> None:
    with pytest.raises(BadEntry):
        change(desk, LEE, "", None, Entry("[나비"))
    assert history(desk) == []


@pytest.mark.parametrize(
    ("role", "sites", "sections", "scope", "allowed"),
    [
        (Role.OPERATOR, (), (), "all", True),
        (Role.SENIOR, (), (), "site:whytimes", True),
        (Role.MODERATOR, (), (), "all", False),
        (Role.AUDITOR, (), (), "all", False),
        (Role.SENIOR, ("whytimes",), (), "site:whytimes", True),
        (Role.SENIOR, ("whytimes",), (), "all", False),
        (Role.SENIOR, ("whytimes",), (), "site:othertimes", False),
        (Role.SENIOR, ("whytimes",), (), "section:정치", False),
        (Role.SENIOR, (), ("정치",), "section:정치", True),
        (Role.SENIOR, (), ("정치",), "all", False),
        (Role.SENIOR, ("whytimes",), ("정치",), "site:whytimes", False),
    ],
)
def test_a_scope_is_kept_to(
    desk: Desk, role: Role, sites: tuple[str, ...], sections: tuple[str, ...], scope: str, allowed: bool
) -> None:
    who = Moderator("park", role, sites, sections=sections)
    assert may_change(who, scope) == allowed
    if not allowed:
        with pytest.raises(NotAllowed):
            change(desk, who, "", None, Entry("나비", scope=scope))
        assert desk.lexicon.entries() == []


def test_nobody_takes_away_what_lies_outside_their_scope(desk: Desk) -> None:
    lay(desk, LEE, [Entry("나비")])
    who = Moderator("park", Role.SENIOR, ("whytimes",))
    with pytest.raises(NotAllowed):
        drop(desk, who, "나비", Entry("나비"))
    with pytest.raises(NotAllowed):
        drop(desk, who, OURS)
    with pytest.raises(NotAllowed):
        change(desk, who, "나비", Entry("나비"), Entry("나비", scope="site:whytimes"))
