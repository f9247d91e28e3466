"""The lexicon in force: the product's lists, and over them what operators added while everything runs."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from moderation.errors import StoreUnavailable
from moderation.lexicon.entry import BadEntry, Entry
from moderation.lexicon.lexicon import Lexicon

SECONDS = 1.0
"""How long the answer to "has anything changed?" is believed."""

log = logging.getLogger(__name__)


class Overlay(Protocol):
    """What is laid over the lists (see `store.lexicon`)."""

    def version(self) -> int:
        """Another number after every change."""
        ...

    def entries(self) -> Sequence[Entry]:
        """All of it."""
        ...


class LiveLexicon:
    """Called before each batch: the lexicon with the newest overlay, or the last good one while the store is away."""

    def __init__(self, own: Lexicon, overlay: Overlay, now: Callable[[], float] = time.monotonic) -> None:
        self._own = self._current = own
        self._overlay = overlay
        self._now = now
        self._version = 0
        self._asked = float("-inf")

    def __call__(self) -> Lexicon:
        """The lexicon in force now."""
        if self._now() - self._asked >= SECONDS:
            self._asked = self._now()
            try:
                self._refresh()
            except (StoreUnavailable, BadEntry) as error:
                log.warning("the lexicon stays as it was, the overlay cannot be read: %s", error)
        return self._current

    def _refresh(self) -> None:
        version = self._overlay.version()
        if version == self._version:
            return
        self._current = self._own.with_entries(self._overlay.entries())
        self._version = version
        log.info("the lexicon has %d entries, version %s", len(self._current.entries), self._current.version)
