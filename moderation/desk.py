"""The desk: everything that a use case works with, gathered once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from moderation.policy import Policy
from moderation.store import CommentStore, PulseStore, SiteStore
from moderation.store.echoes import EchoStore
from moderation.store.lexicon import LexiconStore
from moderation.store.objections import ObjectionStore

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Desk:
    """The stores, the policy and the clock (UTC, to the millisecond, which is what the stores keep)."""

    comments: CommentStore
    sites: SiteStore
    echoes: EchoStore
    objections: ObjectionStore
    lexicon: LexiconStore
    pulses: PulseStore
    policy: Policy
    clock: Clock


def utc_now() -> datetime:
    """Now, in UTC, to the millisecond."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
