"""`hanmadi score`: what the stages see in each line, and what the default policy would make of it."""

import io
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import click

from moderation.assessment import Assessment
from moderation.cli import main, settings
from moderation.comment import Article, Author, Case, Comment
from moderation.desk import utc_now
from moderation.intake import written
from moderation.pipeline import Stage, assess
from moderation.policy import Policy, load, united
from moderation.wiring import open_stages

BATCH = 64


@main.command()
@click.argument("file", type=click.File("rb"), default="-")
def score(file: io.BufferedReader) -> None:
    """One comment a line from FILE (standard input by default) to one JSON object a line.  Needs no Redis."""
    stages, policy = open_stages(settings()), load(settings().policy)
    lines = (written(line.decode("utf-8", "replace").strip()) for line in file)
    comments = (line for line in lines if line)
    # A person who types wants the answer to each line; a file goes through in batches.
    size = 1 if file.isatty() else BATCH
    while batch := list(islice(comments, size)):
        for row in scored(batch, stages, policy):
            click.echo(json.dumps(row, ensure_ascii=False))


def scored(texts: Sequence[str], stages: Sequence[Stage], policy: Policy) -> Iterator[dict[str, Any]]:
    """For each text its scores by label, the spans that were found, and the state that the policy gives it."""
    now = utc_now()
    author = Author("guest", "score")
    cases = [Case(Comment(f"line-{n}", "score", Article("score"), author, text, now)) for n, text in enumerate(texts)]
    for text, assessment in zip(texts, assess(cases, stages), strict=True):
        labels = _labels(assessment)
        spans = united(span for finding in assessment.findings for span in finding.spans)
        yield {
            "text": text,
            "labels": labels,
            "toxic": labels.get("toxic"),
            "spans": [list(span) for span in spans],
            "state": policy.rule(assessment, now).state.value,
        }


def _labels(assessment: Assessment) -> dict[str, float]:
    """The highest score that any stage gave to each label."""
    best: dict[str, float] = {}
    for finding in assessment.findings:
        best[finding.label] = max(best.get(finding.label, 0.0), round(finding.score, 4))
    return best
