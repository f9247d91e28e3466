"""The desk: everything that a use case works with, gathered once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from moderation.policies import Policies
from moderation.store import CommentStore, PulseStore, SiteStore
from moderation.store.articles import ArticleStore
from moderation.store.docket import Docket
from moderation.store.echoes import EchoStore
from moderation.store.lexicon import LexiconStore
from moderation.store.logbook import Logbook
from moderation.store.objections import ObjectionStore
from moderation.store.people import PeopleStore

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Desk:
    """The stores, the policies and the clock (UTC, to the millisecond, which is what the stores keep)."""

    comments: CommentStore
    sites: SiteStore
    articles: ArticleStore
    echoes: EchoStore
    objections: ObjectionStore
    people: PeopleStore
    docket: Docket
    logbook: Logbook
    lexicon: LexiconStore
    pulses: PulseStore
    policies: Policies
    clock: Clock


def utc_now() -> datetime:
    """Now, in UTC, to the millisecond."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
