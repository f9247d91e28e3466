"""The gate on Redis: the buckets, the discussions, the parents and the backlog, in one pipeline."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from time import monotonic

from redis import Redis

from moderation.allowance import Draw, Level, Load
from moderation.store import Pulse
from moderation.store.gate import Asked, Scene
from moderation.store.redis import keys
from moderation.store.redis.articles import RedisArticles
from moderation.store.redis.authors import RedisAuthors
from moderation.store.redis.changing import record_keys, unpacked
from moderation.store.redis.connection import translated
from moderation.store.redis.pulses import RedisPulses

DRAW = """
redis.set_repl(redis.REPL_NONE)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local levels, refused = {}, false
for number, key in ipairs(KEYS) do
  local count, window, cost = unpack(ARGV, number * 3 - 2, number * 3)
  window = window * 1000
  local full = math.max(tonumber(redis.call('GET', key) or 0), now)
  local after = full + cost * window / count
  local wait = math.ceil(math.max(0, after - now - window))
  if refused then
    wait = 0
  elseif wait == 0 then
    redis.call('SET', key, after, 'PX', math.ceil(after - now))
    full = after
  elseif string.sub(key, -1) == ':' then
    refused = true
  end
  levels[number * 2 - 1] = math.floor((now + window - full) * count / window)
  levels[number * 2] = wait
end
return levels
"""
"""Lua, a token bucket as the time at which it is full again (GCRA).  Buckets are written neither to disk nor to
replicas: nobody needs them after a crash, and a write to disk would cost as much as the comment's own."""

RATE_SECONDS = 1.0
"""How long the speed of the workers is believed; they tell it once a second."""

ASSUMED = 20.0
"""Comments a second of a worker that has judged none yet."""


class RedisGate:
    """The Gate on Redis."""

    def __init__(self, redis: Redis, articles: RedisArticles, authors: RedisAuthors, pulses: RedisPulses) -> None:
        self.redis = redis
        self.articles = articles
        self.authors = authors
        self.pulses = pulses
        self.rate, self.rate_until = 0.0, 0.0

    def look(self, site: str, asked: Sequence[Asked], draws: Sequence[Draw], at: datetime) -> Scene:
        """See Gate."""
        parents = list(dict.fromkeys(each.parent for each in asked if each.parent))
        writers = list(dict.fromkeys(each.writer for each in asked if each.writer))
        articles = [(site, each.article) for each in asked]
        stale = monotonic() >= self.rate_until
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            pipe.eval(DRAW, len(draws), *_drawn(site, draws))
            pipe.mget(record_keys(parents) or [keys.PENDING])
            self.pulses.ask(pipe, beats=stale)
            self.authors.ask(pipe, writers)
            if articles:
                self.articles.ask(pipe, articles)
            levels, records, ordinary, urgent, *rest = pipe.execute()
        if stale:
            beats, *rest = rest
            self._believe(self.pulses.told(beats, at))
        known = 2 * len(writers)
        profiles = {profile.writer: profile for profile in self.authors.told(writers, rest[:known])}
        found = dict(zip(parents, unpacked(records), strict=True)) if parents else {}
        return Scene(
            self.articles.told(articles, rest[known:]) if articles else [],
            [found.get(each.parent or "") for each in asked],
            [profiles[each.writer] if each.writer else None for each in asked],
            [Level(*pair) for pair in zip(levels[::2], levels[1::2], strict=True)],
            Load(ordinary + urgent, self.rate),
        )

    def _believe(self, pulses: Sequence[Pulse]) -> None:
        self.rate = sum(ASSUMED if pulse.rate is None else pulse.rate for pulse in pulses)
        self.rate_until = monotonic() + RATE_SECONDS


def _drawn(site: str, draws: Sequence[Draw]) -> Iterator[str | int]:
    """The keys of the script, and its arguments.  Authors are told apart by a digest: no key names them."""
    for draw in draws:
        name = hashlib.blake2s(draw.name.encode(), digest_size=8).hexdigest() if draw.name else ""
        yield keys.bucket_key(site, name)
    for draw in draws:
        yield from (draw.rate.count, draw.rate.seconds, draw.cost)
