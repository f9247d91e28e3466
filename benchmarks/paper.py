"""On paper: what 1,000 and 10,000 comments a second would need, from the figures of a record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

RATES = (1_000, 10_000)
UNMEASURED = "Not measured yet: `make bench` measures, `python -m benchmarks.report` writes the figures here."
USE = 0.7
"""How much of a core or of a Redis may be busy: the rest is for peaks."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one comment costs: CPU in ms by part, Redis commands, bytes to and from Redis, bytes kept."""

    web: float
    redis: float
    worker: float
    commands: float
    moved: float
    kept: float

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> "Cost | None":
        """The shipped system's, or None where it was not measured."""
        shipped, memory = found.get("systems", {}).get("shipped"), found.get("memory")
        if shipped is None or memory is None:
            return None
        return cls(
            shipped["cpu_ms_web"],
            shipped["cpu_ms_redis"],
            shipped["cpu_ms_worker"],
            shipped["redis_commands"],
            shipped["redis_bytes_moved"],
            memory["redis_bytes_a_decided_comment"],
        )


def tables(found: Mapping[str, Any]) -> str:
    """What a comment costs, and what the two rates need."""
    cost = Cost.of(found)
    if cost is None:
        return UNMEASURED
    head = ["", *(f"{rate:,} comments/s" for rate in RATES)]
    rows = [head, ["---"] * len(head), *([name, *cells] for name, cells in needs(cost))]
    return "\n".join([costs(cost), "", *(f"| {' | '.join(row)} |" for row in rows)])


def costs(cost: Cost) -> str:
    """One comment, in a sentence."""
    return (
        f"One comment as shipped: {cost.worker:.2f} ms of a worker's core, {cost.web:.2f} ms of the web's, "
        f"{cost.redis:.3f} ms of Redis' single thread for {cost.commands:.1f} commands, {cost.moved / 1024:.1f} KiB to "
        f"and from Redis, {cost.kept:,.0f} bytes kept. One Redis, {USE:.0%} busy, carries "
        f"{redis_limit(cost):,.0f} comments/s."
    )


def redis_limit(cost: Cost) -> float:
    """Comments a second that one Redis carries."""
    return USE * 1000 / cost.redis


def needs(cost: Cost) -> Iterator[tuple[str, list[str]]]:
    """What each rate needs, row by row."""
    yield "worker cores", [f"{cores(rate, cost.worker)}" for rate in RATES]
    yield "web cores", [f"{cores(rate, cost.web)}" for rate in RATES]
    yield "Redis commands/s", [f"{rate * cost.commands:,.0f}" for rate in RATES]
    yield "Redis' thread busy", [f"{rate * cost.redis / 1000:.0%}" for rate in RATES]
    yield "Redis shards (by site)", [f"{ceil(rate / redis_limit(cost))}" for rate in RATES]
    yield "network to and from Redis", [f"{rate * cost.moved * 8 / 1e6:,.0f} Mbit/s" for rate in RATES]
    day = [rate * 86_400 * cost.kept / 2**30 for rate in RATES]
    yield "kept a day at that rate all day", [f"{each:,.0f} GiB" for each in day]


def cores(rate: int, milliseconds: float) -> int:
    """Cores for a rate at so much CPU a comment."""
    return ceil(rate * milliseconds / 1000 / USE)
