"""The door through which comments come into Redis: all of it at once or nothing, in one round trip, the wait for the
disk included.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from redis import Redis

from moderation.comment import Comment
from moderation.errors import StoreUnavailable
from moderation.jobs import PUSH, JudgeQueue
from moderation.record import Record
from moderation.store import Once
from moderation.store.redis import activity, keys, writing
from moderation.store.redis.connection import Disk
from moderation.store.redis.merged import Merged

ONCE_SECONDS = 24 * 3600
"""How long an idempotency key is remembered."""

RECEIVE = (
    PUSH
    + """
local once, seconds, hurries, jobs = unpack(ARGV, 1, 4)
if once ~= '' then
  local earlier = redis.call('GET', KEYS[1])
  if earlier then return earlier end
  redis.call('SET', KEYS[1], once, 'EX', seconds)
end
local last = 4 + jobs
if last > 4 then push(KEYS[2], KEYS[3], hurries == '1', 5, last) end
while last < #ARGV do
  local first = last + 2
  last = first + ARGV[first - 1] - 1
  redis.call(unpack(ARGV, first, last))
end
return false
"""
)
"""Lua: what stands under an idempotency key; where nothing does, the places in line are taken and the commands run that
follow, each after the number of its words."""


MOST = 1000
"""Comments that come in together: Lua cannot unpack more than some thousand words."""


class Door:
    """Where RedisComments lets comments in."""

    def __init__(self, redis: Redis, queue: JudgeQueue, disk: Disk) -> None:
        self.redis = redis
        self.queue = queue
        self.disk = disk

    def receive(self, comments: Sequence[Comment], once: Once | None, urgent: bool) -> str | None:
        """Keep new comments and enqueue their judgement; or what stands under the idempotency key already.

        Raises StoreUnavailable if they are not as durable as a 202 says; then nothing of them stays.
        """
        if len(comments) > MOST:
            raise ValueError(f"{len(comments)} comments are more than come in at once ({MOST})")
        lines = (self.queue.queue.key, self.queue.urgent.key)
        key = keys.once_key(once.key) if once else lines[0]
        with self.redis.pipeline(transaction=False) as pipe:
            pipe.eval(RECEIVE, 3, key, *lines, *self._words(comments, once, urgent))
            (earlier,), durable = self.disk.execute(pipe)
        if earlier is None and not durable:
            self._withdraw(comments, *([key] if once else []))
            raise StoreUnavailable("Redis did not write the comment to disk in time.")
        return earlier.decode() if earlier else None

    def _words(self, comments: Sequence[Comment], once: Once | None, urgent: bool) -> Iterator[Any]:
        """The arguments of the script."""
        pipe = self.redis.pipeline()  # only written down: the script runs it
        merged = Merged(pipe)
        for comment in comments:
            writing.receive(merged, Record(comment))
            activity.count(merged, None, Record(comment))
        jobs = self.queue.keep(merged, [comment.id for comment in comments], urgent)
        merged.flush()
        yield from (f"{once.body} {once.answer}" if once else "", ONCE_SECONDS, int(urgent), len(jobs), *jobs)
        for words, _ in pipe.command_stack:
            yield from (len(words), *words)

    def _withdraw(self, comments: Sequence[Comment], *also: str) -> None:
        """Take comments back, with the keys in `also`; their jobs find nothing, and end."""
        with self.redis.pipeline() as pipe:
            for comment in comments:
                writing.withdraw(pipe, Record(comment))
                activity.count(pipe, Record(comment), None)
            if also:
                pipe.delete(*also)
            pipe.execute()
