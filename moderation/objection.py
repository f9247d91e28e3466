"""What people say against a comment or a ruling: a reader's report, an author's appeal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from moderation.comment import Author

REPORT_REASONS: Final = {
    "profanity": "욕설",
    "insult": "모욕",
    "hate": "혐오·차별",
    "sexual": "성희롱",
    "threat": "협박",
    "pii": "개인정보",
    "advert": "광고",
    "flood": "도배",
    "other": "기타",
}


@dataclass(frozen=True, slots=True)
class Report:
    """A reader's report.  `reason` is a key of REPORT_REASONS; `weight` says how much this reporter is believed."""

    comment: str
    site: str
    reporter: Author
    reason: str
    note: str
    at: datetime
    weight: float

    @property
    def reporter_key(self) -> str:
        """Who reported, for counting: a member by id, guests by nickname, which proves little."""
        return f"{self.reporter.kind}:{self.reporter.id or self.reporter.name}"


@dataclass(frozen=True, slots=True)
class Appeal:
    """An author's appeal against the ruling number `turn` (counted from 1) on a comment."""

    comment: str
    site: str
    turn: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often moderators agreed with a reporter, and how often not."""

    agreed: int = 0
    disagreed: int = 0

    @property
    def known(self) -> bool:
        """Whether there is anything to go by."""
        return self.agreed + self.disagreed > 0

    @property
    def share(self) -> float:
        """The share of right reports, as Laplace's rule of succession estimates it: 0.5 for somebody new."""
        return (self.agreed + 1) / (self.agreed + self.disagreed + 2)


TOGETHER = timedelta(minutes=10)
MANY = 5


@dataclass(frozen=True, slots=True)
class Burst:
    """That so many reports came within TOGETHER, `new` of them by readers of whom nothing is known yet."""

    reports: int
    new: int


def densest(reports: Sequence[Report]) -> Sequence[Report]:
    """Of reports in the order of their times the most that came within TOGETHER; none where these are not MANY."""
    best, first = reports[:0], 0
    for last, report in enumerate(reports):
        while report.at - reports[first].at > TOGETHER:
            first += 1
        if last - first >= len(best):
            best = reports[first : last + 1]
    return best if len(best) >= MANY else ()
