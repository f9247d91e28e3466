"""Reading the list under an article with 10,000 comments: its first page, its last, and one that has not changed."""

import time
from collections.abc import Callable
from typing import Any

from benchmarks.client import Answer, Client
from benchmarks.load import CONNECTIONS, together
from benchmarks.options import Options
from benchmarks.ours import Ours
from benchmarks.rigs import Web
from benchmarks.stats import Spread, interleaved, percentile, rounded
from benchmarks.stored import store_decided
from benchmarks.texts import Texts

ARTICLE = "long"
PATH = f"/v1/articles/{ARTICLE}/comments"
MOST = 10_000
PAGE = 50

Ask = Callable[[Client], Answer]


def measure(options: Options, texts: Texts) -> dict[str, Any]:
    """Answers a second and percentiles of each kind of read."""
    count = min(MOST, options.stored, 10 * options.comments)
    with Ours(options.model) as rig:
        store_decided(rig, texts.take(count), ARTICLE)
        web = rig.start_web()
        last, etag = walk(web, count)
        kinds: dict[str, tuple[Ask, int]] = {
            "first_page": (lambda client: client.get(f"{PATH}?limit={PAGE}"), 200),
            "last_page": (lambda client: client.get(last), 200),
            "unchanged": (lambda client: client.get(f"{PATH}?limit={PAGE}", etag), 304),
        }
        found: dict[str, list[dict[str, float]]] = {name: [] for name in kinds}
        for _, name in interleaved(list(kinds), options.repeat):
            found[name].append(reads(web, *kinds[name], options.seconds / 4))
        return {"comments": count, "page": PAGE, **{name: in_all(rounds) for name, rounds in found.items()}}


def walk(web: Web, count: int) -> tuple[str, str]:
    """The path of the last page, and the entity tag of the first; every comment must have been met on the way."""
    client, path, met = web.client(), f"{PATH}?limit={PAGE}", 0
    first = client.get(path)
    while True:
        page = client.get(path).json()
        met += len(page["comments"])
        if page["next"] is None:
            client.close()
            if met != count:
                raise RuntimeError(f"{met} of {count} comments were on the pages of the article")
            return path, first.etag
        path = f"{PATH}?limit={PAGE}&cursor={page['next']}"


def reads(web: Web, ask: Ask, expected: int, seconds: float) -> dict[str, float]:
    """The same read over and over by a few clients at once."""
    times: list[float] = []
    until = time.perf_counter() + seconds

    def reader() -> None:
        client = web.client()
        while (began := time.perf_counter()) < until:
            status = ask(client).status
            if status != expected:
                raise RuntimeError(f"a read was answered {status}, not {expected}")
            times.append(time.perf_counter() - began)
        client.close()

    together(reader, CONNECTIONS)
    return {
        "reads_per_s": len(times) / seconds,
        "p50_ms": 1000 * percentile(times, 0.5),
        "p99_ms": 1000 * percentile(times, 0.99),
    }


def in_all(rounds: list[dict[str, float]]) -> dict[str, Any]:
    """Medians and ranges."""
    figures: dict[str, Any] = {}
    for name in rounds[0]:
        spread = Spread.of([each[name] for each in rounds])
        figures[name] = rounded(spread.median)
        figures[f"{name}_range"] = [rounded(spread.low), rounded(spread.high)]
    return figures
