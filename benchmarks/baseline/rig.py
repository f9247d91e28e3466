"""The baselines under test."""

import json
from collections.abc import Sequence
from pathlib import Path

from redis import Redis
from rq import Queue

from benchmarks.rigs import Rig, python
from benchmarks.stores import as_it_comes

QUEUE = "comments"


class Baseline(Rig):
    """Flask, RQ's own worker (`forking` or `simple`) and the transformers pipeline on torch in float32."""

    def __init__(self, kind: str, model: Path) -> None:
        super().__init__({"MODEL": str(model)}, as_it_comes)
        self.kind = kind
        self.environment["REDIS_URL"] = self.store.url
        self.queue = Queue(QUEUE, connection=Redis.from_url(self.store.url))

    def fill(self, texts: Sequence[str]) -> None:
        """What `app.submit` does."""
        for number, text in enumerate(texts):
            id = f"{number:032x}"
            comment = {"id": id, "article": "a1", "author": f"독자{number}", "text": text, "state": "pending"}
            self.store.redis.set(f"comment:{id}", json.dumps(comment, ensure_ascii=False))
            self.queue.enqueue("benchmarks.baseline.jobs.judge", id)

    def decided(self) -> int:
        """Jobs that RQ has finished."""
        return self.store.count("ZCARD", f"rq:finished:{QUEUE}")

    def worker_command(self) -> list[str]:
        """RQ's worker with the model loaded."""
        return python("benchmarks.baseline.worker", self.kind)

    def web_command(self, port: int) -> tuple[list[str], dict[str, str]]:
        """Flask behind gunicorn."""
        return python("benchmarks.baseline.web", str(port)), {}
