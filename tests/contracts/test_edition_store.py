"""What every EditionStore promises: versions are added, never changed, each with its line of the audit trail."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.errors import Misconfigured
from moderation.policies.edition import Edition
from moderation.store.redis.editions import POLICIES
from tests.builders import NOON, POLICY, a_desk_on
from tests.contracts.conftest import every_desk, on_redis

desk = every_desk()

SECOND = Edition("default", 2, POLICY.tables, "kim", NOON, "선거 기간")
THIRD = Edition("default", 3, {"labels": {"insult": {"refer": 0.4}}}, "lee", NOON + timedelta(minutes=1))
STRICT = Edition("strict", 2, {"labels": {}}, "kim", NOON)


def add(desk: Desk, edition: Edition) -> bool:
    entry = Entry(edition.at, edition.by, Deed.POLICY, edition.identity)
    return desk.editions.add(edition, lambda pipe: desk.logbook.write(entry, pipe))


def test_a_new_store_holds_nothing(desk: Desk) -> None:
    assert desk.editions.editions("default") == []
    assert desk.editions.latest() == {}
    assert desk.editions.count() == 0


def test_versions_are_kept_with_everything_in_them_newest_first(desk: Desk) -> None:
    for edition in (SECOND, STRICT, THIRD):
        assert add(desk, edition)
    assert desk.editions.editions("default") == [THIRD, SECOND]
    assert desk.editions.latest() == {"default": THIRD, "strict": STRICT}
    assert desk.editions.count() == 3


def test_each_is_written_into_the_audit_trail(desk: Desk) -> None:
    add(desk, SECOND)
    written, _ = desk.logbook.read(5)
    assert written == [Entry(NOON, "kim", Deed.POLICY, "default@2")]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_who_comes_second_overwrites_nothing(desk: Desk, version: int) -> None:
    add(desk, THIRD)
    late = replace(SECOND, version=version)
    assert not add(desk, late)
    assert desk.editions.editions("default") == [THIRD]
    assert len(desk.logbook.read(5)[0]) == 1


@pytest.mark.parametrize("row", ["no json", "[]", '{"name":"default"}', '{"name":"default","version":"two"}'])
def test_a_row_that_nobody_can_read_is_told(request: pytest.FixtureRequest, row: str) -> None:
    redis = on_redis(request.getfixturevalue("valkey")).redis
    redis.rpush(POLICIES, row)
    with pytest.raises(Misconfigured, match="저장된 정책의 1번째 줄"):
        a_desk_on(redis).editions.latest()
