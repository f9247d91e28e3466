"""Loads what takes its time beside the requests, so that no page waits for it."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Loaded = TypeVar("Loaded")


class Beside(Generic[Loaded]):
    """What `load` returns, once somebody has begun to load it and it is there."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self.load = load
        self.begun = threading.Lock()
        self.there = threading.Event()
        self.loaded: Loaded | None = None

    def begin(self) -> None:
        """Load it in a thread of its own, unless that was begun; if it fails, whoever comes next begins again."""
        if not self.there.is_set() and self.begun.acquire(blocking=False):
            threading.Thread(target=self._load, daemon=True).start()

    def within(self, seconds: float) -> Loaded | None:
        """What was loaded, if it is there in so many seconds."""
        self.begin()
        self.there.wait(seconds)
        return self.loaded

    def _load(self) -> None:
        try:
            self.loaded = self.load()
            self.there.set()
        finally:
            self.begun.release()
