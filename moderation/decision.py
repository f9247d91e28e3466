"""What was ruled, by whom and why; and what a ruling makes of a comment in the eyes of readers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
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


class Appealed(StrEnum):
    """Where an appeal against a decision stands; `upheld` and `overturned` mark the decision that answers it."""

    OPEN = "open"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


APPEAL_DAYS = 30
"""For how many days after a decision its author may appeal, where a site does not say."""

READERS_SEE = frozenset({State.PUBLISHED, State.HIDDEN})
"""The states that can reach a reader: the text (perhaps masked), or a stub for `hidden`.  Nothing else does."""

SILENT = "silent"
"""Reason code of a referral that no label explains: a stage could not be heard, or work on it kept failing."""


CONDOLENCE = "condolence"
"""Reason code of a referral that says nothing against a comment: under this article a person reads everything first."""


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
        return cls(finding.label, finding.stage, round(finding.score, 4), finding.spans, finding.detail)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with its reasons, on one revision of a comment.

    `masks` are covered for readers; `by` is `policy` or a moderator's name.  `traces` is all that the stages saw
    (see `traces.py`), also what lies under every limit; nothing where a person ruled.  `appeal_days` is the site's
    window for appeals when this was decided: what an author was told stays true.
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
    traces: str = ""
    appeal_days: int = APPEAL_DAYS
    appealed: Appealed | None = None

    @property
    def state(self) -> State:
        """What the comment becomes."""
        return STATE_AFTER[self.verdict]

    @property
    def appeal_until(self) -> datetime | None:
        """Until when its author may appeal; None where nothing was taken away, or an appeal was filed or answered."""
        if self.verdict is Verdict.PUBLISH or self.appealed:
            return None
        return self.at + timedelta(days=self.appeal_days)


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
    traces: str = ""
    appealed: None = None
    appeal_until: None = None

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
