"""The embedded Valkey: its data under `HANMADI_DATA`, its socket where every other command finds it."""

import hashlib
import os
import tempfile
from pathlib import Path

SOCKET_PATH_MAX = 100
"""A Unix socket's path holds 104 bytes on macOS, 108 on Linux."""


def folder(data: Path) -> Path:
    """Where the append-only file lies."""
    return data / "valkey"


def socket_path(data: Path) -> Path:
    """The socket of the store on this data folder: inside it, or in a private folder where that path is too long."""
    inside = data / "valkey.sock"
    if len(os.fsencode(inside)) <= SOCKET_PATH_MAX:
        return inside
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"hanmadi-{os.getuid()}-{digest}" / "valkey.sock"


def url(data: Path) -> str:
    """The Redis URL of the store on this data folder."""
    return f"unix://{socket_path(data)}"


def running_url(data: Path) -> str | None:
    """The URL of the store on this data folder if its socket is there, else None."""
    return url(data) if socket_path(data).exists() else None


def configuration(data: Path) -> str:
    """`valkey.conf` for this data folder: no TCP port, every write on disk before it is answered."""
    return "\n".join(
        (
            "port 0",
            f'unixsocket "{socket_path(data)}"',
            "unixsocketperm 700",
            f'dir "{folder(data)}"',
            "daemonize no",
            "appendonly yes",
            "appendfsync always",
            "no-appendfsync-on-rewrite no",
            'save ""',
            "loglevel warning",
            f'logfile "{folder(data) / "valkey.log"}"',
            "",
        )
    )


def prepare(data: Path) -> Path:
    """Make the folders of the store and write its configuration; its path."""
    folder(data).mkdir(parents=True, exist_ok=True)
    socket_path(data).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    conf = data / "run" / "valkey.conf"
    conf.parent.mkdir(exist_ok=True)
    conf.write_text(configuration(data), encoding="utf-8")
    return conf
