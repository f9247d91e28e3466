"""What was ruled, by whom and why; and what a ruling makes of a comment in the eyes of readers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from moderation.assessment import Finding, Span


class Verdict(StrEnum):
    """What a decision says; a referral has none."""

    PUBLISH = "publish"
    MASK = "mask"
    HIDE = "hide"
    REJECT = "reject"


class State(StrEnum):
    """What a comment is to readers."""

    PENDING = "pending"
    PUBLISHED = "published"
    HELD = "held"
    HIDDEN = "hidden"
    REJECTED = "rejected"
    DELETED = "deleted"


READERS_SEE = frozenset({State.PUBLISHED, State.HIDDEN})
"""The states that can reach a reader: the text (perhaps masked), or a stub for `hidden`.  Nothing else does."""

SILENT = "silent"
"""Reason code of a referral that no label explains: a stage could not be heard, or work on it kept failing."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a ruling says what it says: a label (or SILENT), and the finding that made it so."""

    code: str
    stage: str
    score: float | None = None
    spans: tuple[Span, ...] = ()
    detail: str | None = None

    @classmethod
    def of(cls, finding: Finding) -> "Reason":
        """The reason that a finding gives."""
        return cls(finding.label, finding.stage, finding.score, finding.spans, finding.detail)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with its reasons, on one revision of a comment.

    `masks` are covered for readers; `by` is `policy` or a moderator's name.
    """

    verdict: Verdict
    at: datetime
    reasons: tuple[Reason, ...] = ()
    masks: tuple[Span, ...] = ()
    by: str = "policy"
    policy: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    until: datetime | None = None
    revision: int = 1

    @property
    def state(self) -> State:
        """What the comment becomes."""
        return STATE_AFTER[self.verdict]


@dataclass(frozen=True, slots=True)
class Referral:
    """The absence of a verdict: a person must look.  `masks` are what readers would not see if published."""

    at: datetime
    reasons: tuple[Reason, ...] = ()
    masks: tuple[Span, ...] = ()
    by: str = "policy"
    policy: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    verdict: None = None
    until: None = None
    revision: int = 1

    @property
    def state(self) -> State:
        """What the comment becomes."""
        return State.HELD


Ruling = Decision | Referral

STATE_AFTER = {
    Verdict.PUBLISH: State.PUBLISHED,
    Verdict.MASK: State.PUBLISHED,
    Verdict.HIDE: State.HIDDEN,
    Verdict.REJECT: State.REJECTED,
}
