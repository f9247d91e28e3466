"""One, two and four worker processes on one queue, and two hosts: network namespaces with one worker each."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.drains import steady
from benchmarks.options import Options
from benchmarks.ours import Ours
from benchmarks.rigs import free_port
from benchmarks.stats import Spread, interleaved, rounded
from benchmarks.stores import Store, as_shipped
from benchmarks.texts import Texts

COUNTS = (1, 2, 4)
NETWORK = "10.213"
"""Addresses of the hosts: 10.213.N.1 is the store's side, 10.213.N.2 the worker's."""


def measure(options: Options, texts: Texts, say: Callable[[str], None]) -> dict[str, Any]:
    """Comments a second by processes, and over the network."""
    kinds: dict[str, Callable[[], float]] = {
        **{f"processes_{count}": lambda count=count: local(options, texts, count) for count in COUNTS},  # type: ignore[misc]
    }
    with ExitStack() as stack:
        try:
            hosts = stack.enter_context(namespaces(2))
            kinds["hosts_2"] = lambda: over_network(options, texts, hosts)
            why = None
        except (OSError, subprocess.CalledProcessError) as error:
            why = f"two hosts were not tried: {error}"
            say(why)
        found: dict[str, list[float]] = {name: [] for name in kinds}
        for _, name in interleaved(list(kinds), options.repeat):
            found[name].append(kinds[name]())
            say(f"scaling: {name:<12} {found[name][-1]:8.1f} comments/s")
    spreads = {name: Spread.of(rates) for name, rates in found.items()}
    figures = {name: rounded(spread.median) for name, spread in spreads.items()}
    ranges = {name: [rounded(spread.low), rounded(spread.high)] for name, spread in spreads.items()}
    return {**figures, "ranges": ranges, **({"left_out": why} if why else {})}


def local(options: Options, texts: Texts, count: int) -> float:
    """Comments a second with so many workers on this host."""
    with Ours(options.model) as rig:
        rig.fill(texts.take(options.comments))
        rig.start_workers(count)
        rig.until_decided(1)
        return steady(rig, options.comments, options.seconds / 2).rate


def over_network(options: Options, texts: Texts, hosts: list[str]) -> float:
    """The same with one worker in each namespace, and the store outside of them."""
    port, password = free_port(), secrets.token_urlsafe(24)
    bound = " ".join(f"{NETWORK}.{number}.1" for number in range(len(hosts)))

    def listening(folder: Path, environment: Mapping[str, str]) -> Store:
        return as_shipped(folder, environment, [f"port {port}", f"bind {bound}"], password)

    with Ours(options.model, store=listening) as rig:
        rig.fill(texts.take(options.comments))
        for number, host in enumerate(hosts):
            url = f"redis://:{password}@{NETWORK}.{number}.1:{port}"
            rig.start_workers(1, ["ip", "netns", "exec", host, "env", f"HANMADI_REDIS_URL={url}"])
        rig.until_decided(1)
        return steady(rig, options.comments, options.seconds / 2).rate


@contextmanager
def namespaces(count: int) -> Iterator[list[str]]:
    """So many network namespaces, each joined to us by a cable of its own.  Raises OSError where that is refused."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        raise OSError("network namespaces need root and the program ip")
    names = [f"hmbench{number}" for number in range(count)]
    try:
        for number, name in enumerate(names):
            cable = [f"{name}a", f"{name}b"]
            _ip("netns", "add", name)
            _ip("link", "add", cable[0], "type", "veth", "peer", "name", cable[1], "netns", name)
            _ip("addr", "add", f"{NETWORK}.{number}.1/30", "dev", cable[0])
            _ip("link", "set", cable[0], "up")
            _ip("-n", name, "addr", "add", f"{NETWORK}.{number}.2/30", "dev", cable[1])
            _ip("-n", name, "link", "set", cable[1], "up")
        yield names
    finally:
        for name in names:
            subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
            subprocess.run(["ip", "link", "del", f"{name}a"], capture_output=True, check=False)


def _ip(*arguments: str) -> None:
    done = subprocess.run(["ip", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"ip {' '.join(arguments)}: {done.stderr.strip()}")
