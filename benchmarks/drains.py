"""Watches a system work off a backlog: what a comment costs, between two moments."""

import time
from dataclasses import dataclass

from benchmarks.processes import total_cpu
from benchmarks.rigs import Rig
from benchmarks.stores import Counts

WARM_SECONDS = 2.0
"""After the first decision: all workers are up, batches have grown."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How far a system was at a moment."""

    at: float
    decided: int
    worker_cpu: float
    store: Counts


@dataclass(frozen=True, slots=True)
class Cost:
    """What happened between two samples."""

    seconds: float
    comments: int
    worker_cpu: float
    store: Counts

    @property
    def rate(self) -> float:
        """Comments a second."""
        return self.comments / self.seconds

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds of workers and Redis, a comment."""
        return 1000 * (self.worker_cpu + self.store.cpu) / self.comments

    def each(self, amount: float) -> float:
        """An amount of this stretch, a comment."""
        return amount / self.comments


def sample(rig: Rig) -> Sample:
    """Where a system is now."""
    return Sample(time.perf_counter(), rig.decided(), total_cpu(rig.workers), rig.store.counts())


def between(start: Sample, end: Sample) -> Cost:
    """What it took from one to the other.  Raises RuntimeError if nothing was decided."""
    if end.decided <= start.decided:
        raise RuntimeError("nothing was decided while we looked: see the logs of the workers")
    return Cost(
        end.at - start.at, end.decided - start.decided, end.worker_cpu - start.worker_cpu, end.store - start.store
    )


def steady(rig: Rig, backlog: int, seconds: float) -> Cost:
    """The cost in the middle of a drain: once warm, for `seconds`, or until the last twentieth of the backlog."""
    rig.until_up()
    last = backlog - backlog // 20
    rig.until_decided(min(rig.decided() + backlog // 5, last), WARM_SECONDS)
    start = sample(rig)
    rig.until_decided(last, seconds)
    return between(start, sample(rig))
