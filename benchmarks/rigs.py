"""A system under test, put up from its public commands on a store and in a folder of its own, and taken down again."""

import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from benchmarks.client import Client
from benchmarks.processes import Process
from benchmarks.stores import Store

FIRST_SECONDS = 120.0
"""How long a system may take to do anything at all."""

POLL = 0.02


class Rig:
    """What all systems have in common: a folder, a store, a web server, workers.  Use it as a context manager."""

    path_of_comments = "/v1/comments"

    def __init__(self, environment: Mapping[str, str], store: Callable[[Path, Mapping[str, str]], Store]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hmb-"))
        self.environment = {**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", **environment}
        self.store = store(self.folder, self.environment)
        self.workers: list[Process] = []
        self.others: list[Process] = []
        self.headers: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        for process in (*self.workers, *self.others):
            process.popen.terminate()
        for process in (*self.workers, *self.others):
            process.stop()
        self.store.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def fill(self, texts: Sequence[str]) -> None:
        """Put comments into the queue by the system's own code, without the web."""
        raise NotImplementedError

    def decided(self) -> int:
        """How many comments have been decided since the store began."""
        raise NotImplementedError

    def worker_command(self) -> list[str]:
        """What one worker process is started with."""
        raise NotImplementedError

    def web_command(self, port: int) -> tuple[list[str], dict[str, str]]:
        """What the web server is started with, and what its environment holds besides."""
        raise NotImplementedError

    def start_workers(self, count: int, before: Sequence[str] = ()) -> list[Process]:
        """So many more worker processes; `before` stands before the command."""
        started = [self._start([*before, *self.worker_command()], "worker") for _ in range(count)]
        self.workers += started
        return started

    def start_web(self) -> "Web":
        """The web server, once it takes connections."""
        port = free_port()
        command, environment = self.web_command(port)
        process = self._start(command, "web", environment)
        self.others.append(process)
        self._until(lambda: takes_connections(port), process)
        return Web(process, port, self.headers)

    def stop_workers(self) -> None:
        """End all workers in good order."""
        for process in self.workers:
            process.popen.terminate()
        while self.workers:
            self.workers.pop().stop()

    def until_up(self) -> None:
        """Waits until every worker has told RQ that it works, which it does with its model loaded."""
        give_up = time.monotonic() + FIRST_SECONDS
        while self.store.count("SCARD", "rq:workers") < len(self.workers) and time.monotonic() < give_up:
            for process in self.workers:
                process.must_run()
            time.sleep(POLL)

    def until_decided(self, count: int, seconds: float = FIRST_SECONDS) -> float:
        """Waits until so many are decided or the time is over; the moment (perf_counter) at which that was seen."""
        give_up = time.perf_counter() + seconds
        while self.decided() < count and time.perf_counter() < give_up:
            for process in self.workers:
                process.must_run()
            time.sleep(POLL)
        return time.perf_counter()

    def _until(self, ready: Callable[[], bool], process: Process) -> None:
        give_up = time.monotonic() + FIRST_SECONDS
        while not ready():
            process.must_run()
            if time.monotonic() > give_up:
                raise RuntimeError(f"{process.popen.args!r} did not start:\n{process.log.read_text()[-2000:]}")
            time.sleep(POLL)

    def _start(self, command: Sequence[str], name: str, environment: Mapping[str, str] | None = None) -> Process:
        number = len(list(self.folder.glob("*.log")))
        log = self.folder / f"{name}-{number}.log"
        return Process(command, {**self.environment, **(environment or {})}, log)


class Web:
    """A running web server and how to talk to it."""

    def __init__(self, process: Process, port: int, headers: Mapping[str, str]) -> None:
        self.process, self.port, self.headers = process, port, dict(headers)

    def client(self) -> Client:
        """A connection of one's own, which stays open."""
        return Client(self.port, self.headers)


def python(*arguments: str) -> list[str]:
    """A command for this interpreter."""
    return [sys.executable, "-m", *arguments]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def takes_connections(port: int) -> bool:
    """Whether somebody listens there."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
