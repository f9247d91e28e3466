"""`hanmadi run`: it starts, says where it is, mends itself, stops without a trace, and refuses in one sentence."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.product import LAST_LINE, Product, hanmadi, processes, told, until

QUICK = {"HANMADI_MODEL": "/no/model"}
"""Nothing here needs a model, and a start without one is quick."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product without a model, in a folder of its own."""
    product = Product(tmp_path_factory.mktemp("run"), QUICK)
    try:
        product.wait_until_ready()
        yield product
    finally:
        product.stop()


def alive(product: Product) -> bool:
    """Whether the web server answers."""
    return product.call("GET", "/healthz")[0] == 200


def works(product: Product) -> bool:
    """Whether Redis and the worker are there, as `/readyz` tells it."""
    return bool(product.call("GET", "/readyz")[1].get("workers", 0))


def test_it_says_where_it_is_and_why_a_person_must_look_at_everything(running: Product) -> None:
    """Without a model nothing is published; that is said before the URLs."""
    assert f"{running.url}/" in running.said
    assert "모델을 읽지 못했습니다" in running.said
    assert "Traceback" not in running.said
    assert running.call("GET", "/readyz")[0] == 503


def test_a_second_start_finds_the_data_of_the_first_whatever_signal_ended_it(tmp_path: Path) -> None:
    """And nothing is left behind: no process, no socket, no lock."""
    sites: list[str] = []
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        product = Product(tmp_path, QUICK)
        product.wait_until_ready()
        sites.append(f"site{len(sites)}")
        assert product.key(sites[-1])
        began = time.monotonic()
        product.stop(ending)
        assert time.monotonic() - began < 10
        assert product.process.returncode == 0
        assert not list(product.data.rglob("*.sock"))
        assert not list(product.data.rglob("*.pid"))
    product = Product(tmp_path, QUICK)
    product.wait_until_ready()
    for site in sites:
        assert "already a site" in said_by(product, "site", "add", site)
    product.stop()


def said_by(product: Product, *words: str) -> str:
    """What another command, on the same data, prints."""
    ended = subprocess.run(hanmadi(*words), env=product.environ, capture_output=True, text=True, check=False)
    return ended.stdout + ended.stderr


def test_nothing_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    """The kernel tells its children; the next start then finds the folder and the port free."""
    product = Product(tmp_path, QUICK)
    product.wait_until_ready()
    family = product.family()
    product.process.kill()
    product.process.wait()
    until(lambda: not family & processes().keys())
    again = Product(tmp_path, QUICK | {"HANMADI_PORT": str(product.port)})
    again.wait_until_ready()
    again.stop()


def test_workers_leave_the_cores_to_those_who_are_waited_for(running: Product) -> None:
    """A backlog takes every core, and a comment that is sent meanwhile is still accepted at once."""
    web, worker = (os.getpriority(os.PRIO_PROCESS, running.programs(name)[0]) for name in (" web", " worker"))
    assert worker > web


@pytest.mark.parametrize("program", ["valkey-server", "cli web", "cli worker", "cli sweep"])
def test_what_dies_is_started_again(running: Product, program: str) -> None:
    """Each by kill -9, and in seconds."""
    before = running.programs(program)
    assert before
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(running.programs(program)) == len(before) and not set(running.programs(program)) & set(before))
    until(lambda: alive(running) and works(running))
    assert "started again" in running.said


@pytest.mark.parametrize("name", ["자료 50% 'a' \"b\" #c ;d \\e", "아주-긴-이름-" * 8])
def test_any_folder_will_do(tmp_path: Path, name: str) -> None:
    """Whatever its name holds, and however long its path: a socket's path has 108 bytes at most."""
    product = Product(tmp_path, QUICK | {"HANMADI_HOST": "0.0.0.0"}, tmp_path / name)  # the whole machine, for once
    product.wait_until_ready()
    assert alive(product)
    assert product.key("site")
    product.stop()
    assert (tmp_path / name / "valkey" / "appendonlydir").is_dir()


def test_one_folder_has_one_hanmadi(running: Product) -> None:
    """The second is told so, and the first does not notice."""
    status, said = told({"HANMADI_DATA": str(running.data), "HANMADI_PORT": "1"})
    assert (status, said.count("\n")) == (1, 1)
    assert "already running" in said
    assert alive(running)


def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path) -> None:
    """At once, and nothing was started."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = told({"HANMADI_PORT": str(port), "HANMADI_DATA": str(tmp_path)})
    assert (status, said.count("\n")) == (1, 1)
    assert f"127.0.0.1:{port}에서 요청을 받을 수 없습니다." in said
    assert f"(Cannot listen on 127.0.0.1:{port}: " in said


REFUSED = {
    "a whole number": {"HANMADI_PORT": "eighty"},
    "from 1 to 65535": {"HANMADI_PORT": "65536"},
    "from 1 to 256": {"HANMADI_WORKERS": "0"},
    "one of memory, fsync, replica": {"HANMADI_DURABILITY": "eventual"},
    "must begin with": {"HANMADI_REDIS_URL": "http://127.0.0.1"},
    "is not a Redis URL": {"HANMADI_REDIS_URL": "redis://127.0.0.1:port"},
    "cannot be used": {"HANMADI_REDIS_URL": "redis://:a-secret@127.0.0.1:1"},
    "cannot be read": {"HANMADI_POLICY": "/no/policy.toml"},
    "not valid TOML": {"HANMADI_POLICY": __file__},
    "Cannot write to": {"HANMADI_DATA": __file__},
    "Cannot listen on 192.0.2.1": {"HANMADI_HOST": "192.0.2.1"},
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_cannot_work_is_told_in_one_sentence(tmp_path: Path, reason: str) -> None:
    """In Korean, then in English; no traceback, no secret; and nothing was started."""
    status, said = told({"HANMADI_DATA": str(tmp_path), "HANMADI_PORT": "18999"} | REFUSED[reason])
    assert (status, said.count("\n")) == (1, 1), said
    assert reason in said
    assert any("가" <= letter <= "힣" for letter in said)
    assert "a-secret" not in said
    assert LAST_LINE not in said
