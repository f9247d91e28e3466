"""A long backlog: does a comment cost at its end what it cost at its beginning?"""

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from benchmarks.drains import Cost, Sample, between, sample
from benchmarks.options import Options
from benchmarks.ours import Ours
from benchmarks.stats import rounded
from benchmarks.texts import Texts

TENTHS = 10
SLICE = 10_000


def measure(options: Options, texts: Texts, say: Callable[[str], None]) -> dict[str, Any]:
    """Fill the queue, let the workers drain it, and compare its tenths.

    No text is a real one, all are made of two: else the first tenth would be of another kind than the last.
    """
    with Ours(options.model) as rig:
        began = time.perf_counter()
        for start in range(0, options.drain, SLICE):
            rig.fill(texts.take(min(SLICE, options.drain - start), len(texts.real) + start))
        filled = time.perf_counter() - began
        say(f"drain: {options.drain:,} comments queued in {filled:.0f} s")
        rig.start_workers(options.workers)
        costs = tenths(rig, options.drain, say)
        return report(costs, options.drain, filled)


def tenths(rig: Ours, backlog: int, say: Callable[[str], None]) -> list[Cost]:
    """What each tenth of a backlog took; the first begins with its fiftieth part, when the workers are warm."""
    samples: list[Sample] = []
    for tenth in range(TENTHS + 1):
        rig.until_decided(backlog * tenth // TENTHS or backlog // 50, seconds=24 * 3600)
        samples.append(sample(rig))
        say(f"drain: {samples[-1].decided:,} of {backlog:,}")
    return [between(start, end) for start, end in pairwise(samples)]


def report(costs: Sequence[Cost], backlog: int, filled: float) -> dict[str, Any]:
    """The figures of the whole and of its first and last tenth."""
    first, last = costs[0], costs[-1]
    return {
        "comments": backlog,
        "filled_per_s": rounded(backlog / filled),
        "comments_per_s": rounded(sum(cost.comments for cost in costs) / sum(cost.seconds for cost in costs)),
        "first_tenth": a_comment(first),
        "last_tenth": a_comment(last),
        "last_over_first": rounded(last.cpu_ms / first.cpu_ms),
    }


def a_comment(cost: Cost) -> dict[str, float]:
    """Milliseconds of time and of CPU, a comment."""
    return {"ms": rounded(1000 / cost.rate), "cpu_ms": rounded(cost.cpu_ms)}
