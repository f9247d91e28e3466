"""A site's user in the embedded store is there after the store was killed, and after the product was restarted."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from moderation import embedded
from moderation.client import StoreAway
from moderation.client.direct import DecisionReader
from tests.product import Product, hanmadi, until


@contextmanager
def started(folder: Path) -> Iterator[Product]:
    """The product on this folder; nothing here needs a model, and a start without one is quick."""
    product = Product(folder, {"HANMADI_MODEL": "/no/model"})
    try:
        product.wait_until_ready()
        yield product
    finally:
        product.stop()


def reads(url: str) -> bool:
    with DecisionReader(url, "whytimes") as reader:
        try:
            return reader.count("21468") == 0
        except StoreAway:
            return False


def test_the_user_outlives_the_store_and_the_product(tmp_path: Path) -> None:
    """And whoever made it is not told otherwise."""
    with started(tmp_path) as product:
        command = hanmadi("site", "add", "whytimes", "--redis-reader")
        added = subprocess.run(command, env=product.environ, check=True, capture_output=True, text=True)
        assert "forgets" not in added.stderr
        _, user, password = added.stdout.split()
        url = f"unix://{user}:{password}@{embedded.socket_path(product.data)}"
        assert reads(url)
        for pid in product.programs("valkey-server"):
            os.kill(pid, signal.SIGKILL)
        until(lambda: reads(url))
        assert password not in embedded.users_path(product.data).read_text()
    with started(tmp_path):
        assert reads(url)
