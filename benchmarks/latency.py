"""From accept to decision at half and at four fifths of the most that the whole installation sustains."""

import threading
import time
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from benchmarks.load import CONNECTIONS, Posted, open_loop, together
from benchmarks.options import Options
from benchmarks.ours import Ours, body_of
from benchmarks.rigs import Web
from benchmarks.stats import Spread, percentile, rounded
from benchmarks.texts import Texts

IN_FLIGHT = 200
"""So many comments are kept on their way while the maximum is sought: enough for full batches, no queue that grows."""

SHARES = {"at_50": 0.5, "at_80": 0.8}
SETTLE_SECONDS = 60.0

WARM, MOST_FRESH = 500, 10**6
"""Comments that are decided before anything is measured, and their place among the texts: nobody else's."""


def measure(options: Options, texts: Texts) -> dict[str, Any]:
    """The maximum, and the latency at each share of it."""
    fresh = count()
    with Ours(options.model) as rig:
        web = rig.start_web()
        rig.start_workers(options.workers)
        rig.start_sweep()
        rig.fill(texts.take(WARM, MOST_FRESH))
        rig.until_decided(WARM)
        bodies = (body_of(texts.take(1, number)[0], number) for number in fresh)
        best = [maximum(rig, web, bodies, options.seconds) for _ in range(max(1, options.repeat - 1))]
        most = Spread.of(best)
        found: dict[str, Any] = {
            "maximum": rounded(most.median),
            "maximum_range": [rounded(most.low), rounded(most.high)],
        }
        for name, share in SHARES.items():
            rounds = [at_rate(rig, web, bodies, share * most.median, options.seconds) for _ in range(options.repeat)]
            found[name] = in_all(rounds, share * most.median)
        return found


def maximum(rig: Ours, web: Web, bodies: Iterator[Any], seconds: float) -> float:
    """Comments a second from POST to decision with a bounded number of them on their way."""
    lock, stop = threading.Lock(), threading.Event()
    sent, done = [rig.decided()], [rig.decided()]

    def sender() -> None:
        client = web.client()
        while not stop.is_set():
            if sent[0] - done[0] >= IN_FLIGHT:
                time.sleep(0.002)
                continue
            with lock:
                sent[0] += 1
                body = next(bodies)
            if client.post("/v1/comments", body).status != 202:
                raise RuntimeError("a comment was not accepted while the maximum was sought")
        client.close()

    senders = threading.Thread(target=together, args=(sender, 2 * CONNECTIONS), daemon=True)
    senders.start()
    samples = list[tuple[float, int]]()
    until = time.perf_counter() + seconds
    while time.perf_counter() < until and senders.is_alive():
        done[0] = rig.decided()
        samples.append((time.perf_counter(), done[0]))
        time.sleep(0.01)
    stop.set()
    senders.join()
    rig.until_decided(sent[0], SETTLE_SECONDS)
    start, end = samples[len(samples) // 4], samples[-1]
    return (end[1] - start[1]) / (end[0] - start[0])


def at_rate(rig: Ours, web: Web, bodies: Iterator[Any], rate: float, seconds: float) -> dict[str, Any]:
    """Latencies at one rate of arrivals, which does not wait for anybody."""
    before = rig.decided()
    posted = open_loop(web, "/v1/comments", bodies, rate, seconds)
    accepted = [each for each in posted if each.status == 202]
    rig.until_decided(before + len(accepted), SETTLE_SECONDS)
    return told(posted, accepted, rig.decisions())


def told(posted: Sequence[Posted], accepted: Sequence[Posted], decided: dict[str, float]) -> dict[str, Any]:
    """Milliseconds from the moment a comment was due to its decision, and to its 202."""
    until = [decided[each.id] - each.due for each in accepted if each.id in decided]
    return {
        "decision": [1000 * each for each in until],
        "intake": [1000 * each.seconds for each in accepted],
        "refused": len(posted) - len(accepted),
        "undecided": len(accepted) - len(until),
    }


def in_all(rounds: Sequence[dict[str, Any]], rate: float) -> dict[str, Any]:
    """Medians of the rounds' percentiles, and their ranges."""
    figures: dict[str, Any] = {"rate": rounded(rate), "comments": sum(len(each["decision"]) for each in rounds)}
    for name in ("decision", "intake"):
        for label, share in (("p50", 0.5), ("p99", 0.99)):
            spread = Spread.of([percentile(each[name], share) for each in rounds])
            key = f"{label}_ms" if name == "decision" else f"intake_{label}_ms"
            figures[key] = rounded(spread.median)
            figures[f"{key}_range"] = [rounded(spread.low), rounded(spread.high)]
    for name in ("refused", "undecided"):
        figures[name] = sum(each[name] for each in rounds)
    return figures
