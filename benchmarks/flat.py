"""Does a comment cost more when a million others are stored?  Stores of all sizes at once, measured in turn."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from benchmarks.drains import Cost, between, sample
from benchmarks.options import Options
from benchmarks.ours import Ours
from benchmarks.stats import Spread, interleaved, rounded
from benchmarks.stored import fill_to
from benchmarks.texts import Texts

SMALLEST = 1_000
MOST_FRESH = 4_000
"""Comments whose cost is measured in one turn; far fewer than the larger sizes."""


def sizes(most: int) -> list[int]:
    """1,000 and each ten times more, up to `most`."""
    found = [SMALLEST]
    while found[-1] * 10 <= most:
        found.append(found[-1] * 10)
    return found if found[-1] == most or most <= SMALLEST else [*found, most]


def measure(options: Options, texts: Texts, say: Callable[[str], None]) -> dict[str, Any]:
    """The cost of a comment at each size, from intake to decision."""
    with ExitStack() as stack:
        rigs: dict[int, Ours] = {}
        for size in sizes(options.stored):
            rigs[size] = stack.enter_context(Ours(options.model))
            fill_to(rigs[size], size, texts.take, say)
            rigs[size].start_workers(options.workers)
        costs: dict[int, list[Cost]] = {size: [] for size in rigs}
        for number, size in interleaved(list(rigs), options.repeat + 1):
            fresh = texts.take(min(MOST_FRESH, options.comments // 3), number * MOST_FRESH)
            cost = one_turn(rigs[size], fresh)
            if number:  # the first turn warms up
                costs[size].append(cost)
                say(f"flat: {size:>9,} stored: {cost.cpu_ms:.3f} CPU-ms a comment")
        return report(costs)


def one_turn(rig: Ours, fresh: list[str]) -> Cost:
    """Queue comments while the workers run, and wait until all are decided."""
    start = sample(rig)
    rig.fill(fresh)
    rig.until_decided(start.decided + len(fresh), seconds=24 * 3600)
    return between(start, sample(rig))


def report(costs: dict[int, list[Cost]]) -> dict[str, Any]:
    """CPU and commands a comment by size, and how far each size is from the smallest."""
    spreads = {size: Spread.of([cost.cpu_ms for cost in found]) for size, found in costs.items()}
    first = spreads[min(spreads)].median
    rows = [size_row(size, costs[size], first) for size in spreads]
    worst = max((spread.median / first for spread in spreads.values()), key=lambda ratio: abs(ratio - 1))
    return {"sizes": rows, "worst_over_smallest": rounded(worst)}


def size_row(size: int, costs: list[Cost], first: float) -> dict[str, Any]:
    """What a comment costs at one size; `first` is its CPU at the smallest."""
    cpu = Spread.of([cost.cpu_ms for cost in costs])
    return {
        "stored": size,
        "cpu_ms": rounded(cpu.median),
        "cpu_ms_range": [rounded(cpu.low), rounded(cpu.high)],
        "redis_cpu_ms": rounded(Spread.of([1000 * cost.each(cost.store.cpu) for cost in costs]).median),
        "redis_commands": rounded(Spread.of([cost.each(cost.store.commands) for cost in costs]).median),
        "over_smallest": rounded(cpu.median / first),
    }
