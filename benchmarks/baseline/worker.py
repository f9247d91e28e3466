"""`python -m benchmarks.baseline.worker forking|simple`: RQ's worker with the model loaded before it starts to work.

That is what RQ's documentation advises ("import the necessary modules before the fork").
"""

import sys

from rq import SimpleWorker, Worker

import benchmarks.baseline.jobs  # noqa: F401 - loads the model, before any fork
from benchmarks.baseline.app import queue, redis

if __name__ == "__main__":
    kind = SimpleWorker if sys.argv[1] == "simple" else Worker
    kind([queue], connection=redis).work(logging_level="WARNING")
