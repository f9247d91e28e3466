"""What is kept so that a site is told: its webhook, letters that wait for delivery, and those that were given up.

A letter says that something changed in a comment, never what: the text is looked up when the letter is sent.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a site wants to be told.  `secrets` are newest first; `disabled` says why nothing is sent, or is empty."""

    site: str
    url: str
    secrets: tuple[str, ...] = field(repr=False)
    disabled: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One change of one comment.  `id` is its entry in the site's stream; `attempts` those that have failed."""

    id: str
    comment: str
    since: datetime
    attempts: int = 0

    def tried(self) -> "Letter":
        """The same after one more attempt."""
        return replace(self, attempts=self.attempts + 1)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A letter that was given up, when, and why."""

    letter: Letter
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Collected:
    """How many changes became letters, and how many had left the stream before anybody read them."""

    letters: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How many comments have letters that wait, how many letters are dead, how many changes were ever missed."""

    waiting: int = 0
    dead: int = 0
    missed: int = 0


class WebhookStore(Protocol):
    """Webhooks and their letters.  Every method raises StoreUnavailable.

    A comment's letters are a line: the second is sent after the first was delivered or given up.  A claim is a promise
    for a time; when the claimant dies, the letter is due again.  So a letter is sent at least once.
    """

    def keep_webhook(self, webhook: Webhook) -> None:
        """Keep a site's webhook as given.  A new one is told of what changes from now on."""
        ...

    def disable_webhook(self, site: str, url: str, why: str) -> None:
        """Send nothing more to this URL; what waits goes on waiting.  Nothing if the site has another URL now."""
        ...

    def remove_webhook(self, site: str) -> bool:
        """Forget a site's webhook with all its letters; False if there is none."""
        ...

    def webhook(self, site: str) -> Webhook | None:
        """A site's webhook."""
        ...

    def webhooks(self) -> list[Webhook]:
        """All of them, by site."""
        ...

    def standing(self, site: str) -> Standing:
        """How things stand with a site's letters."""
        ...

    def collect(self, site: str, at: datetime) -> Collected:
        """Make letters of the next changes in a site's stream, each change once."""
        ...

    def due(self, site: str, at: datetime) -> bool:
        """Whether a letter is to be sent now."""
        ...

    def claim(self, site: str, at: datetime, until: datetime) -> Letter | None:
        """The letter that has been due longest; nobody else gets one of that comment before `until`."""
        ...

    def delivered(self, site: str, letter: Letter, at: datetime) -> None:
        """Forget a letter; the next one of that comment is due.  Nothing if it is first in its line no more."""
        ...

    def put_off(self, site: str, letter: Letter, until: datetime) -> None:
        """Keep the letter as given, due at `until`.  Nothing if it is first in its line no more."""
        ...

    def bury(self, site: str, dead: DeadLetter) -> None:
        """Give a letter up; the next one of that comment is due.  Nothing if it is first in its line no more."""
        ...

    def dead(self, site: str, limit: int) -> list[DeadLetter]:
        """Letters that were given up, latest first."""
        ...

    def discard(self, site: str, id: str | None = None) -> int:
        """Forget dead letters (the one by that id, or all): how many."""
        ...

    def replay(self, site: str, at: datetime, id: str | None = None) -> int:
        """Put dead letters (the one by that id, or all) back at the end of their comment's line: how many."""
        ...
