"""Proposals that wait for a person's answer: a protocol, and the fake of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from moderation.tightening import Proposal

MOST = 100
"""So many proposals of a site wait at the most."""


class ProposalStore(Protocol):
    """One proposal an article at the most.  Every method raises StoreUnavailable."""

    def turn(self, at: datetime, every: timedelta) -> bool:
        """Whether it is time to look, which it is once in `every`, whoever asks."""
        ...

    def propose(self, site: str, proposal: Proposal) -> bool:
        """Keep a proposal; False where one waits, a person has answered lately, or MOST wait."""
        ...

    def waiting(self, site: str) -> list[Proposal]:
        """The proposals that wait, the latest first."""
        ...

    def count(self, sites: Sequence[str]) -> int:
        """How many wait at these sites."""
        ...

    def settle(self, site: str, article: str, at: datetime, rest: timedelta) -> Proposal | None:
        """Take the proposal for an article away, and let none come again before `rest` is over; None if none waits."""
        ...

    def rouse(self, site: str, article: str) -> bool:
        """Let a proposal for the article come again at once; False where nothing keeps one from it."""
        ...


class MemoryProposals:
    """The ProposalStore in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Proposal]] = {}
        self.rests: dict[tuple[str, str], datetime] = {}
        self.next: datetime | None = None

    def turn(self, at: datetime, every: timedelta) -> bool:
        """See ProposalStore."""
        if self.next and at < self.next:
            return False
        self.next = at + every
        return True

    def propose(self, site: str, proposal: Proposal) -> bool:
        """See ProposalStore."""
        here = self.kept.setdefault(site, {})
        rests = self.rests.get((site, proposal.article), proposal.at) > proposal.at
        if rests or proposal.article in here or len(here) >= MOST:
            return False
        here[proposal.article] = proposal
        return True

    def waiting(self, site: str) -> list[Proposal]:
        """See ProposalStore."""
        return sorted(self.kept.get(site, {}).values(), key=lambda each: each.at, reverse=True)

    def count(self, sites: Sequence[str]) -> int:
        """See ProposalStore."""
        return sum(len(self.kept.get(site, {})) for site in sites)

    def settle(self, site: str, article: str, at: datetime, rest: timedelta) -> Proposal | None:
        """See ProposalStore."""
        found = self.kept.get(site, {}).pop(article, None)
        if found and rest:
            self.rests[site, article] = at + rest
        return found

    def rouse(self, site: str, article: str) -> bool:
        """See ProposalStore."""
        return self.rests.pop((site, article), None) is not None
