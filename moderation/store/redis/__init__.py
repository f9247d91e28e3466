"""The store on Redis (7.0 or later) or Valkey (8 or later).

Sites may read `hm:decision:{id}`, `hm:published:{site}:{article}` and `hm:decisions:{site}`; the rest is private.
`keys.py` names the keys of comments and of what is said about them; the others are named where they are used.
"""

from moderation.store.redis.activity import RedisActivity
from moderation.store.redis.articles import RedisArticles
from moderation.store.redis.authors import RedisAuthors
from moderation.store.redis.batches import RedisBatches
from moderation.store.redis.comments import RedisComments
from moderation.store.redis.connection import connect
from moderation.store.redis.docket import RedisDocket
from moderation.store.redis.echoes import RedisEchoes
from moderation.store.redis.editions import RedisEditions
from moderation.store.redis.engine import RedisEngine
from moderation.store.redis.gate import RedisGate
from moderation.store.redis.keyring import RedisKeyring
from moderation.store.redis.lessons import RedisLessons
from moderation.store.redis.lexicon import RedisLexicon
from moderation.store.redis.logbook import RedisLogbook
from moderation.store.redis.objections import RedisObjections
from moderation.store.redis.people import RedisPeople
from moderation.store.redis.proposals import RedisProposals
from moderation.store.redis.pulses import RedisPulses
from moderation.store.redis.sites import RedisSites
from moderation.store.redis.tallies import RedisTallies
from moderation.store.redis.webhooks import RedisWebhooks

__all__ = [
    "RedisActivity",
    "RedisArticles",
    "RedisAuthors",
    "RedisBatches",
    "RedisComments",
    "RedisDocket",
    "RedisEchoes",
    "RedisEditions",
    "RedisEngine",
    "RedisGate",
    "RedisKeyring",
    "RedisLessons",
    "RedisLexicon",
    "RedisLogbook",
    "RedisObjections",
    "RedisPeople",
    "RedisProposals",
    "RedisPulses",
    "RedisSites",
    "RedisTallies",
    "RedisWebhooks",
    "connect",
]
