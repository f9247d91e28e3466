"""The tables of a record; `python -m benchmarks.report` writes them into the README and docs/scaling.md."""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks import paper, record
from benchmarks.options import OUTPUT
from benchmarks.processes import ROOT
from benchmarks.stats import rounded

__all__ = ["inserted", "page", "rounded", "table"]

PAGES = {"README.md": "table", "benchmarks/README.md": "page", "docs/scaling.md": "paper"}
"""Which part of the report stands in which file, between the markers of `MARKED`."""

MARKED = re.compile(r"(<!-- benchmarks: begin[^>]*-->\n).*?(<!-- benchmarks: end -->)", re.DOTALL)

COLUMNS = {
    "comments/s": ("comments_per_s", ".0f"),
    "CPU-ms a comment (web + Redis + worker)": ("cpu_ms", ".2f"),
    "Redis commands": ("redis_commands", ".1f"),
    "worker MB (PSS)": ("worker_pss_mb", ".0f"),
    "first decision, s": ("first_decision_s", ".1f"),
    "macro-F1": ("macro_f1", ".3f"),
    "share of peak": ("peak_share", ".1%"),
}


def table(found: Mapping[str, Any]) -> str:
    """The systems side by side, and the goals."""
    return "\n\n".join(part for part in (machine_line(found), systems_table(found), goals_table(found)) if part)


def page(found: Mapping[str, Any]) -> str:
    """Everything that a record holds."""
    return "\n\n".join(part for part in (table(found), *sections(found)) if part)


def machine_line(found: Mapping[str, Any]) -> str:
    """On what was measured, with what load beside it."""
    machine, measured = found["machine"], found["measured"]
    loads = [load for each in measured.values() for load in each["load"]]
    load = f"load {min(loads)} to {max(loads)}" if loads else "nothing measured yet"
    days = sorted({each["at"][:10] for each in measured.values()})
    here = machine["processor"]
    others = [f"{name} on {each['processor']}" for name, each in measured.items() if each["processor"] != here]
    on = f"{here} ({', '.join(others)})" if others else here
    model = found.get("systems", {}).get("shipped", {}).get("model")
    return (
        f"{on}, {machine['cores']} cores, {machine['memory_gb']} GB; {machine['kernel']}, "
        f"Python {machine['python']}; {load}; {' to '.join(days[:1] + days[1:][-1:])}; comments: {found['texts']}; "
        f"{found['options']['workers']} workers, median (range) of {found['options']['repeat']} interleaved rounds"
        f"{f'; {model}' if model else ''}."
    )


def systems_table(found: Mapping[str, Any]) -> str:
    """A row a system."""
    if "systems" not in found:
        return ""
    rows = [["", "system", *COLUMNS]]
    for name, system in found["systems"].items():
        if "left_out" in system:
            rows.append([f"`{name}`", f"left out: {system['left_out']}", *[""] * len(COLUMNS)])
            continue
        cells = [cell(system, key, form) for key, form in COLUMNS.values()]
        rows.append([f"`{name}`", f"{system['what']}, {system['precision']}", *cells])
    return markdown(rows)


def cell(system: Mapping[str, Any], key: str, form: str) -> str:
    """A median, with its range where there is one."""
    if system.get(key) is None:
        return "–"
    median = format(system[key], form)
    if key == "cpu_ms":
        parts = " + ".join(format(system[f"cpu_ms_{part}"], form) for part in ("web", "redis", "worker"))
        return f"{median} ({parts})"
    if key not in system["ranges"]:
        return median
    low, high = (format(value, form) for value in system["ranges"][key])
    return f"{median} ({low}–{high})"


def goals_table(found: Mapping[str, Any]) -> str:
    """What was aimed at, and what was reached."""
    rows = [["goal", "limit", "measured", ""]]
    for name, limit, value in goals(found):
        if value is not None:
            bound = float(re.sub(r"[^0-9.]", "", limit))
            reached = value >= bound if limit.startswith("≥") else value <= bound
            rows.append([name, limit, f"{value:.4g}", "reached" if reached else "missed"])
    return markdown(rows) if len(rows) > 1 else ""


