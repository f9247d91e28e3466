"""The policies in force: those in the files, and in the place of each the newest version that was saved, if any."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol

from moderation.assessment import Assessment
from moderation.comment import Comment
from moderation.decision import Ruling
from moderation.discussion import Discussion
from moderation.errors import Misconfigured, StoreUnavailable
from moderation.policies import Fit, Policies
from moderation.policies.edition import Edition
from moderation.policy import Policy
from moderation.sanction import Profile

SECONDS: Final = 1.0
"""How long the answer to "has anything changed?" is believed."""

log = logging.getLogger(__name__)


class Saved(Protocol):
    """What was saved (see `store.editions`)."""

    def count(self) -> int:
        """How many versions there are: another number after every change."""
        ...

    def latest(self) -> Mapping[str, Edition]:
        """The newest version of each policy, by name."""
        ...


class LivePolicies:
    """Used as Policies are, by every process, which thereby follow a change within SECONDS.

    While the store is away the last policies stay in force; before they were read once, StoreUnavailable is raised.
    A version that cannot be read hands everything to a person, and is told in `faults`.
    """

    def __init__(self, files: Policies, saved: Saved, now: Callable[[], float] = time.monotonic) -> None:
        self.files = files
        self.faults: tuple[str, ...] = ()
        self._saved = saved
        self._now = now
        self._current: Policies | None = None
        self._count = -1
        self._asked = float("-inf")

    @property
    def base(self) -> Policy:
        """See Policies."""
        return self._policies().base

    @property
    def every(self) -> tuple[tuple[Fit, Policy], ...]:
        """See Policies."""
        return self._policies().every

    def of(self, comment: Comment, discussion: Discussion | None = None) -> Policy:
        """See Policies."""
        return self._policies().of(comment, discussion)

    def rule(
        self,
        comment: Comment,
        discussion: Discussion | None,
        assessment: Assessment,
        at: datetime,
        profile: Profile | None = None,
    ) -> Ruling:
        """See Policies."""
        return self._policies().rule(comment, discussion, assessment, at, profile)

    def again(self) -> None:
        """Ask the store at the next use: something was saved just now."""
        self._asked = float("-inf")

    def _policies(self) -> Policies:
        if self._current is None:
            return self._read(self._saved.count())
        if self._now() - self._asked >= SECONDS:
            try:
                count = self._saved.count()
                return self._current if count == self._count else self._read(count)
            except StoreUnavailable as error:
                log.warning("the policies stay as they were, the store cannot be read: %s", error)
            finally:
                self._asked = self._now()
        return self._current

    def _read(self, count: int) -> Policies:
        """What is in force, remembered until the next change."""
        faults: list[str] = []
        try:
            newest = {name: _usable(edition, faults) for name, edition in self._saved.latest().items()}
            current = self.files.each(lambda policy: newest.get(policy.name, policy))
        except Misconfigured as error:  # a row that says nothing at all may have been any policy's
            faults.append(str(error))
            current = self.files.each(lambda policy: replace(policy, sound=False))
        for fault in faults:
            log.error("a saved policy cannot be used, so a person looks at everything that it rules on: %s", fault)
        self.faults, self._current, self._count, self._asked = tuple(faults), current, count, self._now()
        return current


def _usable(edition: Edition, faults: list[str]) -> Policy:
    try:
        return edition.policy()
    except Misconfigured as error:
        faults.append(str(error))
        return Policy(edition.name, edition.version, {}, sound=False)
