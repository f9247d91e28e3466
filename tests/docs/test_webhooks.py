"""The receivers in docs/webhooks.md, as they stand there: they believe what is signed, and nothing else."""

import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which

import pytest

from moderation.webhook.address import Guard
from moderation.webhook.courier import Courier
from moderation.webhook.signature import new_secret, signed
from tests.conftest import missing
from tests.product import clean_environ, free_port, until

TEXT = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")
BODY = '{"id": "c_1", "state": "published", "text": "좋은 글"}'.encode()

Command = Callable[[str, int], list[str]]
RECEIVERS: dict[str, tuple[str, Command]] = {
    "php": ("hooks.php", lambda file, port: ["php", "-S", f"127.0.0.1:{port}", file]),
    "js": ("hooks.mjs", lambda file, port: ["node", file]),
    "python": ("hooks.py", lambda file, port: [sys.executable, file]),
}


@contextmanager
def running(language: str, folder: Path, secrets: str) -> Iterator[str]:
    """The URL of the receiver in this language."""
    name, command = RECEIVERS[language]
    (code,) = re.findall(rf"```{language}\n(.*?)```", TEXT, re.S)
    (folder / name).write_text(code, encoding="utf-8")
    port = free_port()
    words = command(name, port)
    if which(words[0]) is None:
        missing(words[0])
    environ = clean_environ() | {"WEBHOOK_SECRETS": secrets, "PORT": str(port)}
    with subprocess.Popen(
        words, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            until(lambda: answers(port))
            yield f"http://127.0.0.1:{port}/hooks/hanmadi"
        finally:
            server.kill()


def answers(port: int) -> bool:
    """Whether somebody listens."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("language", RECEIVERS)
def test_a_receiver_as_documented_believes_what_is_signed_and_nothing_else(language: str, tmp_path: Path) -> None:
    new, old, now = new_secret(), new_secret(), datetime.now(UTC)
    with (
        running(language, tmp_path, f"{new} {old}") as url,
        Courier(url, Guard(private=True)) as courier,
    ):

        def status(secrets: list[str], at: datetime = now, body: bytes = BODY) -> int:
            return courier.post(signed(secrets, "hm_1-0", at, BODY), body).status

        assert status([new]) == status([old]) == status([new_secret(), old]) == 204
        assert courier.post(signed([new], "hm_test_1", now, b'{"test": true}'), b'{"test": true}').status == 204
        assert status([new_secret()]) == 401
        assert status([new], body=BODY + b" ") == 401
        assert status([new], at=now - timedelta(minutes=6)) == 401
        assert courier.post({}, BODY).status == 401
