"""The running product, as the tests drive it: `hanmadi run` in a process, a folder and on a port of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import urllib3

READY_SECONDS = 120
STOP_SECONDS = 20
LAST_LINE = "Ctrl-C"
NOTHING: Mapping[str, str] = {}


class Product:
    """Starts `hanmadi run`; `said` is everything that it printed so far."""

    def __init__(self, folder: Path, environment: Mapping[str, str] = NOTHING, data: Path | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = data or folder / "data"
        self.output = folder / "output"
        self.environ = clean_environ() | {
            "HANMADI_PORT": str(self.port),
            "HANMADI_DATA": str(self.data),
            "HANMADI_WORKERS": "1",
            **environment,
        }
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                hanmadi("run"),
                env=self.environ,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=heed_hangups,
            )

    @property
    def said(self) -> str:
        """Everything that it printed so far."""
        return self.output.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        """Until it has announced itself."""
        until(lambda: LAST_LINE in self.said or self.process.poll() is not None, READY_SECONDS)
        assert self.process.poll() is None, self.said

    def key(self, site: str) -> str:
        """The API key of a new site."""
        command = hanmadi("site", "add", site)
        added = subprocess.run(command, env=self.environ, check=True, capture_output=True, text=True)
        return added.stdout.strip()

    def call(self, method: str, path: str, **details: Any) -> tuple[int, dict[str, Any]]:
        """Status and JSON of an answer; (0, {}) if nobody answers."""
        try:
            answer = urllib3.request(method, f"{self.url}{path}", timeout=30, retries=False, **details)
        except urllib3.exceptions.HTTPError:
            return 0, {}
        return answer.status, answer.json()

    def programs(self, like: str) -> list[int]:
        """The processes directly under the supervisor whose command line contains `like`."""
        children = [pid for pid, (parent, _) in processes().items() if parent == self.process.pid]
        return [pid for pid in children if like in processes().get(pid, (0, ""))[1]]

    def family(self) -> set[int]:
        """The supervisor's process and all that descend from it."""
        family, table = {self.process.pid}, processes()
        while more := {pid for pid, (parent, _) in table.items() if parent in family} - family:
            family |= more
        return family

    def stop(self, by: signal.Signals = signal.SIGINT) -> None:
        """Send it a signal, and see that no process of it is left."""
        if self.process.poll() is not None:
            return
        family = self.family()
        self.process.send_signal(by)
        self.process.wait(STOP_SECONDS)
        until(lambda: not family & processes().keys(), STOP_SECONDS)


def heed_hangups() -> None:
    """Tests that run under nohup would hand it on, and the product rightly ignores a hang-up then."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def hanmadi(*words: str) -> list[str]:
    """The `hanmadi` command of the Python that runs the tests."""
    return [sys.executable, "-m", "moderation.cli", *words]


def clean_environ() -> dict[str, str]:
    """Our environment without what would move or change the product."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HANMADI_")}


def told(environment: Mapping[str, str]) -> tuple[int, str]:
    """The exit status of a `hanmadi run` that cannot start, and what it printed."""
    command = hanmadi("run")
    ended = subprocess.run(
        command, env=clean_environ() | dict(environment), capture_output=True, text=True, timeout=60, check=False
    )
    return ended.returncode, ended.stdout + ended.stderr


def processes() -> dict[int, tuple[int, str]]:
    """Parent and command line of every living process (a zombie is none)."""
    if shutil.which("ps") is None:
        return _proc_table()
    table = subprocess.run(["ps", "-Aww", "-o", "pid=,ppid=,stat=,args="], check=True, capture_output=True, text=True)
    rows = (line.split(None, 3) for line in table.stdout.splitlines())
    return {int(pid): (int(parent), args) for pid, parent, state, args in rows if not state.startswith("Z")}


def _proc_table() -> dict[int, tuple[int, str]]:
    """The same where there is no `ps`: a slim Debian image."""
    table = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except (FileNotFoundError, ProcessLookupError):
                continue
            if state != "Z":
                table[int(entry.name)] = (int(parent), command)
    return table


def until(true: Callable[[], object], seconds: float = 30) -> None:
    """Wait until it is true; fail if it never is."""
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, f"still not so after {seconds} seconds"
        time.sleep(0.1)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
