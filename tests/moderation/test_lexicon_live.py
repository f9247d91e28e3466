"""The lexicon in force follows its overlay, asks seldom, and survives without it."""

from collections.abc import Sequence

import pytest

from moderation.errors import StoreUnavailable
from moderation.lexicon import BadEntry, Entry, Lexicon
from moderation.lexicon.live import SECONDS, LiveLexicon
from moderation.store.lexicon import MemoryLexicon
from tests.builders import laid, removed


class Moody(MemoryLexicon):
    """A store that can go away, or hold what nobody can read, and counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble: Exception | None = None
        self.asked = 0

    def version(self) -> int:
        self.asked += 1
        if self.trouble:
            raise self.trouble
        return super().version()


class Watch:
    """Seconds that pass when they are told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def store() -> Moody:
    return Moody()


@pytest.fixture
def live(store: Moody, watch: Watch) -> LiveLexicon:
    return LiveLexicon(Lexicon([Entry("나비")]), store, watch)


def words(lexicon: Lexicon) -> Sequence[str]:
    return [entry.word for entry in lexicon.entries]


def test_what_is_put_counts_within_a_second(live: LiveLexicon, store: Moody, watch: Watch) -> None:
    assert words(live()) == ["나비"]
    laid(store, Entry("토끼"))
    assert words(live()) == ["나비"]
    watch.now += SECONDS
    assert words(live()) == ["나비", "토끼"]


def test_what_is_removed_no_longer_counts(live: LiveLexicon, store: Moody, watch: Watch) -> None:
    laid(store, Entry("토끼"))
    assert words(live()) == ["나비", "토끼"]
    removed(store, "토끼")
    watch.now += SECONDS
    assert words(live()) == ["나비"]


def test_the_store_is_asked_once_a_second_and_a_lexicon_without_change_stays_the_same(
    live: LiveLexicon, store: Moody, watch: Watch
) -> None:
    laid(store, Entry("토끼"))
    first = live()
    assert all(live() is first for _ in range(10))
    assert store.asked == 1
    watch.now += SECONDS
    assert live() is first
    assert store.asked == 2


@pytest.mark.parametrize("trouble", [StoreUnavailable("away"), BadEntry(())])
def test_without_its_store_the_last_lexicon_stays_in_force(
    live: LiveLexicon, store: Moody, watch: Watch, trouble: Exception
) -> None:
    laid(store, Entry("토끼"))
    live()
    store.trouble = trouble
    watch.now += SECONDS
    assert words(live()) == ["나비", "토끼"]
    store.trouble = None
    laid(store, Entry("거북"))
    watch.now += SECONDS
    assert words(live()) == ["나비", "거북", "토끼"]
