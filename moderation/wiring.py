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
from moderation.pipeline import Stage
from moderation.policies import open_policies
from moderation.stages import in_order
from moderation.stages.flood import FloodStage
from moderation.stages.lexicon import LexiconStage
from moderation.stages.pii import PiiStage
from moderation.stages.toxicity import Absent, Toxicity
from moderation.store.lexicon import LexiconStore, MemoryLexicon
from moderation.store.redis import (
    RedisArticles,
    RedisComments,
    RedisDocket,
    RedisEchoes,
    RedisLexicon,
    RedisLogbook,
    RedisObjections,
    RedisPeople,
    RedisPulses,
    RedisSites,
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
    queue = JudgeQueue(redis)
    return Desk(
        comments=RedisComments(redis, queue, settings.durability),
        sites=RedisSites(redis),
        articles=RedisArticles(redis),
        echoes=RedisEchoes(redis),
        objections=RedisObjections(redis),
        people=RedisPeople(redis),
        docket=RedisDocket(redis),
        logbook=RedisLogbook(redis),
        lexicon=RedisLexicon(redis),
        pulses=RedisPulses(redis, queue),
        policies=open_policies(settings.policy),
        clock=utc_now,
    )


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
