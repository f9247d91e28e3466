"""The most that this machine multiplies in each precision, and how much of it the model's calls reach.

Both with the same runtime, one thread in each of as many processes as there are workers, all at once.
"""

import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.flops import encoder_of, token_counts
from benchmarks.options import Options
from benchmarks.stats import Spread, interleaved, rounded
from benchmarks.texts import Texts
from models.classifier import Classifier, read_tokenizer
from models.folder import read_manifest
from models.packing import Ints, in_packs
from models.runtimes import Floats, OpenVino, Tokens, one_stream

SIZES = ((1024, 1024, 1024), (512, 384, 1536), (2048, 1024, 1024))
"""Rows, inner size and columns of the products that are tried: the fastest is the peak."""

PRECISIONS = ("f32", "bf16", "int8")
BATCH = 128
"""Comments that are scored together, as a worker with a backlog does."""

Work = Callable[[Barrier, Any], None]


@dataclass(frozen=True, slots=True)
class Peaks:
    """FLOP a second of all processes together, by precision (int8: integer operations)."""

    flops: dict[str, float]

    def of(self, precision: str) -> float | None:
        """The peak of a precision; None where it was not measured."""
        return self.flops.get(precision)


def measure_peaks(options: Options, say: Callable[[str], None]) -> tuple[Peaks, dict[str, list[float]]]:
    """The peak of each precision (the median of the rounds) and its range."""
    found: dict[str, list[float]] = {name: [] for name in PRECISIONS}
    seconds = min(2.0, options.seconds / 4)
    for _, precision in interleaved(PRECISIONS, max(2, options.repeat)):
        best = max(sum(at_once(partial(multiply, size, precision, seconds), options.workers)) for size in SIZES)
        found[precision].append(best)
        say(f"peak {precision:<5} {best / 1e9:8.1f} GFLOP/s in {options.workers} processes")
    spreads = {name: Spread.of(values) for name, values in found.items()}
    return (
        Peaks({name: spread.median for name, spread in spreads.items()}),
        {name: [rounded(spread.low / 1e9), rounded(spread.high / 1e9)] for name, spread in spreads.items()},
    )


def at_once(work: Callable[[Barrier], Any], count: int) -> list[Any]:
    """What `work` returns in so many processes that begin together."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(count), context.SimpleQueue()
    processes = [context.Process(target=_reporting, args=(work, barrier, results), daemon=True) for _ in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            raise RuntimeError(f"a measuring process ended with {process.exitcode}")
    return [results.get() for _ in range(count)]


def _reporting(work: Callable[[Barrier], Any], barrier: Barrier, results: Any) -> None:
    results.put(work(barrier))


def multiply(size: tuple[int, int, int], precision: str, seconds: float, barrier: Barrier) -> float:
    """FLOP a second of one big matrix product, over and over."""
    rows, inner, columns = size
    request = product(size, precision)
    given = np.random.default_rng(7).standard_normal((rows, inner), dtype=np.float32)
    for _ in range(3):
        request.infer([given])
    barrier.wait()
    times, until = [], time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.perf_counter()
        request.infer([given])
        times.append(time.perf_counter() - began)
    return 2.0 * rows * inner * columns * len(times) / sum(times)


def product(size: tuple[int, int, int], precision: str) -> Any:
    """A request that multiplies given rows by a constant matrix, and sums them up so that nothing big is copied."""
    import openvino
    from openvino import opset13 as ov

    rows, inner, columns = size
    weights = np.random.default_rng(8).standard_normal((inner, columns), dtype=np.float32)
    given = ov.parameter([rows, inner], np.float32)
    left, right = given, ov.constant(weights)
    if precision == "int8":
        left = ov.fake_quantize(left, *_range(-4.0, 4.0), levels=256)
        right = ov.fake_quantize(right, *_range(-4.0, 4.0), levels=255)
    total = ov.reduce_max(ov.matmul(left, right, False, False), ov.constant(np.array([1])), False)
    settings = one_stream("bf16" if precision == "bf16" else "f32", threads=1)
    model = openvino.Model([total], [given], "product")
    return openvino.Core().compile_model(model, "CPU", settings).create_infer_request()


def _range(low: float, high: float) -> list[Any]:
    from openvino import opset13 as ov

    return [ov.constant(np.float32(value)) for value in (low, high, low, high)]


class Timed:
    """A runtime that counts what it is given and how long it takes."""

    def __init__(self, runtime: OpenVino) -> None:
        self.infer, self.name = runtime.infer, runtime.name
        self.seconds, self.real, self.padded = 0.0, 0, 0

    def logits(self, texts: Tokens, padding: int) -> Floats:
        """What the runtime computes."""
        self.real += sum(map(len, texts))
        return in_packs(self.timed, texts, padding)

    def timed(self, *given: Ints) -> Floats:
        """One call of the runtime."""
        began = time.perf_counter()
        found = self.infer(*given)
        self.seconds += time.perf_counter() - began
        self.padded += given[0].size
        return found


@dataclass(frozen=True, slots=True)
class Calls:
    """What one process' calls of the model came to."""

    flops: float
    seconds_in_calls: float
    seconds: float
    comments: int
    padding: float


def score(folder: Path, texts: Sequence[str], seconds: float, barrier: Barrier) -> Calls:
    """Score the texts in batches for so long (each once: they must be enough), timing the calls of the runtime."""
    manifest = read_manifest(folder)
    timed = Timed(OpenVino(folder, manifest, 1))
    classifier = Classifier(manifest, read_tokenizer(folder), timed)
    encoder = encoder_of(folder)
    costs = [encoder.flops(count) for count in token_counts(folder, texts)]
    classifier.score(texts[: 4 * BATCH])
    timed.seconds, timed.real, timed.padded = 0.0, 0, 0
    barrier.wait()
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < seconds or not done:
        batch = [texts[(done + place) % len(texts)] for place in range(BATCH)]
        classifier.score(batch)
        done += BATCH
    taken = time.perf_counter() - began
    flops = sum(costs[place % len(costs)] for place in range(done))
    return Calls(flops, timed.seconds, taken, done, 1 - timed.real / timed.padded)


def measure_share(options: Options, texts: Texts, peaks: Peaks, folder: Path, precision: str) -> dict[str, Any]:
    """Which part of the peak the model's calls reach, useful tokens only; and what stands around the calls."""
    given = texts.take(4096)
    rounds = [
        at_once(partial(score, folder, given, options.seconds / 2), options.workers) for _ in range(options.repeat)
    ]
    peak = peaks.of(precision)
    reached = Spread.of([sum(each.flops / each.seconds_in_calls for each in calls) for calls in rounds])
    rate = Spread.of([sum(each.comments / each.seconds for each in calls) for calls in rounds])
    return {
        "precision": precision,
        "gflops": rounded(reached.median / 1e9),
        "gflops_range": [rounded(reached.low / 1e9), rounded(reached.high / 1e9)],
        "share": rounded(reached.median / peak) if peak else None,
        "share_with_padding": rounded(reached.median / peak / (1 - rounds[0][0].padding)) if peak else None,
        "padding": rounded(rounds[0][0].padding),
        "comments_per_s": rounded(rate.median),
    }