def goals(found: Mapping[str, Any]) -> Iterator[tuple[str, str, float | None]]:
    """Each goal with its limit, and the figure or None where it was not measured."""
    shipped = value(found, "systems", "shipped", "comments_per_s")
    for name, limit in (("simple", "≥ 7"), ("forking", "≥ 12")):
        other = value(found, "systems", name, "comments_per_s")
        yield f"shipped over `{name}`, comments/s", limit, shipped / other if shipped and other else None
    share = value(found, "peak_share", "shipped", "share")
    yield "model calls, % of the peak of their precision", "≥ 60", None if share is None else 100 * share
    yield "worker memory, MB", "≤ 350", value(found, "memory", "worker_pss_mb")
    yield "first decision, s", "≤ 3", value(found, "systems", "shipped", "first_decision_s")
    yield "accept to decision at half load, p50, ms", "≤ 60", value(found, "latency", "at_50", "p50_ms")
    yield "accept to decision at half load, p99, ms", "≤ 300", value(found, "latency", "at_50", "p99_ms")
    yield "intake p99 while draining, ms", "≤ 50", value(found, "intake", "p99_ms")
    yield "Redis bytes a decided comment", "≤ 1228", value(found, "memory", "redis_bytes_a_decided_comment")
    worst = value(found, "flat", "worst_over_smallest")
    yield "cost from 1,000 stored to the most, % off", "≤ 10", None if worst is None else 100 * abs(worst - 1)


def value(found: Mapping[str, Any], *path: str) -> float | None:
    """The figure at a path of the record, None where there is none."""
    here: Any = found
    for name in path:
        here = here.get(name) if isinstance(here, Mapping) else None
    return None if here is None else float(here)


def sections(found: Mapping[str, Any]) -> Iterator[str]:
    """The other sections, each as a list of its figures."""
    for name in record.SECTIONS:
        if name in found and name != "systems":
            rows = [["figure", "value"], *([path, shown] for path, shown in flat(found[name]))]
            yield f"### {name}\n\n{markdown(rows)}"


def flat(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Names and values of nested figures; a range stands with its figure."""
    for name, each in figures.items():
        if name.endswith("_range") or name == "ranges":
            continue
        path = f"{prefix}{name}"
        if isinstance(each, Mapping):
            yield from flat(each, f"{path}.")
        elif isinstance(each, list):
            for row in each:
                first, *_ = row.values()
                yield from flat(dict(list(row.items())[1:]), f"{path}[{first:,}].")
        else:
            spread = figures.get(f"{name}_range") or figures.get("ranges", {}).get(name)
            between = f" ({spread[0]:g}–{spread[1]:g})" if spread else ""
            yield f"`{path}`", f"{each:g}{between}" if isinstance(each, float) else f"{each}{between}"


def markdown(rows: list[list[str]]) -> str:
    """A table whose first row is its head."""
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body))


def parts(found: Mapping[str, Any]) -> dict[str, str]:
    """The parts of the report by name."""
    return {"table": table(found), "page": page(found), "paper": paper.tables(found)}


def inserted(text: str, part: str) -> str:
    """A file's text with the part between its markers.  Raises ValueError if it has none."""
    new, count = MARKED.subn(lambda marks: f"{marks[1]}\n{part}\n\n{marks[2]}", text)
    if count != 1:
        raise ValueError("there must be one `<!-- benchmarks: begin -->` and one `<!-- benchmarks: end -->` after it")
    return new


def main(root: Path = ROOT, output: Path = OUTPUT) -> int:
    """Bring every page up to the record.  Returns an exit status."""
    try:
        found = parts(record.read(output))
    except record.Unusable as fault:
        print(f"{fault}: run `make bench` first", file=sys.stderr)
        return 1
    for name, part in PAGES.items():
        path = root / name
        path.write_text(inserted(path.read_text(encoding="utf-8"), found[part]), encoding="utf-8")
        print(f"{name} says what {output.name} holds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
