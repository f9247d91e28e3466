"""Ordinary words that look like abuse are shown to the model as words that it knows: 새끼줄 as 밧줄.

A model that met `새끼` ten thousand times as an insult and never beside a rope cannot tell one from the other.  What is
shown instead stands in `familiar.tsv`, means the same, and offends nobody; everything around it is judged as it is.
"""

import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Protocol

import regex


class Scorer(Protocol):
    """What a classifier is to this: `models.load` gives one."""

    def score(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """For each text its calibrated probability by label."""
        ...


class Familiar:
    """A classifier that is shown `familiar` texts."""

    def __init__(self, classifier: Scorer, words: Mapping[str, str]) -> None:
        self.classifier = classifier
        self.reads = list(words.values())
        groups = (f"(?P<_{place}>{word})" for place, word in enumerate(words))
        self.pattern = regex.compile("|".join(groups)) if words else regex.compile(r"(?!)")

    def score(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """For each text its calibrated probability by label."""
        return self.classifier.score([self.shown(text) for text in texts])

    def shown(self, text: str) -> str:
        """The text as the model is to see it."""
        return self.pattern.sub(lambda found: self.reads[int((found.lastgroup or "_0")[1:])], text)

    @property
    def version(self) -> str:
        """A hash of the words: with other words the same model may say something else."""
        return hashlib.sha256((self.pattern.pattern + "\t".join(self.reads)).encode()).hexdigest()[:6]


def own_words() -> dict[str, str]:
    """The words that come with the product, each with what is read in its place."""
    lines = (files("moderation") / "stages" / "familiar.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return dict(rows[1:])
