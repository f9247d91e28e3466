"""The toxicity stage: a trained classifier's scores as findings, one for each label that it knows."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from moderation.assessment import Finding
from moderation.comment import Case
from moderation.errors import StageUnavailable


class Classifier(Protocol):
    """What `models.load` gives."""

    @property
    def identity(self) -> str:
        """Name and version: `hanmadi-toxicity@1.0.0`."""
        ...

    @property
    def runtime(self) -> str:
        """Which runtime computes in which precision."""
        ...

    def score(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """For each text its calibrated probability by label."""
        ...


class Toxicity:
    """Reports what the classifier thinks of the text as written."""

    name = "toxicity"

    def __init__(self, classifier: Classifier) -> None:
        self.classifier = classifier
        self.version = f"{classifier.identity} {classifier.runtime}"

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """See Stage."""
        scores = self.classifier.score([case.comment.text for case in cases])
        return [tuple(Finding(self.name, label, score) for label, score in row.items()) for row in scores]


class Absent:
    """Stands where a stage should be and could not be had: always silent, so that a person looks."""

    version = "none"

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self.why = why

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """Raises StageUnavailable."""
        raise StageUnavailable(self.why)
