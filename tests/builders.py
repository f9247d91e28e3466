"""Small makers of the things that tests speak of, and ordinary fakes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from redis import Redis

from moderation import intake
from moderation.allowance import Allowance
from moderation.assessment import Finding, Span
from moderation.comment import Article, Author, Comment
from moderation.decision import Decision, Reason, Referral, Verdict
from moderation.desk import Desk
from moderation.errors import StageUnavailable
from moderation.intake import Submission
from moderation.jobs import JudgeQueue
from moderation.lexicon import Entry
from moderation.pipeline import Case
from moderation.policies import open_policies
from moderation.policies.live import LivePolicies
from moderation.policy import Policy, load
from moderation.registries import Registries
from moderation.sanction import Measure, Sanction
from moderation.store.activity import MemoryActivity
from moderation.store.articles import MemoryArticles
from moderation.store.authors import MemoryAuthors
from moderation.store.batches import MemoryBatches
from moderation.store.docket import MemoryDocket
from moderation.store.echoes import MemoryEchoes
from moderation.store.editions import MemoryEditions
from moderation.store.engine import MemoryEngine
from moderation.store.gate import MemoryGate
from moderation.store.keyring import MemoryKeyring
from moderation.store.lessons import MemoryLessons
from moderation.store.lexicon import LexiconStore, MemoryLexicon, Revision
from moderation.store.logbook import MemoryLogbook
from moderation.store.memory import MemoryComments, MemoryPulses
from moderation.store.memory_sites import MemorySites
from moderation.store.memory_webhooks import MemoryWebhooks
from moderation.store.objections import MemoryObjections
from moderation.store.people import MemoryPeople
from moderation.store.proposals import MemoryProposals
from moderation.store.redis import (
    RedisActivity,
    RedisArticles,
    RedisAuthors,
    RedisBatches,
    RedisComments,
    RedisDocket,
    RedisEchoes,
    RedisEditions,
    RedisEngine,
    RedisGate,
    RedisKeyring,
    RedisLessons,
    RedisLexicon,
    RedisLogbook,
    RedisObjections,
    RedisPeople,
    RedisProposals,
    RedisPulses,
    RedisSites,
    RedisTallies,
    RedisWebhooks,
)
from moderation.store.tallies import MemoryTallies
from moderation.store.workshop import MemoryWorkshop

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
POLICY: Policy = load()
POLICIES = open_policies()
MODEL = "fake-toxicity@1.0.0"

_numbers = count(1)


def a_comment(text: str = "좋은 기사 잘 읽었습니다.", **changes: Any) -> Comment:
    """A guest's comment under article 21468 of whytimes, with an id of its own."""
    comment = Comment(
        id=f"c_{next(_numbers):06d}",
        site="whytimes",
        article=Article("21468", "http://whytimes.kr/news/view.php?idx=21468", "[정세분석] 제목", "정세분석"),
        author=Author("guest", "독자"),
        text=text,
        received_at=NOON,
    )
    return replace(comment, **changes)


def a_submission(**changes: Any) -> dict[str, Any]:
    """The body of a `POST /v1/comments`."""
    return {
        "article": {"id": "21468", "url": "http://whytimes.kr/news/view.php?idx=21468", "title": "제목"},
        "author": {"kind": "guest", "name": "독자"},
        "text": "좋은 기사 잘 읽었습니다.",
        "parent": None,
    } | changes


def a_finding(label: str = "toxic", score: float = 0.99, *spans: tuple[int, int], **changes: Any) -> Finding:
    """What a stage named `toxicity` saw."""
    return replace(Finding("toxicity", label, score, tuple(Span(*span) for span in spans)), **changes)


def published(at: datetime = NOON, **changes: Any) -> Decision:
    """A decision to publish."""
    return replace(Decision(Verdict.PUBLISH, at, policy="default@1", versions={"toxicity": f"{MODEL} fake"}), **changes)


def rejected(at: datetime = NOON) -> Decision:
    """A decision to reject."""
    return Decision(Verdict.REJECT, at, (Reason("insult", "toxicity", 0.97, (Span(0, 2),)),), policy="default@1")


def hidden(at: datetime = NOON) -> Decision:
    """A decision to hide for a day."""
    return Decision(Verdict.HIDE, at, (Reason("insult", "toxicity", 0.97),), by="kim", until=at + timedelta(days=1))


def held(at: datetime = NOON) -> Referral:
    """A referral to a person."""
    return Referral(at, (Reason("profanity", "lexicon", 0.6, (Span(0, 3),), "시발"),), policy="default@1")


