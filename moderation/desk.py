"""The desk: everything that a use case works with, gathered once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from moderation.allowance import Allowance
from moderation.policies.live import LivePolicies
from moderation.store import CommentStore, PulseStore, SiteStore
from moderation.store.activity import ActivityStore
from moderation.store.articles import ArticleStore
from moderation.store.authors import AuthorStore
from moderation.store.batches import Batches
from moderation.store.docket import Docket
from moderation.store.echoes import EchoStore
from moderation.store.editions import EditionStore
from moderation.store.engine import EngineStore
from moderation.store.gate import Gate
from moderation.store.keyring import Keyring
from moderation.store.lessons import Lessons
from moderation.store.lexicon import LexiconStore
from moderation.store.logbook import Logbook
from moderation.store.objections import ObjectionStore
from moderation.store.people import PeopleStore
from moderation.store.proposals import ProposalStore
from moderation.store.tallies import TallyStore
from moderation.store.webhooks import WebhookStore
from moderation.store.workshop import Workshop
from moderation.tightening import Limits

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Desk:
    """The stores, the policies and the clock (UTC, to the millisecond, which is what the stores keep)."""

    comments: CommentStore
    sites: SiteStore
    articles: ArticleStore
    authors: AuthorStore
    gate: Gate
    echoes: EchoStore
    objections: ObjectionStore
    people: PeopleStore
    keyring: Keyring
    docket: Docket
    logbook: Logbook
    tallies: TallyStore
    lexicon: LexiconStore
    lessons: Lessons
    batches: Batches
    pulses: PulseStore
    editions: EditionStore
    policies: LivePolicies
    activity: ActivityStore
    proposals: ProposalStore
    webhooks: WebhookStore
    workshop: Workshop
    engine: EngineStore
    allowance: Allowance
    clock: Clock
    limits: Limits = field(default_factory=Limits)


def utc_now() -> datetime:
    """Now, in UTC, to the millisecond."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
