"""What a run is asked for."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.processes import ROOT
from moderation.config import MODEL

OUTPUT = ROOT / "benchmarks" / "last.json"
FLOAT = "HANMADI_BENCH_FLOAT"
"""Environment variable: a folder with the model's float weights (`model.safetensors`)."""


@dataclass(frozen=True, slots=True)
class Options:
    """Sizes of a run; `float_model` is None where there are no float weights."""

    model: Path = MODEL
    float_model: Path | None = None
    workers: int = 2
    repeat: int = 3
    seconds: float = 20.0
    """How long one measurement looks."""
    comments: int = 15_000
    """The backlog that a measurement starts with, at most."""
    posts: int = 600
    drain: int = 100_000
    stored: int = 1_000_000
    rows: int = 100_000
    """Labelled rows for F1, at most."""

    def quick(self) -> "Options":
        """The same in small: the figures mean little, but every section runs."""
        return replace(
            self, repeat=1, seconds=4.0, comments=1500, posts=60, drain=min(self.drain, 1000), stored=3000, rows=200
        )


def float_folder(given: str | None) -> Path | None:
    """The folder with float weights: the one that was named, or the model's own where they lie beside the others."""
    named = given or os.environ.get(FLOAT)
    folder = Path(named).absolute() if named else MODEL
    return folder if (folder / "model.safetensors").exists() else None
