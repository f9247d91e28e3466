"""The whole way of the news: a site sets a webhook by command, a reader writes, the site is told, whatever dies."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3
from standardwebhooks.webhooks import Webhook as Verifier

from tests.builders import a_submission
from tests.product import Product, hanmadi, until
from tests.receiver import Receiver

SITE = "whytimes"
QUICK = {"HANMADI_MODEL": "/no/model", "HANMADI_WEBHOOK_PRIVATE": "allow"}
"""Without a model every comment is held, which is told like any other state."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The site's own server."""
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product without a model, in a folder of its own."""
    product = Product(tmp_path, QUICK)
    try:
        product.wait_until_ready()
        yield product
    finally:
        product.stop()


def command(product: Product, *words: str) -> str:
    """What `hanmadi webhook` prints."""
    ended = subprocess.run(hanmadi("webhook", *words), env=product.environ, check=True, capture_output=True, text=True)
    return ended.stdout.strip()


def test_a_site_is_told_of_a_comment_and_of_its_end(product: Product, receiver: Receiver) -> None:
    """And the notifier is killed in between."""
    headers = {"Authorization": f"Bearer {product.key(SITE)}"}
    secret = command(product, "set", SITE, receiver.url)
    status, comment = product.call("POST", "/v1/comments", json=a_submission(text="지워질 말"), headers=headers)
    assert status == 202
    until(lambda: receiver.messages)
    until(lambda: "comments that wait): 0" in command(product, "show", SITE))
    for pid in product.programs("cli notify"):
        os.kill(pid, signal.SIGKILL)
    erased = urllib3.request("DELETE", f"{product.url}/v1/comments/{comment['id']}", headers=headers, retries=False)
    assert erased.status == 204
    until(lambda: len(receiver.messages) == 2)
    for message in receiver.messages:
        Verifier(secret).verify(message.body, dict(message.headers))
    held, deleted = (message.json for message in receiver.messages)
    assert (held["id"], held["state"], held["text"]) == (comment["id"], "held", "지워질 말")
    assert (deleted["id"], deleted["state"], deleted["text"]) == (comment["id"], "deleted", None)
    assert "missed changes): 0" in command(product, "show", SITE)