def laid(store: LexiconStore, *entries: Entry) -> None:
    """Entries laid over the lists, each in the place of one with its key."""
    before = {entry.key: entry for entry in store.entries()}
    assert store.revise([Revision(NOON, "kim", each.key, before.get(each.key), each) for each in entries])


def removed(store: LexiconStore, key: str) -> None:
    """An entry taken away again."""
    before = {entry.key: entry for entry in store.entries()}
    assert store.revise([Revision(NOON, "kim", key, before.get(key), None)])


def receive(desk: Desk, site: str, submission: Submission) -> Comment:
    """What the web does with a submission."""
    return intake.receive(desk, site, submission, intake.look(desk, site, [submission]).places[0])


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time that was set."""
        return self.now

    def forward(self, **step: float) -> None:
        """Move on by days, hours, seconds ..."""
        self.now += timedelta(**step)


class Words:
    """A toxicity stage that knows a few words, so that a test can say what it sees."""

    name = "toxicity"
    version = f"{MODEL} fake"

    def __init__(self, **scores: float) -> None:
        self.scores = {"병신": 0.98, "애매": 0.6} | scores
        self.batches: list[int] = []

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """The score of each word that stands in the text."""
        self.batches.append(len(cases))
        return [tuple(self._findings(case.comment.text)) for case in cases]

    def _findings(self, text: str) -> Iterable[Finding]:
        for word, score in self.scores.items():
            if word in text:
                at = text.index(word)
                yield Finding(self.name, "toxic", score, (Span(at, at + len(word)),))


class Silent:
    """A stage that cannot look."""

    version = "none"

    def __init__(self, name: str = "toxicity") -> None:
        self.name = name

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """Never sees anything."""
        raise StageUnavailable("away")


class Poisoned(Words):
    """Breaks down over one word, whatever stands beside it."""

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """As Words, unless the poison is among the cases."""
        if any("독약" in case.comment.text for case in cases):
            raise ZeroDivisionError("the poison")
        return super().__call__(cases)


def a_desk(clock: Callable[[], datetime] | None = None) -> Desk:
    """A desk in memory."""
    comments, objections = MemoryComments(), MemoryObjections()
    articles, editions, logbook = MemoryArticles(), MemoryEditions(), MemoryLogbook()
    authors = MemoryAuthors(comments, logbook)
    return Desk(
        comments=comments,
        sites=MemorySites(),
        articles=articles,
        authors=authors,
        gate=MemoryGate(comments, articles, authors),
        echoes=MemoryEchoes(),
        objections=objections,
        people=MemoryPeople(),
        keyring=MemoryKeyring(),
        docket=MemoryDocket(comments, objections, articles),
        logbook=logbook,
        tallies=MemoryTallies(comments),
        lexicon=MemoryLexicon(),
        lessons=MemoryLessons(comments),
        batches=MemoryBatches(),
        pulses=MemoryPulses(comments),
        editions=editions,
        policies=LivePolicies(POLICIES, editions),
        activity=MemoryActivity(comments),
        proposals=MemoryProposals(),
        webhooks=MemoryWebhooks(),
        workshop=MemoryWorkshop(),
        engine=MemoryEngine(),
        allowance=Allowance(),
        clock=clock or Clock(),
    )


def a_desk_on(redis: Redis, clock: Callable[[], datetime] | None = None) -> Desk:
    """A desk on Redis."""
    queue, editions, articles = JudgeQueue(redis), RedisEditions(redis), RedisArticles(redis)
    pulses, authors = RedisPulses(redis, queue), RedisAuthors(redis)
    return Desk(
        comments=RedisComments(redis, queue),
        sites=RedisSites(redis),
        articles=articles,
        authors=authors,
        gate=RedisGate(redis, articles, authors, pulses),
        echoes=RedisEchoes(redis),
        objections=RedisObjections(redis),
        people=RedisPeople(redis),
        keyring=RedisKeyring(redis),
        docket=RedisDocket(redis),
        logbook=RedisLogbook(redis),
        tallies=RedisTallies(redis),
        lexicon=RedisLexicon(redis),
        lessons=RedisLessons(redis),
        batches=RedisBatches(redis),
        pulses=pulses,
        editions=editions,
        policies=LivePolicies(POLICIES, editions),
        activity=RedisActivity(redis),
        proposals=RedisProposals(redis),
        webhooks=RedisWebhooks(redis),
        workshop=Registries(redis),
        engine=RedisEngine(redis),
        allowance=Allowance(),
        clock=clock or Clock(),
    )


def a_sanction(measure: Measure = Measure.SLOW, **changes: Any) -> Sanction:
    """A sanction that kim imposed at noon for insults; without an end."""
    return replace(Sanction(f"s_{next(_numbers):06d}", measure, "insult", "kim", NOON), **changes)
