"""The data folder: made, tried, and held by one `hanmadi run` at a time."""

import fcntl
import os
import time
from pathlib import Path

from moderation import embedded
from moderation.errors import Misconfigured, StoreUnavailable
from moderation.store.redis import RedisSites, connect

ORPHAN_SECONDS = 10.0
"""How long a store whose `hanmadi run` was killed may take to end by itself."""

PAUSE = 0.1


def hold(data: Path) -> int:
    """Make the folder if need be, and hold it until this process ends, however that ends: a lock without a file.

    Returns the descriptor that holds it.  Raises Misconfigured.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe = data / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
        descriptor = os.open(data, os.O_RDONLY)
    except OSError as error:
        raise Misconfigured(
            f"{data} 폴더에 쓸 수 없습니다. HANMADI_DATA로 다른 폴더를 고르십시오. "
            f"(Cannot write to {data}: {error.strerror}; choose another HANMADI_DATA.)"
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise Misconfigured(
            f"{data}에서 이미 Hanmadi가 실행 중입니다. 그것을 멈추거나 HANMADI_DATA로 다른 폴더를 고르십시오. "
            f"(Hanmadi is already running on {data}; stop it, or choose another HANMADI_DATA.)"
        ) from error
    return descriptor


def free_of_orphans(data: Path, seconds: float = ORPHAN_SECONDS) -> None:
    """Wait for the store of a `hanmadi run` that was killed to end.  Raises Misconfigured if it does not."""
    give_up = time.monotonic() + seconds
    while answers(embedded.url(data)):
        if time.monotonic() > give_up:
            raise Misconfigured(
                f"{data}의 저장소가 아직 실행 중입니다. 남은 valkey-server를 멈추십시오. "
                f"(A store is still running on {data} without its Hanmadi; stop that valkey-server.)"
            )
        time.sleep(PAUSE)


def answers(url: str) -> bool:
    """Whether a store answers there."""
    try:
        RedisSites(connect(url, timeout=2)).sites()
    except StoreUnavailable:
        return False
    return True
