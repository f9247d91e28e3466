"""What a policy makes of an author's standing: it may ask for a person, and never does more."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest

from moderation import conduct
from moderation.assessment import Assessment
from moderation.conduct import Conduct, Strikes, Trust
from moderation.decision import Ruling, State
from moderation.errors import Misconfigured
from moderation.label import NEWCOMER, OFTEN_REFUSED, PREMODERATED
from moderation.policies.edition import written
from moderation.policy import DEFAULT, load, policy_of
from moderation.sanction import Measure, Profile, Sanction
from moderation.standing import Standing, Writer, weight
from tests.builders import NOON, POLICIES, a_comment, a_sanction, held, hidden, published, rejected

MEMBER = Writer("whytimes", "member", "m-1")
GUEST = Writer("whytimes", "guest", "2026w48-0123456789abcdef")
UNIT = weight(NOON)


def a_profile(*sanctions: Sanction, published: int = 0, rejected: int = 0, writer: Writer = MEMBER) -> Profile:
    """An author of whom so many comments were published and so many rejected at noon."""
    standing = Standing(published, rejected=rejected, kept=published * UNIT, lost=rejected * UNIT)
    return Profile(writer, standing, sanctions)


def ground(ruling: Ruling) -> str:
    """Why somebody must look, or nothing."""
    return ruling.reasons[0].code if ruling.state is State.HELD else ""


def test_a_policy_that_says_nothing_asks_nothing() -> None:
    assert Conduct().weigh(published(), a_profile(rejected=99), NOON) == published()
    assert POLICIES.base.conduct == Conduct()


@pytest.mark.parametrize("ruling", [held(), hidden(), rejected()])
def test_what_the_text_asks_for_stays(ruling: Ruling) -> None:
    """Standing never mends what a label's limit holds, hides or rejects."""
    every = Conduct(first_comment=True, many_rejections=1, trusted=Trust(0, 0.0))
    assert every.weigh(ruling, a_profile(a_sanction(Measure.PREMODERATE)), NOON) == ruling


def test_the_first_comment_of_a_member_waits_until_one_was_published() -> None:
    first = Conduct(first_comment=True)
    assert ground(first.weigh(published(), a_profile(), NOON)) == NEWCOMER
    assert ground(first.weigh(published(), a_profile(rejected=3), NOON)) == NEWCOMER
    assert ground(first.weigh(published(), a_profile(published=1), NOON)) == ""


def test_a_guest_is_never_new() -> None:
    """Every guest would be, each week anew."""
    first = Conduct(first_comment=True)
    assert ground(first.weigh(published(), a_profile(writer=GUEST), NOON)) == ""
    assert ground(first.weigh(published(), None, NOON)) == ""


def test_many_rejections_bring_a_comment_before_a_person() -> None:
    often = Conduct(many_rejections=3)
    assert ground(often.weigh(published(), a_profile(published=9, rejected=3), NOON)) == OFTEN_REFUSED
    assert ground(often.weigh(published(), a_profile(published=9, rejected=2), NOON)) == ""
    assert ground(often.weigh(published(), a_profile(rejected=3, writer=GUEST), NOON)) == OFTEN_REFUSED


def test_the_trusted_are_spared_what_standing_asks_and_nothing_else() -> None:
    policy = Conduct(first_comment=True, many_rejections=3, trusted=Trust(50, 0.9))
    assert ground(policy.weigh(published(), a_profile(published=60, rejected=3), NOON)) == ""
    assert ground(policy.weigh(published(), a_profile(published=40, rejected=3), NOON)) == OFTEN_REFUSED
    assert ground(policy.weigh(published(), a_profile(published=50, rejected=30), NOON)) == OFTEN_REFUSED
    trusted = a_profile(a_sanction(Measure.PREMODERATE), published=60)
    assert ground(policy.weigh(published(), trusted, NOON)) == PREMODERATED


def test_the_desks_premoderation_holds_whatever_the_policy_says() -> None:
    assert ground(Conduct().weigh(published(), a_profile(a_sanction(Measure.PREMODERATE)), NOON)) == PREMODERATED
    over = a_sanction(Measure.PREMODERATE, until=NOON)
    assert ground(Conduct().weigh(published(), a_profile(over), NOON)) == ""


def test_a_referral_keeps_what_was_to_be_masked_and_who_looked() -> None:
    ruling = Conduct(first_comment=True).weigh(published(), a_profile(), NOON)
    assert (ruling.masks, ruling.policy, ruling.versions) == (published().masks, "default@1", published().versions)


def test_the_policies_rule_with_what_is_known_of_the_author() -> None:
    profile = a_profile(a_sanction(Measure.PREMODERATE))
    assert POLICIES.rule(a_comment(), None, Assessment(), NOON, profile).state is State.HELD
    assert POLICIES.rule(a_comment(), None, Assessment(), NOON).state is State.PUBLISHED


def test_a_policy_file_says_it_in_four_lines(tmp_path: Any) -> None:
    file = tmp_path / "own.toml"
    said = """
[standing]
first_comment = "refer"
many_rejections = { rejected = 5, act = "refer" }
trusted = { published = 50, accuracy = 0.95 }
strikes = { rejected = 5, minutes = 10, days = 7 }
"""
    file.write_text(DEFAULT.read_text(encoding="utf-8") + said, encoding="utf-8")
    policy = load(file)
    assert policy.conduct == Conduct(True, 5, Trust(50, 0.95), Strikes(5, 10, 7))
    assert policy_of({"name": "own", "version": 2, **policy.tables}, "own").conduct == policy.conduct
    assert tomllib.loads(written(policy))["standing"] == policy.tables["standing"]
    assert said.split()[-1] in (conduct.__doc__ or "")
    file.write_text(DEFAULT.read_text(encoding="utf-8") + "[standing]\nfirst = 1\n", encoding="utf-8")
    with pytest.raises(Misconfigured, match=r"standing\.first"):
        load(file)


@pytest.mark.parametrize(
    "data",
    [
        "refer",
        {"first_comment": "reject"},
        {"many_rejections": {"rejected": 5}},
        {"many_rejections": {"rejected": 5, "act": "reject"}},
        {"many_rejections": {"rejected": 0, "act": "refer"}},
        {"trusted": {"published": 50, "accuracy": 1.5}},
        {"trusted": {"published": True, "accuracy": 1}},
        {"strikes": {"rejected": 5, "minutes": 0, "days": 7}},
        {"strikes": {"rejected": 5, "minutes": 10, "days": 0.5}},
        {"strikes": 5},
        {"unknown": {}},
    ],
)
def test_a_policy_that_cannot_work_is_told_so(data: Any) -> None:
    assert len(list(conduct.faults(data))) == 1


@pytest.mark.parametrize("data", [{}, {"first_comment": "refer"}, {"trusted": {"published": 1, "accuracy": 1}}])
def test_a_policy_that_can_is_not(data: Mapping[str, Any]) -> None:
    assert not list(conduct.faults(data))
