"""The toxicity stage: a trained classifier's scores as findings, one for each label that it knows."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from models.explain import explain_all
from moderation.assessment import Finding, Span
from moderation.errors import StageUnavailable
from moderation.pipeline import Case
from moderation.stages.familiar import Familiar, own_words
from moderation.stages.known import Known


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
    """Reports what the classifier thinks of the text, in which it is spared a few ordinary words (`familiar`)."""

    name = "toxicity"

    def __init__(self, classifier: Classifier) -> None:
        self.familiar = Familiar(classifier, own_words())
        self.known = Known(self.familiar.score)
        self.version = f"{classifier.identity} {classifier.runtime}+{self.familiar.version}"

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """See Stage."""
        scores = self.known([case.comment.text for case in cases])
        return [tuple(Finding(self.name, label, score) for label, score in row.items()) for row in scores]

    def hints(
        self, wanted: Sequence[tuple[str, Sequence[str]]], most_rows: int
    ) -> list[Mapping[str, tuple[Span, ...]]]:
        """See moderation.hinting.Explains."""
        told = explain_all(self.familiar, [text for text, _ in wanted], most_rows)
        return [
            {label: tuple(Span(start, end) for start, end, _ in row.get(label, ())) for label in labels}
            for (_, labels), row in zip(wanted, told, strict=True)
        ]


class Absent:
    """Stands where a stage should be and could not be had: always silent, so that a person looks."""

    version = "none"

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self.why = why

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """Raises StageUnavailable."""
        raise StageUnavailable(self.why)
