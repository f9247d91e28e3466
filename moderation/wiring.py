"""From settings to a desk, the same for web and workers."""

import logging

from redis import Redis

from models.classifier import load as load_classifier
from models.errors import ModelUnavailable
from moderation.config import Settings
from moderation.desk import Desk, utc_now
from moderation.embedded import running_url
from moderation.errors import Misconfigured
from moderation.jobs import JudgeQueue
from moderation.lexicon import Lexicon, own_entries
from moderation.lexicon.live import LiveLexicon
from moderation.notifying import Mailroom
from moderation.openid import Provider
from moderation.pipeline import Stage
from moderation.policies import open_policies
from moderation.policies.live import LivePolicies
from moderation.registries import Registries
from moderation.stages import in_order
from moderation.stages.flood import FloodStage
from moderation.stages.lexicon import LexiconStage
from moderation.stages.pii import PiiStage
from moderation.stages.toxicity import Absent, Toxicity
from moderation.store.lexicon import LexiconStore, MemoryLexicon
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
    connect,
)
from moderation.webhook.address import Guard
from moderation.webhook.courier import Courier

log = logging.getLogger(__name__)


def redis_url(settings: Settings) -> str:
    """The store that `HANMADI_REDIS_URL` names, else the embedded one that runs on `HANMADI_DATA`."""
    url = settings.redis_url or running_url(settings.data)
    if url is None:
        raise Misconfigured(
            f"{settings.data}에서 실행 중인 저장소가 없습니다. `make run`으로 시작하거나 "
            "HANMADI_REDIS_URL을 정하십시오. "
            f"(No store is running on {settings.data}: start one with `make run`, or set HANMADI_REDIS_URL.)"
        )
    return url


def open_desk(settings: Settings, redis: Redis | None = None) -> Desk:
    """The desk on Redis.  Connects on first use; raises Misconfigured if the settings name no store or no policy."""
    redis = redis or connect(redis_url(settings))
    queue, editions, articles = JudgeQueue(redis), RedisEditions(redis), RedisArticles(redis)
    pulses, authors = RedisPulses(redis, queue), RedisAuthors(redis)
    return Desk(
        comments=RedisComments(redis, queue, settings.durability),
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
        policies=LivePolicies(open_policies(settings.policy), editions),
        activity=RedisActivity(redis),
        proposals=RedisProposals(redis),
        webhooks=RedisWebhooks(redis),
        workshop=Registries(redis),
        engine=RedisEngine(redis, settings.durability),
        allowance=settings.allowance,
        clock=utc_now,
        limits=settings.tighten,
    )


def open_provider(settings: Settings) -> Provider | None:
    """The OpenID provider that the settings name, if they name one.  It is asked at the first login."""
    named = settings.openid
    return Provider(named.issuer, named.client, named.secret) if named else None


def open_mailroom(settings: Settings, redis: Redis | None = None) -> Mailroom:
    """What tells the sites, on the same Redis as the desk."""
    redis = redis or connect(redis_url(settings))
    guard = Guard(settings.webhook_private, settings.webhook_http)
    return Mailroom(
        webhooks=RedisWebhooks(redis),
        comments=RedisComments(redis, JudgeQueue(redis), settings.durability),
        courier=lambda url: Courier(url, guard),
        clock=utc_now,
    )


def open_stages(settings: Settings, overlay: LexiconStore | None = None) -> tuple[Stage, ...]:
    """The stages in their order; `overlay` is laid over our lists at run time.

    A model that cannot be loaded leaves a silent stage: then a person looks.
    """
    lexicon = LiveLexicon(Lexicon(own_entries()), overlay or MemoryLexicon())
    return in_order(LexiconStage(lexicon), PiiStage(), FloodStage(), toxicity(settings))


def toxicity(settings: Settings) -> Stage:
    """The toxicity stage with the model that the settings name, or its absence."""
    try:
        return Toxicity(load_classifier(settings.model))
    except ModelUnavailable as error:
        log.error("the toxicity stage is silent, every comment waits for a person: %s", error)
        return Absent("toxicity", str(error))
