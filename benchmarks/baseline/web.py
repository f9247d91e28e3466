"""`python -m benchmarks.baseline.web PORT`: the app behind gunicorn, with as many threads as ours has."""

import os
import sys

if __name__ == "__main__":
    gunicorn = ["-m", "gunicorn", "-k", "gthread", "--threads", "8", "--keep-alive", "30", "--log-level", "warning"]
    os.execv(
        sys.executable, [sys.executable, *gunicorn, "-b", f"127.0.0.1:{sys.argv[1]}", "benchmarks.baseline.app:app"]
    )
