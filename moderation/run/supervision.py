"""supervisord's states and restarts, without its files: what runs is told in Python, nothing is parsed or logged.

Programs write to the terminal themselves (supervisord would open /dev/fd/1 anew, which fails on a socket and on
another user's terminal), and the loop wakes as soon as a signal arrives instead of looking up once a second.
"""

import contextlib
import logging
import os
import shlex
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from supervisor import events
from supervisor.datatypes import RestartUnconditionally
from supervisor.loggers import getLogger
from supervisor.medusa.asyncore_25 import ExitNow
from supervisor.options import ProcessConfig, ProcessGroupConfig, ServerOptions
from supervisor.states import SupervisorStates
from supervisor.supervisord import Supervisor

log = logging.getLogger(__name__)

STOP_SECONDS = 10
"""A program that takes longer to stop is killed."""

STEADY_SECONDS = 1
"""A program that ends sooner than this after its start is started again a little later each time."""

RETRIES = sys.maxsize
LONGEST_PAUSE = 5
"""Seconds until a program that keeps dying is tried again, at most."""


@dataclass(frozen=True, slots=True)
class Program:
    """A process to keep running; `listener`, if any, becomes its standard input.  One that is `brief` runs once."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    listener: socket.socket | None = None
    brief: bool = False


def supervise(groups: Sequence[Sequence[Program]]) -> None:
    """Keep every program running until SIGINT, SIGTERM or SIGHUP; the last group stops first, each all at once."""
    options = ServerOptions()
    options.logger = getLogger()
    options.nodaemon = True
    options.serverurl, options.test = None, False
    options.minfds = 0  # Python's descriptors are closed in a child anyway (PEP 446)
    options.process_group_configs = [
        ProcessGroupConfig(options, f"group-{number}", number, [_configured(options, each) for each in group])
        for number, group in enumerate(groups)
    ]
    with contextlib.suppress(ExitNow):
        Loop(options).run()


class Loop(Supervisor):  # type: ignore[misc]
    """supervisord's loop.  It stops on a hang-up as well, and says what it had to start again."""

    def run(self) -> None:
        """Until everything has stopped: raises ExitNow."""
        for config in self.options.process_group_configs:
            self.add_process_group(config)
        bell = Bell()
        self.options.get_socket_map()[bell.reader.fileno()] = bell
        hangup = signal.getsignal(signal.SIGHUP)
        self.options.setsignals()
        if hangup is signal.SIG_IGN:  # nohup
            signal.signal(signal.SIGHUP, hangup)
        events.subscribe(events.ProcessStateExitedEvent, ended)
        events.subscribe(events.ProcessStateBackoffEvent, ended)
        self.runforever()

    def handle_signal(self) -> None:
        """Every signal that has arrived since the last look."""
        while received := self.options.get_signal():
            if received in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
                self.options.mood = SupervisorStates.SHUTDOWN


def ended(event: Any) -> None:
    """Tell the operator that a program ended and is started again."""
    process = event.process
    process.backoff = min(process.backoff, LONGEST_PAUSE)
    if process.config.autorestart:
        name = process.config.name
        log.warning("%s: 멈추어 다시 시작합니다. (%s ended; it is started again.)", name, name)


class Bell:
    """Wakes the loop when a signal arrives.  Looks like one of supervisord's dispatchers."""

    def __init__(self) -> None:
        self.reader, self.writer = socket.socketpair()
        self.reader.setblocking(False)
        self.writer.setblocking(False)
        signal.set_wakeup_fd(self.writer.fileno(), warn_on_full_buffer=False)

    def readable(self) -> bool:
        """It is read from,"""
        return True

    def writable(self) -> bool:
        """never written to,"""
        return False

    def handle_read_event(self) -> None:
        """and what was read says nothing more than: look."""
        self.reader.recv(4096)


class Inheriting(ProcessConfig):  # type: ignore[misc]
    """A program that shares our standard output and error, with a listening socket or nothing as its input."""

    listener: socket.socket | None = None

    def make_dispatchers(self, process: Any) -> tuple[dict[int, Any], dict[str, int | None]]:
        """No pipe to read from; the descriptors for the child, which supervisord closes here after the fork."""
        source = os.dup(self.listener.fileno()) if self.listener else os.open(os.devnull, os.O_RDONLY)
        ours = {"stdin": None, "stdout": None, "stderr": None}
        return {}, ours | {"child_stdin": source, "child_stdout": os.dup(1), "child_stderr": os.dup(2)}


def _configured(options: ServerOptions, program: Program) -> Inheriting:
    unused = dict.fromkeys(Inheriting.req_param_names)
    settings = {
        "name": program.name,
        "command": shlex.join(program.command),
        "environment": dict(program.environment),
        "priority": 1,
        "autostart": True,
        "autorestart": None if program.brief else RestartUnconditionally,
        "startsecs": 0 if program.brief else STEADY_SECONDS,
        "startretries": RETRIES,
        "stopsignal": signal.SIGTERM,
        "stopwaitsecs": STOP_SECONDS,
        "stopasgroup": False,
        "killasgroup": True,
        "exitcodes": [0],
        "redirect_stderr": False,
    }
    config = Inheriting(options, **(unused | settings))
    config.listener = program.listener
    return config
