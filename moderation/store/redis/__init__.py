"""The store on Redis (7.0 or later) or Valkey (8 or later).

Keys that sites may read: `hm:decision:{id}`, `hm:published:{site}:{article}`, `hm:decisions:{site}`.  The rest is
private: `hm:comment:{id}` (the record), `hm:pending` (zset of ids by time of receipt), `hm:held:{site}` (likewise),
`hm:attempts` (hash: how often a pending comment was queued again), `hm:sites` (set), `hm:key:{hash}` (whose API key),
`hm:secret` (signs receipts), `hm:pulses` (hash: which workers live, and until when that is believed); and for webhooks
`hm:webhooks` (set of sites), `hm:webhook:{site}` (hash: URL, secrets, how far the stream was read),
`hm:letters:{site}:{comment}` (list: what must still be told), `hm:due:{site}` (zset: when) and `hm:dead:{site}` (zset:
what was given up).  None of these holds a text.  The desk's: `hm:people`, `hm:session:*`, `hm:sessions:*`, `hm:misses:*`,
`hm:audit` (stream), `hm:notes:{id}` (may quote; erased with the text), `hm:lease:{id}`.  The lexicon's overlay: `hm:lexicon` (hash of entries by key),
`hm:lexicon:version` (counts changes), `hm:lexicon:hits` and `hm:lexicon:overturned` (hashes of counts by key).
"""

from moderation.store.redis.articles import RedisArticles
from moderation.store.redis.comments import RedisComments
from moderation.store.redis.connection import connect
from moderation.store.redis.docket import RedisDocket
from moderation.store.redis.echoes import RedisEchoes
from moderation.store.redis.lexicon import RedisLexicon
from moderation.store.redis.logbook import RedisLogbook
from moderation.store.redis.objections import RedisObjections
from moderation.store.redis.people import RedisPeople
from moderation.store.redis.pulses import RedisPulses
from moderation.store.redis.sites import RedisSites
from moderation.store.redis.webhooks import RedisWebhooks

__all__ = [
    "RedisArticles",
    "RedisComments",
    "RedisDocket",
    "RedisDocket",
    "RedisEchoes",
    "RedisLexicon",
    "RedisLogbook",
    "RedisLogbook",
    "RedisObjections",
    "RedisPeople",
    "RedisPeople",
    "RedisPulses",
    "RedisSites",
    "RedisWebhooks",
    "connect",
]
