"""The embedded Valkey: its data under `HANMADI_DATA`, its socket where every other command finds it."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from moderation.errors import Misconfigured

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
    return f"unix://{quote(str(socket_path(data)))}"


def running_url(data: Path) -> str | None:
    """The URL of the store on this data folder if its socket is there, else None."""
    return url(data) if socket_path(data).exists() else None


def configuration(data: Path) -> str:
    """`valkey.conf` for this data folder: no TCP port, every write on disk before it is answered.

    Nobody reads its latency histograms (`INFO latencystats`), and they take more than a megabyte.
    """
    return "\n".join(
        (
            "port 0",
            f"unixsocket {quoted(socket_path(data))}",
            "unixsocketperm 700",
            f"dir {quoted(folder(data))}",
            f"aclfile {quoted(users_path(data))}",
            "daemonize no",
            "appendonly yes",
            "appendfsync always",
            "no-appendfsync-on-rewrite no",
            'save ""',
            "latency-tracking no",
            "loglevel warning",
            f"logfile {quoted(log_path(data))}",
            "",
        )
    )


def users_path(data: Path) -> Path:
    """Where Valkey keeps the users that were made for sites (hashes of their passwords)."""
    return folder(data) / "users.acl"


def log_path(data: Path) -> Path:
    """Where Valkey says what troubles it."""
    return folder(data) / "valkey.log"


def quoted(path: Path) -> str:
    """A path as valkey.conf takes it, whatever characters it holds."""
    return (
        '"'
        + "".join(
            chr(byte) if 0x20 < byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02x}" for byte in os.fsencode(path)
        )
        + '"'
    )


def prepare(data: Path) -> Path:
    """Make the folders of the store and write its configuration; its path.  Raises Misconfigured."""
    folder(data).mkdir(parents=True, exist_ok=True)
    private = socket_path(data).parent
    private.mkdir(mode=0o700, parents=True, exist_ok=True)
    if private != data and (private.is_symlink() or private.stat().st_uid != os.getuid()):
        raise Misconfigured(
            f"{private} 폴더가 다른 사용자의 것입니다. 더 짧은 HANMADI_DATA를 고르십시오. "
            f"({private} belongs to somebody else; choose a shorter HANMADI_DATA.)"
        )
    users_path(data).touch(mode=0o600)
    conf = folder(data) / "valkey.conf"
    conf.write_text(configuration(data), encoding="utf-8")
    return conf


def tidy(data: Path) -> None:
    """Remove the socket that a killed store left behind, and the folder that was made for it alone."""
    path = socket_path(data)
    path.unlink(missing_ok=True)
    if path.parent != data:
        with contextlib.suppress(OSError):
            path.parent.rmdir()
