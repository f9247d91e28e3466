"""`hanmadi eval`: how well the machine judges a site's own labelled comments, at the limits of its policy."""

import io
import json
from collections.abc import Iterator
from itertools import islice

import click

from moderation.cli import main, settings
from moderation.cli.score import BATCH, judged, watched
from moderation.errors import Refused
from moderation.measuring import Figures, Sample, Seen, measure, read_samples
from moderation.policy import load
from moderation.wiring import open_stages
from moderation.writing import written


@main.command("eval")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="All figures as one JSON object.")
def evaluate(file: io.BufferedReader, as_json: bool) -> None:
    """Judge the labelled comments in FILE, a table with tabs and a first line of names, and print how right that was.

    Columns: `text`, and `labels` (codes joined by commas; `clean` or nothing for none) or `toxic` (0 or 1), or both.
    """
    stages, policy = open_stages(settings()), load(settings().policy)
    samples: list[Sample] = []
    seen: list[Seen] = []
    rows = read_samples(_decoded(file))
    while batch := list(islice(rows, BATCH)):
        told = judged([written(sample.text) for sample in batch], stages, policy)
        seen += [Seen(each.labels, each.ruling.state.value) for each in told]
        samples += batch
    if not samples:
        raise Refused("표에 줄이 없습니다. (The table has no rows.)")
    found = measure(samples, seen, policy)
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else "\n".join(lines(found)))


def lines(told: Figures) -> Iterator[str]:
    """The figures as a table for people."""
    yield f"{told['rows']} rows, {told['toxic']} toxic, policy {told['policy']}; 95 % intervals in brackets"
    yield f"\n{'':12} {'limit':>6} {'is':>6} {'said':>6}  {'precision':22} {'recall':22} F1"
    yield _line("not published", "", told["not_published"])
    for label, each in told["labels"].items():
        yield _line(label, f"{each['limit']:.2f}", each)
    yield f"\ncalibration error of toxic: {told['calibration_error']:.4f}"
    yield f"\n{'':12} " + " ".join(f"{state:>10}" for state in told["states"]["clean"])
    for kind, states in told["states"].items():
        yield f"{kind:12} " + " ".join(f"{count:10}" for count in states.values())


def _line(name: str, limit: str, each: Figures) -> str:
    shown = (_shown(each[measured]) for measured in ("precision", "recall", "f1"))
    return f"{name:13} {limit:>5} {each['is']:6} {each['said']:6}  " + " ".join(f"{part:22}" for part in shown).rstrip()


def _shown(figure: list[float] | None) -> str:
    return "-" if figure is None else "{:.3f} [{:.3f}, {:.3f}]".format(*figure)


def _decoded(file: io.BufferedReader) -> Iterator[str]:
    for number, line in enumerate(watched(file), 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise Refused(f"{number}번째 줄이 UTF-8이 아닙니다. (Line {number} is not UTF-8.)") from error
