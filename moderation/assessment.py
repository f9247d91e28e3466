"""What the stages saw in one comment, which of them could not be heard, and which versions looked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code points in the text as written."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that one stage saw.

    `score` is a probability in [0, 1]: how likely a reasonable reader would agree with `label`.  `detail` is
    for moderators only (a kind of personal data, a lexicon entry); `quoted` says that the words are spoken
    about rather than used.
    """

    stage: str
    label: str
    score: float
    spans: tuple[Span, ...] = ()
    detail: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings on one comment.  `silent` names stages that could not be heard; `versions` who looked."""

    findings: tuple[Finding, ...] = ()
    silent: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every stage was heard."""
        return not self.silent
