"""`last.json`: what the last run found, kept section by section: a run that was cut off goes on where it was."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.options import Options

VERSION = 1
SECTIONS = ("peak_share", "systems", "latency", "intake", "drain", "memory", "reads", "flat", "scaling")
"""In the order in which they are measured; `systems` needs the peaks."""


class Unusable(Exception):
    """A record that is not there, or not in our form."""


def read(path: Path) -> dict[str, Any]:
    """The record of a run.  Raises Unusable."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise Unusable(f"{path} cannot be read: {fault}") from fault
    if not isinstance(found, dict) or found.get("version") != VERSION:
        raise Unusable(f"{path} is not a record of version {VERSION}")
    return found


def begun(options: Options, texts: str) -> dict[str, Any]:
    """A record without any section yet."""
    sizes = {name: value for name, value in asdict(options).items() if not isinstance(value, Path)}
    sizes.pop("float_model", None)
    return {"version": VERSION, "machine": machine.description(), "texts": texts, "options": sizes, "measured": {}}


def put(record: dict[str, Any], section: str, found: Mapping[str, Any], load: tuple[float, float], took: float) -> None:
    """Add what a section found, with when and where, the load before and after it, and the seconds that it took."""
    record[section] = dict(found)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    on = record["machine"]["processor"]
    record["measured"][section] = {"at": at, "load": list(load), "seconds": round(took), "processor": on}


def continued(old: Mapping[str, Any], fresh: Mapping[str, Any]) -> dict[str, Any]:
    """The sections of `old` in a record of this run: each keeps the machine on which it was measured."""
    on = {"processor": old["machine"]["processor"]}
    measured = {section: on | each for section, each in old["measured"].items()}
    return {**old, **fresh, "measured": measured}


def write(record: Mapping[str, Any], path: Path) -> None:
    """Replace the file in one step."""
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(beside, path)
