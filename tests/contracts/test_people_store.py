"""What every PeopleStore promises: accounts by name, sessions that can be ended, and a memory of wrong tries."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.desk import utc_now
from moderation.moderator import Moderator, Role
from moderation.store.people import MemoryPeople, PeopleStore
from moderation.store.redis import RedisPeople
from tests.contracts.conftest import HERE, on_redis

KIM = Moderator("kim", Role.SENIOR, ("whytimes", "othertimes"), "$argon2id$kim", ("정치",))
LEE = Moderator("이담당", Role.AUDITOR)
NOW = utc_now()
HOUR = timedelta(hours=1)


@pytest.fixture(params=HERE)
def store(request: pytest.FixtureRequest) -> PeopleStore:
    """Each store in turn."""
    if request.param == "memory":
        return MemoryPeople()
    return RedisPeople(on_redis(request.getfixturevalue(request.param)).redis)


def test_an_account_is_kept_as_it_was_made_and_once(store: PeopleStore) -> None:
    assert store.add(LEE)
    assert store.add(KIM)
    assert not store.add(replace(KIM, role=Role.OPERATOR))
    assert (store.find("kim"), store.find("park")) == (KIM, None)
    assert store.everybody() == [KIM, LEE]


def test_only_an_account_that_is_there_can_be_changed(store: PeopleStore) -> None:
    assert store.change("kim", lambda kim: replace(kim, role=Role.MODERATOR)) is None
    store.add(KIM)
    changed = store.change("kim", lambda kim: replace(kim, role=Role.MODERATOR, identity="kim@whytimes.kr"))
    assert changed == store.find("kim") == replace(KIM, role=Role.MODERATOR, identity="kim@whytimes.kr")


def test_a_session_shows_the_account_as_it_now_stands(store: PeopleStore) -> None:
    store.add(KIM)
    store.enter("t1", "kim", NOW + HOUR)
    assert store.present("t1", NOW) == KIM
    assert store.present("t2", NOW) is None
    store.change("kim", lambda kim: replace(kim, role=Role.AUDITOR))
    assert store.present("t1", NOW) == replace(KIM, role=Role.AUDITOR)


def test_a_session_ends_by_itself_or_when_left(store: PeopleStore) -> None:
    store.add(KIM)
    store.enter("t1", "kim", NOW + HOUR)
    assert store.present("t1", NOW + HOUR) is None
    store.enter("t2", "kim", NOW + HOUR)
    store.leave("t2")
    store.leave("t3")
    assert store.present("t2", NOW) is None


def test_all_sessions_of_somebody_are_ended_at_once(store: PeopleStore) -> None:
    store.add(KIM)
    store.add(LEE)
    for token, name in (("t1", "kim"), ("t2", "kim"), ("t3", LEE.name)):
        store.enter(token, name, NOW + HOUR)
    assert store.sessions("kim", NOW) == 2
    assert store.send_off("kim") == 2
    assert (store.sessions("kim", NOW), store.send_off("kim")) == (0, 0)
    assert store.present("t1", NOW) is None
    assert store.present("t3", NOW) == LEE


def test_who_is_removed_is_sent_off(store: PeopleStore) -> None:
    store.add(KIM)
    store.enter("t1", "kim", NOW + HOUR)
    assert store.remove("kim")
    assert not store.remove("kim")
    assert store.present("t1", NOW) is None
    store.add(KIM)
    assert store.present("t1", NOW) is None, "a new account of that name has no old sessions"


def test_wrong_tries_are_counted_and_forgiven(store: PeopleStore) -> None:
    assert store.misses("kim", NOW) == 0
    assert [store.miss("kim", NOW, NOW + HOUR) for _ in range(3)] == [1, 2, 3]
    assert (store.misses("kim", NOW), store.misses("lee", NOW)) == (3, 0)
    store.forgive("kim")
    assert store.misses("kim", NOW) == 0
