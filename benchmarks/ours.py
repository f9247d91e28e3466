"""Hanmadi under test: its own commands, on the store that `hanmadi run` would start."""

import secrets
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.processes import ROOT
from benchmarks.rigs import Rig, python
from benchmarks.stores import Store, as_shipped
from moderation.comment import Article, Author, Comment
from moderation.config import Settings
from moderation.desk import Desk, utc_now
from moderation.wiring import open_desk

SITE = "bench"
ARTICLES = 50
"""Comments are spread over so many articles."""

ROOMY = {
    "HANMADI_RATE_SITE": "1000000/60",
    "HANMADI_RATE_AUTHOR": "1000000/60",
    "HANMADI_BACKLOG_SECONDS": "86400",
}
"""Limits that are looked at like any, and never reached: a refused comment costs nothing, and would look cheap."""

CHUNK = 100
"""As many as a batch of the API holds."""


class Ours(Rig):
    """Our web, workers and sweep.  `single` judges every comment by itself."""

    def __init__(
        self,
        model: Path | None = None,
        *,
        single: bool = False,
        store: Callable[[Path, Mapping[str, str]], Store] = as_shipped,
    ) -> None:
        named = {"HANMADI_MODEL": str(model)} if model else {}
        super().__init__({**named, "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1"}, store)
        self.single = single
        self.environment |= ROOMY
        self.environment |= {"HANMADI_REDIS_URL": self.store.url, "HANMADI_DATA": str(self.folder)}
        self.environment.pop("HANMADI_DEMO_API", None)
        self.desk: Desk = open_desk(Settings.read(self.environment))
        self.headers = {"Authorization": f"Bearer {self._new_key()}"}

    def fill(self, texts: Sequence[str]) -> None:
        """As the batch endpoint would, without HTTP and its back-pressure."""
        comments = [comment_of(text, number) for number, text in enumerate(texts)]
        for start in range(0, len(comments), CHUNK):
            self.desk.comments.receive(comments[start : start + CHUNK])

    def decided(self) -> int:
        """Entries that were ever added to the site's stream (docs/redis.md): one for each decision."""
        if not self.store.count("EXISTS", f"hm:decisions:{SITE}"):
            return 0
        return int(self.store.redis.xinfo_stream(f"hm:decisions:{SITE}")["entries-added"])

    def decisions(self) -> dict[str, float]:
        """When each comment was decided, in seconds since the epoch, by its id: what the site's stream says."""
        entries = self.store.redis.xrange(f"hm:decisions:{SITE}")
        return {fields[b"id"].decode(): int(entry.split(b"-")[0]) / 1000 for entry, fields in entries}

    def worker_command(self) -> list[str]:
        """`hanmadi worker`."""
        return python("benchmarks.single") if self.single else python("moderation.cli", "worker")

    def web_command(self, port: int) -> tuple[list[str], dict[str, str]]:
        """`hanmadi web`."""
        return python("moderation.cli", "web"), {"HANMADI_PORT": str(port)}

    def start_sweep(self) -> None:
        """`hanmadi sweep`, which a whole installation has beside its workers."""
        self.others.append(self._start(python("moderation.cli", "sweep"), "sweep"))

    def _new_key(self) -> str:
        made = subprocess.run(
            python("moderation.cli", "site", "add", SITE),
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return made.stdout.strip()


def comment_of(text: str, number: int) -> Comment:
    """A guest's comment under one of the articles."""
    return Comment(
        id=f"c_{secrets.token_urlsafe(15)}",
        site=SITE,
        article=Article(f"a{number % ARTICLES}"),
        author=Author("guest", f"독자{number}"),
        text=text,
        received_at=utc_now(),
    )


def body_of(text: str, number: int) -> dict[str, Any]:
    """The same comment as a site would POST it."""
    return {
        "article": {"id": f"a{number % ARTICLES}"},
        "author": {"kind": "guest", "name": f"독자{number}"},
        "text": text,
    }
