"""The systems side by side: the same texts, the same cores, each on a store of its own, in turn."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.accuracy import macro_f1
from benchmarks.baseline.rig import Baseline
from benchmarks.drains import steady
from benchmarks.flops import a_comment
from benchmarks.load import closed
from benchmarks.models import ModelInUse, in_use
from benchmarks.options import Options
from benchmarks.ours import Ours, body_of
from benchmarks.peak import Peaks
from benchmarks.rigs import Rig, Web
from benchmarks.stats import Spread, interleaved, rounded
from benchmarks.texts import Texts

Figures = dict[str, float]
FORKING, SIMPLE = "`rq worker`, transformers pipeline", "`SimpleWorker`, transformers pipeline"
BASELINE_RATE = 400
"""No baseline decides more comments a second on the machines that this is for: it needs no larger backlog."""


@dataclass(frozen=True, slots=True)
class System:
    """A name, what it is, its model, and how to put it up."""

    name: str
    what: str
    model: ModelInUse
    put_up: Callable[[], Rig]

    @property
    def baseline(self) -> bool:
        """Whether it is what somebody would build instead."""
        return self.model.name == "torch"


@dataclass(slots=True)
class Measured:
    """What one system's rounds have shown, by the name of the figure."""

    rounds: list[Figures] = field(default_factory=list)

    def spreads(self) -> dict[str, Spread]:
        """The spread of each figure over the rounds."""
        return {name: Spread.of([each[name] for each in self.rounds]) for name in self.rounds[0]}


def present(options: Options) -> tuple[list[System], dict[str, str]]:
    """The systems that can be measured here, and why the others cannot."""
    used, absent = in_use(options)
    systems = []
    if "torch" in used:
        folder = used["torch"].folder
        systems = [
            System("forking", FORKING, used["torch"], lambda: Baseline("forking", folder)),
            System("simple", SIMPLE, used["torch"], lambda: Baseline("simple", folder)),
        ]
    if "float" in used:
        model = used["float"].folder
        systems.append(System("float", "ours, float weights", used["float"], lambda: Ours(model)))
    shipped = used["shipped"]
    systems += [
        System("shipped", "ours as shipped", shipped, lambda: Ours(shipped.folder)),
        System("batch1", "ours, one comment at a time", shipped, lambda: Ours(shipped.folder, single=True)),
    ]
    return systems, absent


def measure(options: Options, texts: Texts, peaks: Peaks, say: Callable[[str], None]) -> dict[str, Any]:
    """All systems, in interleaved rounds."""
    systems, absent = present(options)
    for name, why in absent.items():
        say(f"{name} is left out: {why}")
    measured = {system.name: Measured() for system in systems}
    for number, system in interleaved(systems, options.repeat):
        figures = one_round(system, options, texts)
        measured[system.name].rounds.append(figures)
        say(f"round {number + 1}: {system.name:<8} {figures['comments_per_s']:8.1f} comments/s")
    flops = a_comment(options.model, texts.take(2000))
    models = {system.model.name: system.model for system in systems}
    scores = {name: macro_f1(model, texts, options) for name, model in models.items()}
    return {
        system.name: entry(system, measured[system.name].spreads(), scores[system.model.name])
        | {"peak_share": share(measured[system.name], flops, peaks.of(system.model.precision))}
        for system in systems
    } | {name: {"left_out": why} for name, why in absent.items()}


def share(measured: Measured, flops: float, peak: float | None) -> float | None:
    """Which part of the machine's peak the whole system turns into scores."""
    rate = measured.spreads()["comments_per_s"].median
    return rounded(rate * flops / peak) if peak else None


def entry(system: System, spreads: Mapping[str, Spread], score: float | None) -> dict[str, Any]:
    """What is kept of a system: medians by name, and their ranges beside them."""
    return {
        "what": system.what,
        "model": system.model.identity,
        "precision": system.model.precision,
        **{name: rounded(spread.median) for name, spread in spreads.items()},
        "cpu_ms": rounded(sum(spread.median for name, spread in spreads.items() if name.startswith("cpu_ms_"))),
        "macro_f1": score,
        "ranges": {name: [rounded(spread.low), rounded(spread.high)] for name, spread in spreads.items()},
    }


def one_round(system: System, options: Options, texts: Texts) -> Figures:
    """Put a system up, have it take some comments over HTTP and work off a backlog, and take it down."""
    backlog = min(options.comments, int(BASELINE_RATE * options.seconds)) if system.baseline else options.comments
    with system.put_up() as rig:
        intake = take_in(rig, rig.start_web(), texts.take(options.posts + 50))
        rig.fill(texts.take(backlog, options.posts + 50))
        began = time.perf_counter()
        workers = rig.start_workers(options.workers)
        first = rig.until_decided(1) - began
        cost = steady(rig, backlog, options.seconds)
        resident = [worker.resident() for worker in workers]
        return {
            "comments_per_s": cost.rate,
            "cpu_ms_web": intake["web"],
            "cpu_ms_redis": intake["redis"] + 1000 * cost.each(cost.store.cpu),
            "cpu_ms_worker": 1000 * cost.each(cost.worker_cpu),
            "redis_commands": intake["commands"] + cost.each(cost.store.commands),
            "redis_bytes_moved": intake["moved"] + cost.each(cost.store.received + cost.store.sent),
            "worker_pss_mb": max(each.pss for each in resident),
            "worker_rss_mb": max(each.rss for each in resident),
            "first_decision_s": first,
        }


def take_in(rig: Rig, web: Web, texts: Sequence[str]) -> Figures:
    """What the web and Redis spend on taking in a comment; the first fifty warm it up."""
    bodies = [body_of(text, number) for number, text in enumerate(texts)]
    closed(web, rig.path_of_comments, bodies[:50])
    cpu, counts = web.process.cpu(), rig.store.counts()
    answers = closed(web, rig.path_of_comments, bodies[50:])
    taken = sum(answer.status == 202 for answer in answers)
    if not taken:
        raise RuntimeError(f"no comment was accepted; the last answer was {answers[-1].status}")
    spent = rig.store.counts() - counts
    return {
        "web": 1000 * (web.process.cpu() - cpu) / taken,
        "redis": 1000 * spent.cpu / taken,
        "commands": spent.commands / taken,
        "moved": (spent.received + spent.sent) / taken,
    }
