"""The worker that takes one comment at a time: what batching is compared with."""

import pytest
from redis import Redis

from benchmarks.single import one_at_a_time
from tests.builders import Words, a_comment, a_desk_on
from workers import worker
from workers.worker import JudgeWorker


def test_a_single_worker_judges_each_comment_by_itself(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many wait."""
    for name in ("BATCH", "LEAST_REACH"):
        monkeypatch.setattr(worker, name, getattr(worker, name))  # restored afterwards
    one_at_a_time()
    desk, words = a_desk_on(redis), Words()
    desk.comments.receive([a_comment(f"댓글 {number}") for number in range(5)])
    JudgeWorker(redis, desk, [words], "single").work(burst=True, logging_level="WARNING")
    assert words.batches == [1, 1, 1, 1, 1]
