"""Reports and appeals as they are kept: a protocol, and the fake of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from moderation.objection import Accuracy, Appeal, Report


@dataclass(frozen=True, slots=True)
class Reopened:
    """What was opened again: an appeal, and how many reports, with which a moderator had `agreed`."""

    reports: int = 0
    agreed: bool = False
    appeal: bool = False


class ObjectionStore(Protocol):
    """Reports and appeals.  Every method raises StoreUnavailable."""

    def report(self, report: Report) -> bool:
        """Keep a report; False if this reporter reported this comment before."""
        ...

    def reports(self, comment: str) -> list[Report]:
        """All open reports of a comment, oldest first."""
        ...

    def reported(self, site: str, limit: int) -> list[tuple[str, float]]:
        """The comments of a site with open reports and the sum of their weights, heaviest first."""
        ...

    def settle_reports(self, comment: str, site: str, turn: int, agreed: bool) -> list[Report]:
        """Close the reports of a comment by its ruling number `turn` (from 1), and count for each reporter whether a
        moderator agreed."""
        ...

    def accuracy(self, site: str, reporter_keys: Sequence[str]) -> list[Accuracy]:
        """How right these reporters were so far, in order."""
        ...

    def appeal(self, appeal: Appeal) -> bool:
        """Keep an appeal; False if this ruling was appealed before."""
        ...

    def appeal_of(self, comment: str) -> Appeal | None:
        """The open appeal of a comment."""
        ...

    def appealed(self, site: str, limit: int) -> list[str]:
        """The comments of a site with an open appeal, oldest first."""
        ...

    def settle_appeal(self, comment: str, site: str, turn: int) -> None:
        """Close the appeal of a comment by that ruling; the one that it was against cannot be appealed again."""
        ...

    def reopen(self, comment: str, site: str, turn: int) -> Reopened:
        """Open again what that ruling closed, and uncount what it counted; what it closed is remembered for a day."""
        ...


class MemoryObjections:
    """The ObjectionStore in memory."""

    def __init__(self) -> None:
        self._reports: dict[str, dict[str, Report]] = {}
        self._accuracy: dict[tuple[str, str], Accuracy] = {}
        self._appeals: dict[str, Appeal] = {}
        self._appealed: set[tuple[str, int]] = set()
        self._closed: dict[tuple[str, int], tuple[list[Report], bool]] = {}
        self._answered: dict[tuple[str, int], Appeal] = {}

    def report(self, report: Report) -> bool:
        """See ObjectionStore."""
        reports = self._reports.setdefault(report.comment, {})
        return reports.setdefault(report.reporter_key, report) is report

    def reports(self, comment: str) -> list[Report]:
        """See ObjectionStore."""
        return sorted(self._reports.get(comment, {}).values(), key=lambda report: report.at)

    def reported(self, site: str, limit: int) -> list[tuple[str, float]]:
        """See ObjectionStore."""
        weights = [
            (comment, sum(report.weight for report in reports.values()))
            for comment, reports in self._reports.items()
            if any(report.site == site for report in reports.values())
        ]
        return sorted(weights, key=lambda row: -row[1])[:limit]

    def settle_reports(self, comment: str, site: str, turn: int, agreed: bool) -> list[Report]:
        """See ObjectionStore."""
        reports = self.reports(comment)
        self._reports.pop(comment, None)
        self._closed[comment, turn] = (reports, agreed)
        self._count(site, reports, agreed, 1)
        return reports

    def accuracy(self, site: str, reporter_keys: Sequence[str]) -> list[Accuracy]:
        """See ObjectionStore."""
        return [self._accuracy.get((site, key), Accuracy()) for key in reporter_keys]

    def appeal(self, appeal: Appeal) -> bool:
        """See ObjectionStore."""
        if (appeal.comment, appeal.turn) in self._appealed:
            return False
        self._appealed.add((appeal.comment, appeal.turn))
        self._appeals[appeal.comment] = appeal
        return True

    def appeal_of(self, comment: str) -> Appeal | None:
        """See ObjectionStore."""
        return self._appeals.get(comment)

    def appealed(self, site: str, limit: int) -> list[str]:
        """See ObjectionStore."""
        open_ones = sorted((each.at, each.comment) for each in self._appeals.values() if each.site == site)
        return [comment for _, comment in open_ones[:limit]]

    def settle_appeal(self, comment: str, site: str, turn: int) -> None:
        """See ObjectionStore."""
        if comment in self._appeals:
            self._answered[comment, turn] = self._appeals.pop(comment)

    def reopen(self, comment: str, site: str, turn: int) -> Reopened:
        """See ObjectionStore."""
        reports, agreed = self._closed.pop((comment, turn), ([], False))
        appeal = self._answered.pop((comment, turn), None)
        for report in reports:
            self._reports.setdefault(comment, {}).setdefault(report.reporter_key, report)
        self._count(site, reports, agreed, -1)
        if appeal:
            self._appeals[comment] = appeal
        return Reopened(len(reports), agreed, appeal is not None)

    def _count(self, site: str, reports: Sequence[Report], agreed: bool, by: int) -> None:
        for report in reports:
            before = self._accuracy.get((site, report.reporter_key), Accuracy())
            name = "agreed" if agreed else "disagreed"
            self._accuracy[site, report.reporter_key] = replace(before, **{name: getattr(before, name) + by})
