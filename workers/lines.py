"""The two lines at which a worker serves: the urgent one first, and neither loses a job in a crash.

RQ waits at several queues with BLPOP, and a job that was popped is nowhere if its worker dies now.  So here each job
is moved, never popped: from the urgent queue at once or not at all, then from the ordinary one, where an idle worker
waits.  What else waits leaves its line in the moment in which it is begun (`workers.bookkeeping`).  Whoever hurries
stands in the ordinary line where nobody else does (`moderation.jobs.PUSH`): that wakes a worker at once.
"""

from collections.abc import Iterable
from typing import Any

from redis import Redis
from rq import Queue
from rq.intermediate_queue import IntermediateQueue
from rq.job import Job
from rq.serializers import JSONSerializer

from moderation.jobs import QUEUE, TIMEOUT, URGENT


class Line(Queue):
    """An RQ queue that is served beside another, in the order in which the worker names them."""

    @classmethod
    def dequeue_any(  # type: ignore[override]
        cls, queues: Iterable[Queue], timeout: int | None, connection: Redis, **fetching: Any
    ) -> tuple[Job, Queue] | None:
        """RQ's, but moving, and waiting at the last queue only.  Raises DequeueTimeout after `timeout` seconds."""
        *first, last = queues
        while True:
            moved = next(filter(None, (cls.lmove(connection, queue.key, None) for queue in first)), None)
            moved = moved or cls.lmove(connection, last.key, timeout)
            if moved is None:
                return None
            key, id = moved[0], moved[1].decode()
            found = cls._fetch_dequeued_job(connection, key, id, **fetching)
            if found:
                return found
            connection.lrem(IntermediateQueue.get_intermediate_queue_key(key), 1, id)  # its comment is settled


def lines(redis: Redis) -> list[Line]:
    """Where a worker serves, most urgent first."""
    return [
        Line(name, connection=redis, serializer=JSONSerializer, default_timeout=TIMEOUT) for name in (URGENT, QUEUE)
    ]
