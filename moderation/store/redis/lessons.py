"""Lessons in Redis: a string for each comment, and for each site their order by time."""

import json
from datetime import datetime
from typing import Any

from redis import Redis

from moderation.lesson import Fault, Lesson
from moderation.store.records import dumps, milliseconds, moment
from moderation.store.redis import keys
from moderation.store.redis.connection import text, translated


class RedisLessons:
    """The Lessons on Redis."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def add(self, lesson: Lesson) -> None:
        """See Lessons."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            pipe.set(keys.lesson_key(lesson.comment), _packed(lesson))
            pipe.zadd(keys.lessons_key(lesson.site), {lesson.comment: milliseconds(lesson.at)})
            pipe.execute()

    def about(self, comment: str) -> Lesson | None:
        """See Lessons."""
        with translated():
            data = self.redis.get(keys.lesson_key(comment))
        return _unpacked(data) if data else None

    def drop(self, comment: str, site: str) -> None:
        """See Lessons."""
        with translated(), self.redis.pipeline() as pipe:
            pipe.multi()
            pipe.delete(keys.lesson_key(comment))
            pipe.zrem(keys.lessons_key(site), comment)
            pipe.execute()

    def since(self, site: str, at: datetime, limit: int) -> list[Lesson]:
        """See Lessons."""
        with translated():
            found: Any = self.redis.zrange(
                keys.lessons_key(site), milliseconds(at), "+inf", byscore=True, offset=0, num=limit
            )
            lessons: Any = self.redis.mget([keys.lesson_key(text(id)) for id in found]) if found else []
        return [_unpacked(data) for data in lessons if data]


def _packed(lesson: Lesson) -> str:
    return dumps(
        {
            "comment": lesson.comment,
            "site": lesson.site,
            "turn": lesson.turn,
            "revision": lesson.revision,
            "fault": lesson.fault.value,
            "by": lesson.by,
            "at": milliseconds(lesson.at),
            "entries": lesson.entries,
            "remark": lesson.remark,
        }
    )


def _unpacked(data: str | bytes) -> Lesson:
    fields = json.loads(data)
    told = {"fault": Fault(fields["fault"]), "at": moment(fields["at"]), "entries": tuple(fields["entries"])}
    return Lesson(**{**fields, **told})
