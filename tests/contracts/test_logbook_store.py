"""What every Logbook promises: entries are added and read, notes stay beside their comment, one person has it open."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from moderation.audit import Deed, Entry, Note, Wanted
from moderation.desk import utc_now
from moderation.store.logbook import Logbook, MemoryLogbook
from moderation.store.redis import RedisLogbook
from tests.contracts.conftest import HERE, on_redis

NOW = utc_now()
LATER = NOW + timedelta(minutes=10)
ENTRY = Entry(NOW, "kim", Deed.RULED, "c_1", "whytimes", "reject")


@pytest.fixture(params=HERE)
def store(request: pytest.FixtureRequest) -> Logbook:
    """Each store in turn."""
    if request.param == "memory":
        return MemoryLogbook()
    return RedisLogbook(on_redis(request.getfixturevalue(request.param)).redis)


def test_entries_are_read_newest_first_and_page_by_page(store: Logbook) -> None:
    entries = [Entry(NOW, "kim", Deed.RULED, f"c_{n}", "whytimes", "publish") for n in range(5)]
    assert store.read(2) == ([], None)
    for entry in entries:
        store.write(entry)
    first, place = store.read(2)
    second, further = store.read(2, place)
    third, end = store.read(2, further)
    assert [*first, *second, *third] == entries[::-1]
    assert (place is not None, end) == (True, None)


def test_an_entry_is_kept_as_it_was_written(store: Logbook) -> None:
    store.write(ENTRY)
    assert store.read(10) == ([ENTRY], None)
    assert store.read(10, "no place")[0] == [ENTRY]


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(who="lee"),
        Wanted(deed="noted"),
        Wanted(about="c_3"),
        Wanted(sites=("othertimes", "thirdtimes")),
        Wanted(since=NOW + timedelta(seconds=60)),
        Wanted(until=NOW + timedelta(seconds=60)),
        Wanted(who="lee", since=NOW + timedelta(seconds=10), until=NOW + timedelta(seconds=90)),
        Wanted(who="nobody"),
    ],
)
def test_what_is_wanted_is_found_page_by_page(store: Logbook, wanted: Wanted) -> None:
    """More than one batch of entries, a tenth of a second apart."""
    entries = [
        Entry(
            NOW + timedelta(milliseconds=100 * n),
            ("kim", "lee", "park")[n % 3],
            Deed.NOTED if n % 4 == 0 else Deed.RULED,
            f"c_{n % 7}",
            ("whytimes", "othertimes")[n % 2],
        )
        for n in range(1200)
    ]
    _written(store, entries)
    found: list[Entry] = []
    place: str | None = None
    while True:
        page, place = store.read(100, place, wanted)
        assert len(page) <= 100
        found += page
        if place is None:
            break
    assert found == [entry for entry in reversed(entries) if wanted(entry)]


def test_there_is_no_way_to_change_an_entry(store: Logbook) -> None:
    verbs = {name for name in dir(store) if not name.startswith("_") and callable(getattr(store, name))}
    assert verbs == {"write", "read", "note", "unnote", "notes", "lease", "opened", "release", "leases"}


def test_notes_stay_beside_their_comment(store: Logbook) -> None:
    notes = [Note("kim", NOW, "확인 중입니다."), Note("lee", LATER, "동의합니다.")]
    for note in notes:
        store.note("c_1", note)
    assert (store.notes("c_1"), store.notes("c_2")) == (notes, [])


def test_a_note_is_taken_back_and_the_others_stay(store: Logbook) -> None:
    mine, theirs = Note("kim", NOW, "확인 중입니다."), Note("lee", NOW, "확인 중입니다.")
    for note in (mine, theirs):
        store.note("c_1", note)
    for _ in range(2):
        store.unnote("c_1", mine)
    store.unnote("c_2", mine)
    assert (store.notes("c_1"), store.notes("c_2")) == ([theirs], [])


def test_it_is_known_since_when_somebody_has_a_comment_open(store: Logbook) -> None:
    assert store.opened("c_1", "kim") is None
    store.lease("c_1", "kim", NOW, LATER)
    store.lease("c_1", "kim", NOW + timedelta(minutes=1), LATER)
    store.lease("c_1", "lee", NOW + timedelta(minutes=2), LATER)
    assert (store.opened("c_1", "kim"), store.opened("c_1", "lee"), store.opened("c_2", "kim")) == (NOW, None, None)
    store.lease("c_2", "kim", LATER, LATER + timedelta(minutes=1))
    assert (store.opened("c_1", "kim"), store.opened("c_2", "kim")) == (None, LATER)


def test_one_person_has_a_comment_open_at_a_time(store: Logbook) -> None:
    assert store.lease("c_1", "kim", NOW, LATER) == "kim"
    assert store.lease("c_1", "lee", NOW, LATER) == "kim"
    assert store.lease("c_1", "kim", NOW, LATER) == "kim"
    assert store.leases(["c_1", "c_2"], NOW) == ["kim", None]
    assert store.leases([], NOW) == []
    store.lease("c_2", "kim", NOW, LATER)
    assert store.leases(["c_1", "c_2"], NOW) == [None, "kim"], "who opens another gives the first back"
    store.lease("c_1", "kim", NOW, LATER)
    assert store.leases(["c_1", "c_2"], NOW) == ["kim", None]
    store.release("c_1", "lee")
    assert store.leases(["c_1"], NOW) == ["kim"]
    store.release("c_1", "kim")
    assert store.lease("c_1", "lee", NOW, LATER) == "lee"


def _written(store: Logbook, entries: list[Entry]) -> None:
    """All of them, in one transaction."""
    with store.redis.pipeline() if isinstance(store, RedisLogbook) else nullcontext() as transaction:
        for entry in entries:
            store.write(entry, transaction)
        if transaction:
            transaction.execute()
