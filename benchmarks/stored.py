"""Fills a store with decided comments by the store's own code, without queue or model."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from benchmarks.ours import Ours, comment_of
from moderation.comment import Article, Comment
from moderation.decision import Decision, Verdict
from moderation.desk import utc_now
from moderation.jobs import QUEUE, JudgeQueue
from moderation.policy import load
from moderation.record import Record
from moderation.store import Durability
from moderation.store.redis import RedisComments

CHUNK = 1000


class NoQueue(JudgeQueue):
    """A queue that nothing is put into: what is stored here is decided already."""

    def keep(self, pipe: Any, ids: Sequence[str], urgent: bool = False) -> list[str]:
        """Nothing."""
        return []


def store_decided(rig: Ours, texts: Sequence[str], article: str | None = None) -> None:
    """Store each text as a published comment, as if the machine had found nothing; under one article where named."""
    redis = Redis.from_url(rig.store.url)
    comments = RedisComments(redis, NoQueue(redis), Durability.MEMORY)
    for start in range(0, len(texts), CHUNK):
        chunk = [comment_of(text, start + place) for place, text in enumerate(texts[start : start + CHUNK])]
        if article:
            chunk = [replace(comment, article=Article(article)) for comment in chunk]
        comments.receive(chunk)
        comments.rule([(Record(comment), published(comment)) for comment in chunk])
    Queue(QUEUE, connection=redis, serializer=JSONSerializer).empty()  # type: ignore[no-untyped-call]
    redis.close()


def published(comment: Comment) -> Decision:
    """What the policy says of a comment that nothing was found in."""
    return Decision(Verdict.PUBLISH, utc_now(), policy=load().identity, versions={"toxicity": "stored@1.0.0 for-size"})


def fill_to(rig: Ours, count: int, take: Callable[[int, int], list[str]], say: Callable[[str], None]) -> None:
    """Store decided comments until there are so many; says how far it is."""
    step = 50 * CHUNK
    for start in range(0, count, step):
        store_decided(rig, take(min(step, count - start), start))
        if count > step:
            say(f"flat: {min(start + step, count):,} of {count:,} stored")
