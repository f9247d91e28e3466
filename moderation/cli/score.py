"""`hanmadi score`: what the stages see in each line, and what the default policy would make of it."""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import click

from moderation.assessment import Assessment
from moderation.cli import main, settings
from moderation.comment import Article, Author, Comment
from moderation.decision import Ruling
from moderation.desk import utc_now
from moderation.hinting import hints
from moderation.pipeline import Case, Stage, assess
from moderation.policy import Policy, load, united
from moderation.record import Record
from moderation.wiring import open_stages
from moderation.writing import written

BATCH = 64


@main.command()
@click.argument("file", type=click.File("rb"), default="-")
def score(file: io.BufferedReader) -> None:
    """One comment a line from FILE (standard input by default) to one JSON object a line.  Needs no Redis."""
    stages, policy = open_stages(settings()), load(settings().policy)
    lines = (written(line.decode("utf-8", "replace").strip()) for line in watched(file))
    comments = (line for line in lines if line)
    # A person who types wants the answer to each line; a file goes through in batches.
    size = 1 if file.isatty() else BATCH
    while batch := list(islice(comments, size)):
        for row in scored(batch, stages, policy):
            click.echo(json.dumps(row, ensure_ascii=False))


def watched(file: io.BufferedReader) -> Iterator[bytes]:
    """The lines of a file, with a progress bar on the terminal where somebody looks at one."""
    path = Path(str(getattr(file, "name", "-")))
    if not (sys.stderr.isatty() and path.is_file()):
        yield from file
        return
    from tqdm import tqdm

    with tqdm(total=path.stat().st_size, unit="B", unit_scale=True, file=sys.stderr) as bar:
        for line in file:
            yield line
            bar.update(len(line))


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: what was seen in it, and what the policy makes of it."""

    record: Record
    assessment: Assessment
    ruling: Ruling

    @property
    def labels(self) -> dict[str, float]:
        """The highest score that any stage gave to each label."""
        best: dict[str, float] = {}
        for finding in self.assessment.findings:
            best[finding.label] = max(best.get(finding.label, 0.0), round(finding.score, 4))
        return best


def judged(texts: Sequence[str], stages: Sequence[Stage], policy: Policy) -> list[Judged]:
    """Each text as if it stood alone under an article."""
    now = utc_now()
    author = Author("guest", "score")
    comments = [Comment(f"line-{n}", "score", Article("score"), author, text, now) for n, text in enumerate(texts)]
    assessments = assess([Case(comment) for comment in comments], stages)
    return [
        Judged(Record(each), seen, policy.rule(seen, now)) for each, seen in zip(comments, assessments, strict=True)
    ]


def scored(texts: Sequence[str], stages: Sequence[Stage], policy: Policy) -> Iterator[dict[str, Any]]:
    """For each text its scores by label, where something was seen, and the state that the policy gives it."""
    told = judged(texts, stages, policy)
    struck = hints(stages, [(each.record.comment.text, each.ruling) for each in told])
    for each, hinted in zip(told, struck, strict=True):
        exact = (span for finding in each.assessment.findings for span in finding.spans)
        spans = united([*exact, *(span for found in hinted.values() for span in found)])
        yield {
            "text": each.record.comment.text,
            "labels": each.labels,
            "toxic": each.labels.get("toxic"),
            "spans": [list(span) for span in spans],
            "state": each.ruling.state.value,
        }
