"""A policy is changed by saving its next version: nobody overwrites silently, and every old version can be had back."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from moderation.audit import Deed
from moderation.desk import Desk
from moderation.errors import BadSubmission, NotAllowed, NotFound, Settled
from moderation.moderator import Moderator, Role
from moderation.policies import Fit, open_policies
from moderation.policies.edition import written
from moderation.policies.live import LivePolicies
from moderation.policy import DEFAULT, Policy, load, policy_of, read
from moderation.rules.limits import Change, history, may_change, named, policy_at, roll_back, save, with_limits
from tests.builders import a_desk

LEE = Moderator("lee", Role.SENIOR)


@pytest.fixture
def desk() -> Desk:
    return a_desk()


def draft(desk: Desk, name: str = "default", **limits: Mapping[str, float]) -> Policy:
    """The policy in force with other limits for some labels."""
    _, policy = named(desk, name)
    return policy_of({**with_limits(policy, policy.tables["labels"] | limits), "name": name, "version": 1}, name)


def test_what_is_saved_is_the_next_version_and_in_force_at_once(desk: Desk) -> None:
    saved = save(desk, LEE, draft(desk, insult={"refer": 0.3}), 1, "악성 글이 늘어서")
    assert (saved.identity, saved.by, saved.at, saved.note) == ("default@2", "lee", desk.clock(), "악성 글이 늘어서")
    assert desk.policies.base.identity == "default@2"
    assert desk.policies.base.tables["labels"]["insult"] == {"refer": 0.3}
    (entry,) = desk.logbook.read(5)[0]
    assert (entry.who, entry.deed, entry.about) == ("lee", Deed.POLICY, "default@2")


def test_the_history_tells_what_each_version_changed(desk: Desk) -> None:
    save(desk, LEE, draft(desk, insult={"refer": 0.3, "reject": 0.9}), 1)
    save(desk, LEE, draft(desk, flood={"hide": 0.5}), 2)
    newest, second, file = history(desk, "default")
    assert newest.changes == (
        Change("flood", "refer", 0.5, None),
        Change("flood", "hide", None, 0.5),
        Change("flood", "reject", 0.95, None),
    )
    assert second.changes == (Change("insult", "refer", 0.5, 0.3),)
    assert (file.version, file.edition, file.changes) == (1, None, ())


def test_going_back_is_a_new_version_that_says_what_the_old_one_did(desk: Desk) -> None:
    before = desk.policies.base.tables
    save(desk, LEE, draft(desk, insult={}), 1)
    assert roll_back(desk, LEE, "default", 1).identity == "default@3"
    assert desk.policies.base.tables == before
    assert [chapter.version for chapter in history(desk, "default")] == [3, 2, 1]
    assert policy_at(desk, "default", 2).tables["labels"]["insult"] == {}


def test_who_saves_on_what_somebody_else_changed_is_told_and_overwrites_nothing(desk: Desk) -> None:
    mine = draft(desk, insult={"refer": 0.3})
    save(desk, LEE, draft(desk, insult={"refer": 0.2}), 1)
    with pytest.raises(Settled, match="새 판"):
        save(desk, LEE, mine, 1)
    assert desk.editions.count() == 1


def test_who_has_not_seen_the_change_yet_is_told_too(desk: Desk) -> None:
    """Another process saved a moment ago, and this one still believes what it read before."""
    assert desk.policies.base.version == 1
    other = replace(desk, policies=LivePolicies(desk.policies.files, desk.editions))
    save(other, LEE, draft(other, insult={"refer": 0.2}), 1)
    with pytest.raises(Settled, match="새 판"):
        save(desk, LEE, draft(desk, insult={"refer": 0.3}), 1)


def test_nothing_is_saved_where_nothing_changed(desk: Desk) -> None:
    with pytest.raises(BadSubmission, match="바뀐 것이 없습니다"):
        save(desk, LEE, draft(desk), 1)


@pytest.mark.parametrize("note", ["줄\n바꿈", "가" * 201])
def test_a_note_is_one_line(desk: Desk, note: str) -> None:
    with pytest.raises(BadSubmission):
        save(desk, LEE, draft(desk, insult={}), 1, note)


@pytest.mark.parametrize(
    ("role", "sites", "allowed"),
    [
        (Role.OPERATOR, (), True),
        (Role.SENIOR, (), True),
        (Role.SENIOR, ("whytimes",), False),
        (Role.OPERATOR, ("whytimes",), False),
        (Role.MODERATOR, (), False),
        (Role.AUDITOR, (), False),
    ],
)
def test_a_policy_for_all_sites_is_changed_by_who_serves_all_sites(
    desk: Desk, role: Role, sites: tuple[str, ...], allowed: bool
) -> None:
    who = Moderator("park", role, sites)
    assert may_change(who, Fit()) == allowed
    if not allowed:
        with pytest.raises(NotAllowed):
            save(desk, who, draft(desk, insult={}), 1)


def test_a_policy_for_one_site_is_changed_by_who_serves_it() -> None:
    ours = Fit(sites=frozenset({"whytimes"}))
    assert may_change(Moderator("lee", Role.SENIOR, ("whytimes",)), ours)
    assert not may_change(Moderator("lee", Role.SENIOR, ("othertimes",)), ours)


def test_a_name_or_a_version_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(NotFound, match="default, "):
        named(desk, "gentle")
    with pytest.raises(NotFound, match="default@9"):
        policy_at(desk, "default", 9)


@pytest.mark.parametrize("path", sorted(DEFAULT.parent.glob("*.toml")), ids=lambda path: path.stem)
def test_a_policy_that_is_written_down_is_read_back_as_it_was(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_text(written(load(path)), encoding="utf-8")
    assert load(copy) == load(path)
    assert {**load(path).tables, "name": load(path).name, "version": load(path).version} == {
        key: value for key, value in read(path).items() if key != "for"
    }
    assert open_policies(copy).base == load(path)


def test_what_a_policy_makes_of_authors_is_told_and_kept_when_limits_change(desk: Desk) -> None:
    tables = {**desk.policies.base.tables, "standing": {"trusted": {"published": 50, "accuracy": 0.95}}}
    save(desk, LEE, policy_of({**tables, "name": "default", "version": 1}, "draft"), 1)
    (told, other) = history(desk, "default")[0].changes
    assert (told.label, told.act, told.before, told.after) == ("standing", "trusted.published", None, 50)
    assert other.act == "trusted.accuracy"
    save(desk, LEE, draft(desk, insult={"refer": 0.3}), 2)
    assert desk.policies.base.tables["standing"] == tables["standing"]
