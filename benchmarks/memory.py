"""How much of Redis' memory a decided comment keeps, with everything that was written for it."""

from collections import Counter
from typing import Any

from benchmarks.options import Options
from benchmarks.ours import Ours
from benchmarks.stats import Spread, rounded
from benchmarks.texts import Texts

MOST = 10_000
SHOWN = 12


def measure(options: Options, texts: Texts) -> dict[str, Any]:
    """Memory of Redis after so many decided comments, less what it was before them."""
    count = min(MOST, options.comments)
    with Ours(options.model) as rig:
        empty = rig.store.memory()
        rig.fill(texts.take(count))
        queued = rig.store.memory()
        rig.start_workers(options.workers)
        rig.until_decided(count, seconds=24 * 3600)
        resident = [worker.resident() for worker in rig.workers]
        rig.stop_workers()
        decided = rig.store.memory()
        kinds = by_kind(rig.store.redis)
        pss = Spread.of([each.pss for each in resident])
        return {
            "comments": count,
            "redis_bytes_a_decided_comment": round((decided - empty) / count),
            "redis_bytes_by_kind": {kind: round(size / count, 1) for kind, size in kinds.most_common(SHOWN)},
            "redis_bytes_a_queued_comment": round((queued - empty) / count),
            "worker_pss_mb": rounded(pss.high),
            "worker_rss_mb": rounded(max(each.rss for each in resident)),
        }


def by_kind(redis: Any) -> Counter[str]:
    """Bytes of the keys of each kind (`hm:comment:c_1` is of the kind `hm:comment`), without the tables of keys."""
    kinds: Counter[str] = Counter()
    names = list(redis.scan_iter(count=1000))
    with redis.pipeline(transaction=False) as pipe:
        for name in names:
            pipe.memory_usage(name, samples=0)
        for name, size in zip(names, pipe.execute(), strict=True):
            kinds[":".join(name.decode().split(":")[:2])] += size or 0
    return kinds
