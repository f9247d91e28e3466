"""Shows a batch of comments to every stage, in order, and writes down what each saw and who was silent."""

import logging
from collections.abc import Sequence
from typing import Protocol

from moderation.assessment import Assessment, Finding
from moderation.comment import Comment, Echo
from moderation.errors import StageUnavailable
from moderation.text.written import Written

log = logging.getLogger(__name__)


class Case:
    """What the stages are shown: a comment, and what was posted around it shortly before (newest first).

    `text` and `nickname` are what it says and what a guest calls himself, read once for all stages.
    """

    def __init__(self, comment: Comment, echoes: Sequence[Echo] = (), text: Written | None = None) -> None:
        self.comment, self.echoes = comment, tuple(echoes)
        self.text = text or Written(comment.text)
        self.nickname = Written(comment.author.nickname)


class Stage(Protocol):
    """Looks at a batch of comments and reports what it finds in each, in order.

    Reads only the cases, changes nothing, never decides; raises StageUnavailable, never guesses.
    """

    @property
    def name(self) -> str:
        """What findings and the trail call this stage."""
        ...

    @property
    def version(self) -> str:
        """Which data, model and precision look; stored with every decision."""
        ...

    def __call__(self, cases: Sequence[Case]) -> Sequence[tuple[Finding, ...]]:
        """One tuple of findings for each case, in the order of the cases."""
        ...


def assess(cases: Sequence[Case], stages: Sequence[Stage]) -> list[Assessment]:
    """What all stages saw in each case, in order.  A stage that is unavailable is noted as silent for all."""
    findings: list[list[Finding]] = [[] for _ in cases]
    silent: list[str] = []
    for stage in stages:
        try:
            seen = stage(cases)
        except StageUnavailable as reason:
            log.warning("stage %s is silent: %s", stage.name, reason)
            silent.append(stage.name)
            continue
        for found, new in zip(findings, seen, strict=True):
            found.extend(new)
    versions = {stage.name: stage.version for stage in stages if stage.name not in silent}
    return [Assessment(tuple(found), tuple(silent), versions) for found in findings]
