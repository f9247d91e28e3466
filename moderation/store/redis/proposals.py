"""Proposals in Redis: `hm:proposals:{site}` by article, and `hm:rest:{site}:{article}` while none is to come again."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from redis import Redis
from redis.exceptions import WatchError

from moderation.discussion import Mode
from moderation.store.proposals import MOST
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated
from moderation.tightening import Proposal, Why

LOOKED = "hm:looked"


class RedisProposals:
    """The ProposalStore on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def turn(self, at: datetime, every: timedelta) -> bool:
        """See ProposalStore."""
        with translated():
            return bool(self.redis.set(LOOKED, milliseconds(at), nx=True, px=every))

    def propose(self, site: str, proposal: Proposal) -> bool:
        """See ProposalStore."""
        key, rest = keys.proposals_key(site), keys.rest_key(site, proposal.article)
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(key, rest)  # type: ignore[no-untyped-call]
                    if pipe.exists(rest) or pipe.hlen(key) >= MOST or pipe.hexists(key, proposal.article):
                        return False
                    pipe.multi()
                    pipe.hset(key, proposal.article, _packed(proposal))
                    pipe.execute()
                    return True
                except WatchError:
                    continue

    def waiting(self, site: str) -> list[Proposal]:
        """See ProposalStore."""
        with translated():
            found: Any = self.redis.hgetall(keys.proposals_key(site))
        proposals = [_unpacked(text(article), data) for article, data in found.items()]
        return sorted(proposals, key=lambda each: each.at, reverse=True)

    def count(self, sites: Sequence[str]) -> int:
        """See ProposalStore.  One round trip."""
        with translated(), self.redis.pipeline(transaction=False) as pipe:
            for site in sites:
                pipe.hlen(keys.proposals_key(site))
            return sum(map(int, pipe.execute()))

    def settle(self, site: str, article: str, at: datetime, rest: timedelta) -> Proposal | None:
        """See ProposalStore."""
        key = keys.proposals_key(site)
        with translated(), self.redis.pipeline() as pipe:
            while True:
                try:
                    pipe.watch(key)  # type: ignore[no-untyped-call]
                    data = pipe.hget(key, article)
                    if data is None:
                        return None
                    pipe.multi()
                    pipe.hdel(key, article)
                    if rest:
                        pipe.set(keys.rest_key(site, article), milliseconds(at), px=rest)
                    pipe.execute()
                    return _unpacked(article, data)
                except WatchError:
                    continue

    def rouse(self, site: str, article: str) -> bool:
        """See ProposalStore."""
        with translated():
            return bool(self.redis.delete(keys.rest_key(site, article)))


def _packed(proposal: Proposal) -> str:
    return dumps(
        {
            "to": proposal.to.value,
            "at": milliseconds(proposal.at),
            "why": proposal.why.value,
            "comments": proposal.comments,
            "blocked": proposal.blocked,
            "usual": proposal.usual,
        }
    )


def _unpacked(article: str, data: Any) -> Proposal:
    fields = json.loads(data)
    return Proposal(
        article,
        Mode(fields["to"]),
        moment(fields["at"]),
        Why(fields["why"]),
        fields["comments"],
        fields["blocked"],
        fields["usual"],
    )
