"""Opens the port that the web server answers on, or takes the one that was opened for it.

`hanmadi run` opens its ports itself and hands each to a web server as standard input (as inetd and systemd do with
`StandardInput=socket`): a taken port is told at once, nobody can take it between the check and the start, and while
a dead web server is replaced its visitors wait in the queue instead of being refused.
"""

import os
import socket
import stat

from moderation.errors import Misconfigured

BACKLOG = 1024


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 is any free one.  Raises Misconfigured with a sentence for the operator."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        raise Misconfigured(
            f"{at(host, port)}에서 요청을 받을 수 없습니다. 다른 HANMADI_PORT나 HANMADI_HOST를 고르십시오. "
            f"(Cannot listen on {at(host, port)}: {reason}; choose another HANMADI_PORT or HANMADI_HOST.)"
        ) from error
    return listener


def inherited(descriptor: int = 0) -> socket.socket | None:
    """The listening socket that this process was started with, if it was."""
    try:
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return None
    except OSError:  # closed
        return None
    found = socket.socket(fileno=os.dup(descriptor))
    if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        return found
    found.close()
    return None


def at(host: str, port: int) -> str:
    """`host:port` as a URL writes it."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
