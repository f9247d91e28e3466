"""What is saved is in force within a second, in every process; what cannot be used hands everything to a person."""

from collections.abc import Mapping

import pytest

from moderation.assessment import Assessment
from moderation.comment import Article
from moderation.discussion import Discussion, Mode
from moderation.errors import Misconfigured, StoreUnavailable
from moderation.policies.edition import Edition
from moderation.policies.live import LivePolicies
from moderation.store.editions import MemoryEditions
from tests.builders import NOON, POLICIES, a_comment


class Seconds:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Away(MemoryEditions):
    """A store that can go away, and one whose rows can be broken."""

    away = False
    broken = False

    def count(self) -> int:
        if self.away:
            raise StoreUnavailable("away")
        return super().count()

    def latest(self) -> dict[str, Edition]:
        if self.broken:
            raise Misconfigured("a row that nobody can read")
        return super().latest()


def saved(store: MemoryEditions, tables: Mapping[str, object] | None = None, name: str = "default") -> None:
    version = store.count() + 2
    edition = Edition(name, version, tables or {"labels": {"insult": {"refer": 0.2}}}, "kim", NOON)
    assert store.add(edition)


@pytest.fixture
def store() -> Away:
    return Away()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def live(store: Away, seconds: Seconds) -> LivePolicies:
    return LivePolicies(POLICIES, store, seconds)


def test_without_saved_versions_the_files_rule(live: LivePolicies) -> None:
    assert live.base == POLICIES.base
    assert live.every == POLICIES.every


def test_a_saved_version_rules_within_a_second(live: LivePolicies, store: Away, seconds: Seconds) -> None:
    assert live.of(a_comment()).identity == "default@1"
    saved(store)
    assert live.of(a_comment()).identity == "default@1", "the answer of a moment ago is believed"
    seconds.now += 1
    assert live.of(a_comment()).identity == "default@2"
    assert live.of(a_comment()).limits["insult"].acts != POLICIES.base.limits["insult"].acts


def test_a_saved_version_rules_where_its_file_did(live: LivePolicies, store: Away) -> None:
    saved(store, name="strict")
    assert live.base == POLICIES.base
    assert [(fit, policy.name) for fit, policy in live.every] == [(fit, policy.name) for fit, policy in POLICIES.every]
    assert live.of(a_comment(), Discussion("whytimes", Article("1"), Mode.STRICT)).identity == "strict@2"


def test_while_the_store_is_away_the_last_policies_stay(live: LivePolicies, store: Away, seconds: Seconds) -> None:
    saved(store)
    assert live.base.version == 2
    store.away = True
    seconds.now += 5
    assert live.base.version == 2


def test_before_the_store_was_ever_read_nothing_is_ruled(live: LivePolicies, store: Away) -> None:
    """The files may be milder than what was saved."""
    store.away = True
    with pytest.raises(StoreUnavailable):
        _ = live.base


@pytest.mark.parametrize(
    "tables",
    [{"labels": {"insult": {"refer": 7}}}, {"labels": {"nonsense": {"refer": 0.5}}}, {"labels": []}, {"other": {}}],
)
def test_a_saved_version_that_cannot_be_used_hands_everything_to_a_person(
    live: LivePolicies, store: Away, tables: Mapping[str, object]
) -> None:
    saved(store, tables)
    assert live.base.identity == "default@2"
    assert live.base.rule(Assessment(), NOON).verdict is None
    assert [fault for fault in live.faults if "default@2" in fault]
    assert [policy.name for _, policy in live.every if not policy.sound] == ["default"]


def test_a_row_that_nobody_can_read_may_be_any_policys(live: LivePolicies, store: Away, seconds: Seconds) -> None:
    assert live.base.rule(Assessment(), NOON).verdict is not None
    saved(store)
    store.broken = True
    seconds.now += 1
    assert not any(policy.sound for _, policy in live.every)
    store.broken = False
    saved(store)
    seconds.now += 1
    assert live.base.sound
    assert not live.faults
