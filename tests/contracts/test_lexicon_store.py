"""What every LexiconStore promises: entries by their key, a version for every change, counts that add up."""

from datetime import UTC, datetime

import pytest

from moderation.lexicon import BadEntry, Entry
from moderation.store.lexicon import Count, LexiconStore, MemoryLexicon, Revision
from moderation.store.redis import RedisLexicon
from moderation.store.redis.lexicon import ENTRIES
from tests.builders import NOON, laid, removed
from tests.contracts.conftest import HERE, on_redis

FULL = Entry(
    "[나너]비",
    kind="suspect",
    label="insult",
    where="word",
    scope="section:정치",
    expires=datetime(2027, 1, 1, tzinfo=UTC),
    owner="김 담당",
    note="선거 기간",
)


@pytest.fixture(params=HERE)
def store(request: pytest.FixtureRequest) -> LexiconStore:
    """Each store in turn."""
    if request.param == "memory":
        return MemoryLexicon()
    return RedisLexicon(on_redis(request.getfixturevalue(request.param)).redis)


def test_a_new_store_holds_nothing(store: LexiconStore) -> None:
    assert store.entries() == []
    assert store.version() == 0
    assert store.counts() == {}


def test_an_entry_is_kept_with_everything_in_it(store: LexiconStore) -> None:
    laid(store, FULL, Entry("가재"))
    assert store.entries() == [FULL, Entry("가재")]


def test_an_entry_takes_the_place_of_the_one_with_its_key(store: LexiconStore) -> None:
    laid(store, Entry("나비"), Entry("나비", scope="site:a"), Entry("나비", kind="allow"))
    laid(store, Entry("나비", kind="suspect"))
    assert {(entry.key, entry.kind) for entry in store.entries()} == {
        ("나비", "suspect"),
        ("site:a/나비", "ban"),
        ("allow/나비", "allow"),
    }


def test_an_entry_is_removed_by_its_key(store: LexiconStore) -> None:
    laid(store, Entry("나비"), Entry("토끼"))
    removed(store, "나비")
    assert store.entries() == [Entry("토끼")]


def test_every_change_gives_another_version(store: LexiconStore) -> None:
    versions = [store.version()]
    laid(store, Entry("나비"))
    versions.append(store.version())
    laid(store, Entry("나비", kind="suspect"))
    versions.append(store.version())
    removed(store, "나비")
    versions.append(store.version())
    assert len(set(versions)) == 4


def test_nothing_to_put_is_no_change(store: LexiconStore) -> None:
    assert store.revise([])
    assert (store.entries(), store.version()) == ([], 0)


def test_every_change_is_remembered_with_what_was_there_before(store: LexiconStore) -> None:
    laid(store, Entry("나비"))
    laid(store, Entry("나비", kind="suspect"), Entry("토끼"))
    removed(store, "나비")
    assert [(each.key, each.before, each.after) for each in store.revisions(9)] == [
        ("나비", Entry("나비", kind="suspect"), None),
        ("토끼", None, Entry("토끼")),
        ("나비", Entry("나비"), Entry("나비", kind="suspect")),
        ("나비", None, Entry("나비")),
    ]
    assert store.revisions(1) == [Revision(NOON, "kim", "나비", Entry("나비", kind="suspect"), None)]


def test_who_changes_what_somebody_else_changed_meanwhile_changes_nothing(store: LexiconStore) -> None:
    laid(store, Entry("나비", kind="suspect"))
    late = [Revision(NOON, "lee", "토끼", None, Entry("토끼")), Revision(NOON, "lee", "나비", None, Entry("나비"))]
    written: list[object] = []
    assert not store.revise(late, written.append)
    assert store.entries() == [Entry("나비", kind="suspect")]
    assert (len(store.revisions(9)), written) == (1, [])


def test_hits_and_what_was_overturned_are_counted_for_each_entry(store: LexiconStore) -> None:
    store.count_hits(["나비", "토끼"])
    store.count_hits(["나비"])
    store.count_hits([])
    store.count_overturned(["나비", "거북"])
    store.count_overturned(["거북"])
    store.count_overturned(["거북"], -1)
    assert store.counts() == {"나비": Count(2, 1), "토끼": Count(1, 0), "거북": Count(0, 1)}


def test_an_entry_that_cannot_be_used_is_told(on_valkey: RedisLexicon) -> None:
    on_valkey.redis.hset(ENTRIES, "나비", '{"word":"나비","colour":"red"}')
    with pytest.raises(BadEntry):
        on_valkey.entries()
    assert on_valkey.revise([Revision(NOON, "kim", "나비", None, None)]), "what nobody can use can be removed"
    assert on_valkey.entries() == []


@pytest.fixture
def on_valkey(request: pytest.FixtureRequest) -> RedisLexicon:
    """The embedded Valkey."""
    return RedisLexicon(on_redis(request.getfixturevalue("valkey")).redis)
