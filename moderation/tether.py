"""Runs a program that must not outlive the process that started it: `python -m moderation.tether PID PROGRAM ARG ...`.

On Linux the kernel itself sends SIGTERM to the program when its parent dies, even by SIGKILL.  Elsewhere nothing
like it exists, and the program is run as it is.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def tether(parent: int) -> None:
    """Ask the kernel for SIGTERM when process `parent` dies; exit now if it is dead already."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    tether(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - the program is ours, from run.py
