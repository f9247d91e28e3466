"""A week on one page: Monday to Sunday in Korea, beside the week before."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from moderation.desk import Desk
from moderation.reviewing.numbers import Numbers, numbers
from moderation.tally import day_of

WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week by its Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> Self:
        """The week that a day is in."""
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def read(cls, name: str) -> Self | None:
        """The week that `2026-W47` names, or None."""
        found = WEEK.fullmatch(name)
        try:
            return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1)) if found else None
        except ValueError:
            return None

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def name(self) -> str:
        """As `read` reads it."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02d}"

    def shifted(self, weeks: int) -> Self:
        """So many weeks later."""
        return type(self)(self.monday + timedelta(weeks=weeks))


@dataclass(frozen=True, slots=True)
class Digest:
    """The numbers of a week, and of the one before."""

    week: Week
    now: Numbers
    before: Numbers


def last_week(desk: Desk) -> Week:
    """The last week that is over."""
    return Week.of(day_of(desk.clock())).shifted(-1)


def digest(desk: Desk, site: str, week: Week) -> Digest:
    """The digest of a site's week."""
    earlier = week.shifted(-1)
    return Digest(week, numbers(desk, site, 7, week.sunday), numbers(desk, site, 7, earlier.sunday))
