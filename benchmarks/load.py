"""Load: as fast as answers come (closed), or at moments that nobody's slowness shifts (open loop)."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.rigs import Web

CONNECTIONS = 4
OPEN_CONNECTIONS = 24
"""Enough that a comment rarely waits for a connection; if it does, its latency holds that wait."""

HEAD_START = 0.2
"""Seconds until the first moment: all connections are waiting by then."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A POST: when it was due and when it was answered (seconds since the epoch), and what the answer said."""

    due: float
    answered: float
    status: int
    id: str

    @property
    def seconds(self) -> float:
        """From when it was due: what a caller feels, however late we were in sending it."""
        return self.answered - self.due


def closed(web: Web, path: str, bodies: Sequence[Any], connections: int = CONNECTIONS) -> list[Posted]:
    """POST all of them, each connection its next as soon as its last was answered."""
    return _post_all(web, path, [(None, body) for body in bodies], connections)


def open_loop(web: Web, path: str, bodies: Iterator[Any], rate: float, seconds: float, seed: int = 7) -> list[Posted]:
    """POST at the moments of a Poisson process of `rate` a second."""
    planned = [(at, next(bodies)) for at in poisson(rate, seconds, random.Random(seed))]
    start = time.time() + HEAD_START
    return _post_all(web, path, [(start + at, body) for at, body in planned], OPEN_CONNECTIONS)


def poisson(rate: float, seconds: float, chance: random.Random) -> Iterator[float]:
    """Moments from 0 to `seconds` with exponential pauses between them."""
    at = chance.expovariate(rate)
    while at < seconds:
        yield at
        at += chance.expovariate(rate)


def _post_all(web: Web, path: str, due: Sequence[tuple[float | None, Any]], connections: int) -> list[Posted]:
    queue, posted = iter(due), list[Posted]()
    lock = threading.Lock()

    def sender() -> None:
        client = web.client()
        while True:
            with lock:
                found = next(queue, None)
            if found is None:
                client.close()
                return
            at, body = found
            if at is not None:
                time.sleep(max(0.0, at - time.time()))
            began = at or time.time()
            answer = client.post(path, body)
            id = answer.json().get("id", "") if answer.status < 300 else ""
            posted.append(Posted(began, time.time(), answer.status, id))

    together(sender, connections)
    return posted


def together(act: Callable[[], None], count: int) -> None:
    """Run `act` in so many threads until all have ended; what broke in any is raised here."""
    broken: list[BaseException] = []

    def guarded() -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - raised again below, in the thread that asked
            broken.append(error)

    threads = [threading.Thread(target=guarded, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
