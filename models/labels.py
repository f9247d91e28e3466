"""The labels that the model is trained on, and the sources whose standards it has learned."""

LABELS = ("toxic", "profanity", "race", "region", "gender", "age", "religion", "politics", "physical")
"""What a classifier reports, in the order of its outputs.  `region` is K-MHaS's *origin*."""

AUXILIARY = ("hate",)
"""Outputs that only help training and BEEP's three classes; they are in the weights, never in a finding."""

OUTPUTS = LABELS + AUXILIARY

SOURCES = ("kmhas", "mixed", "beep", "curse", "kotox", "kda", "kosbi", "own")
"""Whose idea of toxic an example follows.  Each has a token that stands first in the sequence."""

SERVING_SOURCE = "kmhas"
"""The standard that is spoken at serving: comments under Korean news."""


def source_token(source: str) -> str:
    """The special token of a source, e.g. `<kmhas>`; it stands where BERT has its [CLS]."""
    return f"<{source}>"
