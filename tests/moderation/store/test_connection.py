"""How long a store that is there, and does not answer, keeps us."""

import socket
from collections.abc import Iterator

import pytest
from redis.exceptions import TimeoutError

from moderation.errors import StoreUnavailable
from moderation.store.redis import connect
from moderation.store.redis.connection import translated


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def test_a_store_that_does_not_answer_in_time_is_asked_once(silent: socket.socket) -> None:
    """A second and a third time would only keep the caller longer, and might do a thing twice."""
    host, port = silent.getsockname()
    with connect(f"redis://{host}:{port}/0", timeout=0.2) as redis:
        with pytest.raises(StoreUnavailable) as error, translated():
            redis.get("hm:secret")
        assert isinstance(error.value.__cause__, TimeoutError)
        first, _ = silent.accept()
        first.close()
        with pytest.raises(socket.timeout):
            silent.accept()
