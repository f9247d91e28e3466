"""What every Keyring promises: no code is good twice, and a ticket is good once and for a while."""

import time
from datetime import timedelta

import pytest

from moderation.desk import utc_now
from moderation.store.keyring import Factor, Keyring, MemoryKeyring
from moderation.store.redis import RedisKeyring
from tests.contracts.conftest import HERE, on_redis

NOW = utc_now()
SOON = NOW + timedelta(minutes=5)
FACTOR = Factor("JBSWY3DPEHPK3PXP", frozenset({"one", "two"}), 100)


@pytest.fixture(params=HERE)
def store(request: pytest.FixtureRequest) -> Keyring:
    """Each store in turn."""
    if request.param == "memory":
        return MemoryKeyring()
    return RedisKeyring(on_redis(request.getfixturevalue(request.param)).redis)


def test_a_factor_is_kept_as_it_was_made_until_it_is_forgotten(store: Keyring) -> None:
    store.enrol("kim", Factor("OLD", frozenset({"three"})))
    store.enrol("kim", FACTOR)
    assert (store.factor("kim"), store.factor("lee")) == (FACTOR, None)
    assert store.forget("kim")
    assert not store.forget("kim")
    assert store.factor("kim") is None


def test_a_step_is_used_once_and_none_before_it(store: Keyring) -> None:
    assert not store.use_step("kim", 101)
    store.enrol("kim", FACTOR)
    assert [store.use_step("kim", step) for step in (100, 101, 101, 100, 103)] == [False, True, False, False, True]
    assert store.factor("kim") == Factor(FACTOR.secret, FACTOR.recovery, 103)


def test_a_recovery_code_is_used_once(store: Keyring) -> None:
    store.enrol("kim", FACTOR)
    assert [store.use_recovery("kim", code) for code in ("one", "one", "three")] == [True, False, False]
    assert not store.use_recovery("lee", "two")


def test_a_ticket_is_taken_once(store: Keyring) -> None:
    assert store.take("t", NOW) is None
    store.keep("t", "before", NOW, SOON)
    store.keep("t", "한 번", NOW, SOON)
    assert (store.look("t", NOW), store.look("u", NOW)) == ("한 번", None)
    assert (store.take("t", NOW), store.take("t", NOW)) == ("한 번", None)


def test_a_ticket_ends_by_itself(store: Keyring) -> None:
    now = utc_now()
    store.keep("t", "지난 일", now, now + timedelta(milliseconds=1))
    time.sleep(0.01)
    assert (store.look("t", utc_now()), store.take("t", utc_now())) == (None, None)
