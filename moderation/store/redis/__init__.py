"""The store on Redis (7.0 or later) or Valkey (8 or later).

Keys that sites may read: `hm:decision:{id}`, `hm:published:{site}:{article}`, `hm:decisions:{site}`.  The rest is
private: `hm:comment:{id}` (the record), `hm:pending` (zset of ids by time of receipt), `hm:held:{site}` (likewise),
`hm:attempts` (hash: how often a pending comment was queued again), `hm:sites` (set), `hm:key:{hash}` (whose API key),
`hm:secret` (signs receipts), `hm:pulses` (hash: which workers live, and until when that is believed).
"""

from moderation.store.redis.comments import RedisComments
from moderation.store.redis.connection import connect
from moderation.store.redis.pulses import RedisPulses
from moderation.store.redis.sites import RedisSites

__all__ = ["RedisComments", "RedisPulses", "RedisSites", "connect"]
