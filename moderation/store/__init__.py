"""What the house keeps, as three small protocols; `memory` and `redis` keep it, and pass the same contract suite."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from moderation.comment import Comment
from moderation.decision import Ruling
from moderation.record import Record

Join = Callable[[Any], None]
"""Writes more into the store's open transaction (RQ's bookkeeping); called again if the transaction is retried."""


Also = Callable[[Any, Record], None]
"""Writes more into the store's open transaction for each record that it changes; called again likewise."""


class Durability(StrEnum):
    """What a 202 promises: in Redis' memory, on its disk, or on its disk and that of a replica."""

    MEMORY = "memory"
    FSYNC = "fsync"
    REPLICA = "replica"


@dataclass(frozen=True, slots=True)
class Page:
    """Published views, newest first, and the cursor that continues after the last of them (None at the end)."""

    views: tuple[dict[str, Any], ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Once:
    """An idempotency key: `key` is a digest that differs by site, `body` a digest of what came with it.

    `answer` is what is answered whenever the two come again; it never holds a text.
    """

    key: str
    body: str
    answer: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """A pending comment without a live job; `attempts` counts how often it was queued again."""

    id: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Pulse:
    """That a worker lives, with which model it judges (None: it has none, and refers everything), and how many
    comments a second (None: it has judged none yet)."""

    worker: str
    model: str | None
    rate: float | None = None


SITE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
"""What a site may be called: names stand in keys, and in patterns of keys."""

RETENTION_DAYS = 30
"""How long the original of what was masked is kept for moderators and appeals, where a site does not say."""


class CommentStore(Protocol):
    """Comments, their rulings, and what readers may see.  Every method raises StoreUnavailable."""

    def receive(self, comments: Sequence[Comment], urgent: bool = False) -> None:
        """Keep new comments as pending and enqueue their judgement: all or nothing, durable on return.

        What is `urgent` is judged before all that is not.
        """
        ...

    def receive_once(self, comments: Sequence[Comment], once: Once, urgent: bool = False) -> str:
        """The same, once for each idempotency key: the answer that this key stands for, which may be an earlier one.

        Raises Reused if the key came before with another body.
        """
        ...

    def answered(self, once: Once) -> str | None:
        """The answer that an idempotency key stands for already, or None.  Raises Reused likewise."""
        ...

    def find(self, ids: Sequence[str]) -> list[Record | None]:
        """The records by those ids, in order; None where there is none."""
        ...

    def view(self, id: str, site: str) -> dict[str, Any] | None:
        """The published view of a comment of this site, or None."""
        ...

    def rule(
        self, rulings: Sequence[tuple[Record, Ruling]], join: Join | None = None, also: Also | None = None
    ) -> list[Record | None]:
        """Write rulings, what readers see, and whatever `join` and `also` add, in one transaction.

        Each ruling names the record that it looked at.  Where another ruling came first, nothing is written
        and the answer is None; else it is the record as it now stands.
        """
        ...

    def revise(self, seen: Record, comment: Comment) -> Record | None:
        """Keep a new revision of a comment and enqueue its judgement.  None if something else came first."""
        ...

    def erase(self, seen: Record, at: datetime) -> Record | None:
        """Erase what was written, everywhere; a tombstone stays, and the news of it says that it happened at `at`.

        None if something else came first.
        """
        ...

    def contest(self, seen: Record) -> Record | None:
        """Note that its author appeals against the decision in force.  None if something else came first."""
        ...

    def redact(self, seen: Record) -> Record | None:
        """Cover for good what was masked in the text as written.  None if something else came first."""
        ...

    def originals(self, site: str, before: datetime, limit: int) -> list[str]:
        """Comments of a site whose masked originals are still kept, last ruled on before `before`; oldest first."""
        ...

    def list_published(self, site: str, article: str, limit: int, cursor: str | None = None) -> Page:
        """What readers of an article may see, newest first.  Raises BadSubmission on a cursor not ours."""
        ...

    def list_member(self, site: str, member: str, limit: int, cursor: str | None = None) -> Page:
        """What a member wrote, in every state but `deleted`, newest first.  Raises BadSubmission likewise."""
        ...

    def replies(self, comment: str, limit: int) -> list[str]:
        """What was written in reply to a comment, in whatever state, oldest first."""
        ...

    def overdue(self, before: datetime, limit: int) -> list[Overdue]:
        """Comments received before `before`, pending, and with no job that lives; oldest first."""
        ...

    def enqueue_again(self, ids: Sequence[str]) -> None:
        """Count one more attempt for each, and enqueue its judgement."""
        ...


class SiteStore(Protocol):
    """News sites and the hashes of their API keys.  Every method raises StoreUnavailable."""

    def add_site(self, site: str, key_hash: str) -> bool:
        """Register a site with its first key; False if there is one by that name that has a key."""
        ...

    def add_key(self, site: str, key_hash: str) -> bool:
        """One more key for a site; False if there is no such site."""
        ...

    def revoke(self, site: str, key_hash: str | None = None) -> int:
        """Take this key from a site, or all that it has; how many that were."""
        ...

    def site_of(self, key_hash: str) -> str | None:
        """Whose key this is."""
        ...

    def sites(self) -> list[str]:
        """All names, sorted."""
        ...

    def put_retention(self, site: str, days: int) -> bool:
        """For how many days after a ruling a site keeps what was masked; False if there is no such site."""
        ...

    def retention(self, site: str) -> int:
        """The same, in days; RETENTION_DAYS where the site did not say."""
        ...

    def put_appeal_days(self, site: str, days: int) -> bool:
        """For how many days authors may appeal against what is decided from now on; False if there is no such site."""
        ...

    def appeal_days(self, sites: Sequence[str]) -> list[int]:
        """The same for these sites, in order; APPEAL_DAYS where a site did not say."""
        ...

    def put_coral_secret(self, site: str, secret: str) -> bool:
        """Keep the secret with which a site's Coral signs; False if there is no such site."""
        ...

    def coral_secret(self, site: str) -> str | None:
        """The secret with which a site's Coral signs, None where none was kept."""
        ...

    def secret(self) -> str:
        """The key that signs receipts and sessions: made once, the same for every process on this store."""
        ...


class PulseStore(Protocol):
    """Who is alive.  Every method raises StoreUnavailable."""

    def beat(self, pulse: Pulse, until: datetime) -> None:
        """Say that a worker lives; believed until `until`."""
        ...

    def still(self, worker: str) -> None:
        """Say that a worker has stopped."""
        ...

    def pulses(self, at: datetime) -> list[Pulse]:
        """The workers that live at that time."""
        ...

    def backlog(self) -> int:
        """How many comments wait for judgement, those that hurry among them."""
        ...

    def urgent(self) -> int:
        """How many of them hurry."""
        ...

    def oldest(self) -> datetime | None:
        """When the comment that has waited longest was received, None if none waits."""
        ...

    def changes(self) -> dict[tuple[str, str], int]:
        """How many changes to each state there were so far, by site and state."""
        ...
