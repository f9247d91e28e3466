"""A model's folder: a standard `transformers` folder with `hanmadi.json`, which says how we serve it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import ModelUnavailable

MANIFEST = "hanmadi.json"
OPTIONS = ("window", "overlap", "weights", "precision", "quantised", "backend")


@dataclass(frozen=True, slots=True)
class Manifest:
    """How a folder is served.  `columns` says which output is which label; `window` counts tokens."""

    name: str
    version: str
    columns: tuple[tuple[int, str], ...]
    exclusive: bool = False
    """True where one softmax over all outputs was trained, instead of a sigmoid for each."""
    window: int = 128
    overlap: int = 32
    weights: str | None = None
    precision: str = "f32"
    quantised: str = ""
    backend: str = "openvino"

    @property
    def identity(self) -> str:
        """`name@version`, as it stands in a decision."""
        return f"{self.name}@{self.version}"

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that are reported, in order."""
        return tuple(label for _, label in self.columns)


def read_json(path: Path) -> dict[str, Any]:
    """The object in `path`; raises `ModelUnavailable` where there is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelUnavailable(f"The model folder {path.parent} has no {path.name}.") from None
    except (OSError, ValueError) as fault:
        raise ModelUnavailable(f"The model's {path} cannot be read: {fault}.") from fault
    if not isinstance(content, dict):
        raise ModelUnavailable(f"The model's {path} is not a JSON object.")
    return content


def columns_of(outputs: Mapping[str, str], wanted: Mapping[str, str]) -> tuple[tuple[int, str], ...]:
    """For each wanted label the number of its output; `wanted` maps outputs' names to labels."""
    numbers = {name: int(number) for number, name in outputs.items()}
    missing = [name for name in wanted if name not in numbers]
    if missing:
        raise ModelUnavailable(
            f"The label map names {', '.join(missing)}; the model's outputs are {', '.join(numbers)}."
        )
    if "toxic" not in wanted.values():
        raise ModelUnavailable("The model's label map names no output for the label toxic.")
    return tuple((numbers[name], label) for name, label in wanted.items())


def read_manifest(folder: Path, label_map: Mapping[str, str] | None = None) -> Manifest:
    """Read `config.json` and `hanmadi.json` of `folder`; `label_map` (output's name -> label) stands in for the latter.

    Raises `ModelUnavailable` with one sentence: no folder, no file, no such output, no label `toxic`.
    """
    if not folder.is_dir():
        raise ModelUnavailable(f"There is no model folder {folder}.")
    config = read_json(folder / "config.json")
    outputs = config.get("id2label")
    if not isinstance(outputs, dict):
        raise ModelUnavailable(f"The model's {folder / 'config.json'} names no labels (id2label).")
    exclusive = config.get("problem_type") == "single_label_classification"
    if label_map is not None and not (folder / MANIFEST).exists():
        return Manifest(folder.name, "0", columns_of(outputs, label_map), exclusive)
    own = read_json(folder / MANIFEST)
    wanted = label_map or own.get("labels")
    if not isinstance(wanted, dict) or not isinstance(own.get("name"), str) or not isinstance(own.get("version"), str):
        raise ModelUnavailable(f"The model's {folder / MANIFEST} lacks name, version or labels.")
    extra = {key: own[key] for key in OPTIONS if key in own}
    return Manifest(own["name"], own["version"], columns_of(outputs, wanted), own.get("exclusive", exclusive), **extra)
