"""`make bench-smoke`: ratios only, in under a minute, with what every machine has.  `python -m benchmarks.smoke`.

Ratios of CPU time and of Redis' commands, taken in turn on one machine, hold on a busy one too; rates would not.
"""

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.drains import Cost
from benchmarks.flat import one_turn
from benchmarks.models import in_use
from benchmarks.options import Options, float_folder
from benchmarks.ours import Ours
from benchmarks.stats import Spread, interleaved
from benchmarks.stored import store_decided
from benchmarks.texts import Texts, open_texts

COMMENTS, ROUNDS, STORED = 100, 3, 3_000


@dataclass(frozen=True, slots=True)
class Ratio:
    """What is compared, how much it is, and from where to where it may be."""

    name: str
    value: float
    least: float
    most: float

    @property
    def holds(self) -> bool:
        """Whether it is within its limits."""
        return self.least <= self.value <= self.most

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "FAILED"
        return f"{self.name:<68} {self.value:6.2f}   ({self.least:g} to {self.most:g})   {verdict}"


def measure(texts: Texts) -> dict[str, list[Cost]]:
    """What a comment costs as shipped, one at a time, and as shipped beside others that are stored."""
    with ExitStack() as stack:
        rigs = {
            "shipped": stack.enter_context(Ours()),
            "batch1": stack.enter_context(Ours(single=True)),
            "full": stack.enter_context(Ours()),
        }
        store_decided(rigs["full"], texts.take(STORED, 10**6))
        for rig in rigs.values():
            rig.start_workers(1)
        costs: dict[str, list[Cost]] = {name: [] for name in rigs}
        for number, name in interleaved(list(rigs), ROUNDS + 1):
            cost = one_turn(rigs[name], texts.take(COMMENTS, number * COMMENTS))
            if number:  # the first turn warms up
                costs[name].append(cost)
        return costs


def ratios(costs: Mapping[str, list[Cost]]) -> list[Ratio]:
    """What must hold, with limits far from what is measured on a quiet machine."""
    cpu = {name: Spread.of([cost.cpu_ms for cost in found]).median for name, found in costs.items()}
    asked = {name: Spread.of([cost.each(cost.store.commands) for cost in each]).median for name, each in costs.items()}
    stored = f"{STORED:,} stored over none"
    return [
        Ratio("CPU a comment: one at a time over as shipped", cpu["batch1"] / cpu["shipped"], 1.2, 100),
        Ratio("Redis commands a comment: as shipped over one at a time", asked["shipped"] / asked["batch1"], 0, 0.9),
        Ratio(f"CPU a comment: {stored}", cpu["full"] / cpu["shipped"], 0, 1.5),
        Ratio(f"Redis commands a comment: {stored}", asked["full"] / asked["shipped"], 0, 1.25),
    ]


def main() -> int:
    """Print every ratio; 1 if any does not hold."""
    texts = open_texts()
    print(f"comments: {texts.source}")
    _, left_out = in_use(Options(float_model=float_folder(None)))
    for name, why in left_out.items():
        print(f"not compared with {name}: {why}")
    found = ratios(measure(texts))
    print(*found, sep="\n")
    return int(not all(ratio.holds for ratio in found))


if __name__ == "__main__":
    sys.exit(main())
