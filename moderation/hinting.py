"""Shows moderators which words struck a stage that reads whole texts, when they look, and only for what was flagged.

Nothing is computed or kept for it when a comment is ruled on: most comments are never opened at the desk.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, runtime_checkable

from moderation.assessment import Span
from moderation.decision import Ruling
from moderation.pipeline import Stage

LEAST_ROWS: Final = 80
"""What one comment may need, however long it is."""

Hints = Mapping[str, tuple[Span, ...]]
"""By label, where a stage was struck most.  They mask nothing unless a moderator says so, who alone is shown them."""


@runtime_checkable
class Explains(Protocol):
    """A stage that can say afterwards what struck it."""

    @property
    def name(self) -> str:
        """What findings call this stage."""
        ...

    @property
    def version(self) -> str:
        """What it is now: a ruling by another version is not explained by this one."""
        ...

    def hints(self, wanted: Sequence[tuple[str, Sequence[str]]], most_rows: int) -> Sequence[Hints]:
        """For each text and its labels where they were seen; nothing where it would cost more than `most_rows`."""
        ...


def hints(stages: Sequence[Stage], ruled: Sequence[tuple[str, Ruling]]) -> list[Hints]:
    """For each text and the ruling on it, what struck the stages that explain, beside the reasons that have no place.

    It costs no more rows than scoring these texts did (or LEAST_ROWS, for a few): where everything is flagged at
    once, the gravest are explained.
    """
    found: list[dict[str, tuple[Span, ...]]] = [{} for _ in ruled]
    for stage in stages:
        if isinstance(stage, Explains):
            _explain(stage, ruled, found)
    return list(found)


def _explain(stage: Explains, ruled: Sequence[tuple[str, Ruling]], found: list[dict[str, tuple[Span, ...]]]) -> None:
    labels = [_labels(stage, ruling) for _, ruling in ruled]
    flagged = [place for place, named in enumerate(labels) if named]
    flagged.sort(key=lambda place: -max(reason.score or 0.0 for reason in ruled[place][1].reasons))
    if not flagged:
        return
    wanted = [(ruled[place][0], labels[place]) for place in flagged]
    for place, told in zip(flagged, stage.hints(wanted, max(LEAST_ROWS, len(ruled))), strict=True):
        found[place].update(told)


def _labels(stage: Explains, ruling: Ruling) -> list[str]:
    """The labels that this very stage gave as reasons, without a place in the text."""
    if ruling.versions.get(stage.name) != stage.version:
        return []
    return [
        reason.code for reason in ruling.reasons if reason.stage == stage.name and reason.score and not reason.spans
    ]
