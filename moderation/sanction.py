"""What the desk may ask of an author for a while.  Nothing of it is ever secret: the author is told all of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from moderation.standing import Standing, Writer


class Measure(StrEnum):
    """The kinds of sanctions, mildest first."""

    WARN = "warn"
    SLOW = "slow"
    PREMODERATE = "premoderate"
    SUSPEND = "suspend"
    BAN = "ban"


SHUT_OUT: Final = frozenset({Measure.SUSPEND, Measure.BAN})
"""Under these an author writes nothing new; reading, deleting and appealing stay."""

LONGEST_PAUSE: Final = 24 * 60
"""Minutes between two comments in slow mode, at most."""

ENDLESS: Final = datetime.max.replace(tzinfo=UTC)

FOR_GUESTS: Final = frozenset({Measure.SLOW, Measure.PREMODERATE})
"""Many people share a network: nobody is warned or shut out for a neighbour."""


@dataclass(frozen=True, slots=True)
class Sanction:
    """`label` says why, by class; `says` is the desk's own sentence to the author, if it wrote one.

    `until` is None for what has no end, `minutes` the pause that SLOW asks for between two comments.  `appeal` is what
    the author said against it.
    """

    id: str
    measure: Measure
    label: str
    by: str
    at: datetime
    until: datetime | None = None
    minutes: int = 0
    says: str = ""
    appeal: str = ""
    lifted_at: datetime | None = None
    lifted_by: str = ""

    def holds(self, at: datetime) -> bool:
        """Whether it is in force."""
        return self.lifted_at is None and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is known of an author at a site: numbers, and what the desk did.  `sanctions`: past and present."""

    writer: Writer
    standing: Standing = field(default_factory=Standing)
    sanctions: tuple[Sanction, ...] = ()

    def under(self, *measures: Measure, at: datetime) -> Sanction | None:
        """The gravest sanction of these kinds that is in force, or None: the longest pause, then the latest end."""
        holding = (each for each in self.in_force(at) if each.measure in measures)
        return max(holding, key=lambda each: (each.minutes, each.until or ENDLESS), default=None)

    def in_force(self, at: datetime) -> tuple[Sanction, ...]:
        """All sanctions that hold, oldest first."""
        return tuple(each for each in self.sanctions if each.holds(at))
