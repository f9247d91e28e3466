"""The one TOML file of a training run, read into frozen values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Prepare:
    """Which part of each table is held back for calibration, and how the split is drawn."""

    held_share: float = 0.1
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Train:
    """One training run.  `tokens` is the padded size of a batch; rates are AdamW's peak rates."""

    seed: int = 7
    start_seed: int = 0
    """Draws what is new in the model; runs that share it, and differ in `seed`, can be averaged.  0: `seed`."""
    epochs: int = 4
    tokens: int = 1536
    most_rows: int = 64
    window: int = 160
    rate: float = 1.5e-4
    head_rate: float = 5e-4
    layer_decay: float = 0.9
    weight_decay: float = 0.01
    warmup: float = 0.06
    cooldown: float = 0.5
    clip: float = 1.0
    ema: float = 0.998
    dropout: float = 0.1
    evasion: float = 0.2
    split: float = 0.0
    """How often a piece is read as two shorter ones."""
    checkpoint_every: int = 200
    toxic_weight: float = 2.0
    share: dict[str, float] = field(default_factory=dict)
    """How much of a source's rows an epoch sees: {"kotox": 0.5}; 1 where nothing is said."""
    voices: dict[str, dict[str, float]] = field(default_factory=dict)
    """With which source token a source's rows are read, and how often: {"own": {"kmhas": 0.8, "own": 0.2}}.

    Clean rows may be read otherwise than the rest: {"kosbi-clean": {"kmhas": 1}}.
    """


@dataclass(frozen=True, slots=True)
class Join:
    """How many pieces are joined, and how their embeddings are found (`settle`)."""

    pieces: int = 1000
    seed: int = 7
    steps: int = 400
    rate: float = 3e-3
    tokens: int = 1024
    most_rows: int = 32


@dataclass(frozen=True, slots=True)
class Prune:
    """How many units of each feed-forward and heads of each attention stay; training texts that tell which."""

    units: int = 1152
    heads: int = 12
    texts: int = 1500
    seed: int = 3


@dataclass(frozen=True, slots=True)
class Release:
    """Name and version that the exported folder carries.  `live_layers` counts from below (see `export.quantise`)."""

    name: str = "hanmadi-toxicity"
    version: str = "0.1.0"
    live_layers: int = 0


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run depends on besides the data and the base encoder."""

    prepare: Prepare = field(default_factory=Prepare)
    train: Train = field(default_factory=Train)
    join: Join = field(default_factory=Join)
    prune: Prune = field(default_factory=Prune)
    release: Release = field(default_factory=Release)


def read_config(path: Path) -> Config:
    """Read `path`; raises `ValueError` that names every table or key it does not know."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds: dict[str, type[Any]] = {
        "prepare": Prepare,
        "train": Train,
        "join": Join,
        "prune": Prune,
        "release": Release,
    }
    unknown = [name for name in tables if name not in kinds]
    for name, kind in kinds.items():
        known = {f.name for f in fields(kind)}
        unknown += [f"{name}.{key}" for key in tables.get(name, {}) if key not in known]
    if unknown:
        raise ValueError(f"{path}: unknown setting: {', '.join(unknown)}")
    return Config(**{name: kind(**tables.get(name, {})) for name, kind in kinds.items()})
