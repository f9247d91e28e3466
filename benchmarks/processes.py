"""Child processes, and what the kernel says that they cost (Linux: /proc)."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
STOP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Resident:
    """Memory of a process and its children in MB: `pss` shares what is shared, `rss` counts it for each."""

    pss: float
    rss: float


class Process:
    """A program that is running, and that ends with us however we end."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.log = log
        tethered = [sys.executable, "-m", "moderation.tether", str(os.getpid()), *command]
        with log.open("ab") as out:
            self.popen = subprocess.Popen(
                tethered, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.popen.pid

    def must_run(self) -> None:
        """Raises RuntimeError with the end of its log if it has ended."""
        if self.popen.poll() is not None:
            raise RuntimeError(f"{self.popen.args!r} ended:\n{self.log.read_text(errors='replace')[-3000:]}")

    def cpu(self) -> float:
        """Seconds of CPU that it and its children, the ended ones too, have used."""
        return sum(map(cpu_seconds, family(self.pid)))

    def resident(self) -> Resident:
        """What it and its children hold."""
        rolled = [rollup(pid) for pid in family(self.pid)]
        return Resident(sum(each["Pss"] for each in rolled) / 1024, sum(each["Rss"] for each in rolled) / 1024)

    def stop(self) -> None:
        """End it in good order, or at once if that takes too long."""
        if self.popen.poll() is None:
            self.popen.terminate()
        try:
            self.popen.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()


def total_cpu(processes: Iterable[Process]) -> float:
    """Seconds of CPU of all of them together."""
    return sum(process.cpu() for process in processes)


def family(pid: int) -> Iterator[int]:
    """A process and all its living descendants."""
    yield pid
    for task in (PROC / str(pid) / "task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it ended while we looked
            continue
        for child in children:
            yield from family(int(child))


def cpu_seconds(pid: int) -> float:
    """CPU of one process and of those of its children that it has waited for."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def rollup(pid: int) -> dict[str, int]:
    """`Pss` and `Rss` of one process in kB."""
    found = {"Pss": 0, "Rss": 0}
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return found
    for line in lines:
        name, _, rest = line.partition(":")
        if name in found:
            found[name] = int(rest.split()[0])
    return found
