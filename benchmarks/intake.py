"""How long a caller waits for its 202 while the workers have all cores to themselves with a backlog."""

from itertools import count
from typing import Any

from benchmarks.latency import in_all, told
from benchmarks.load import open_loop
from benchmarks.options import Options
from benchmarks.ours import Ours, body_of
from benchmarks.texts import Texts

RATE = 50.0
"""POSTs a second: a busy news site's, while a backlog is worked off."""


def measure(options: Options, texts: Texts) -> dict[str, Any]:
    """Percentiles of intake while a backlog is drained."""
    rounds, left = [], []
    for _ in range(options.repeat):
        with Ours(options.model) as rig:
            web = rig.start_web()
            rig.fill(texts.take(options.comments))
            rig.start_workers(options.workers)
            rig.until_decided(1)
            bodies = (body_of(texts.take(1, options.comments + number)[0], number) for number in count())
            posted = open_loop(web, "/v1/comments", bodies, RATE, options.seconds / 2)
            left.append(options.comments + len(posted) - rig.decided())
            accepted = [each for each in posted if each.status == 202]
            if not accepted:
                raise RuntimeError(f"no comment was accepted while draining; the answer was {posted[-1].status}")
            rounds.append(told(posted, accepted, {each.id: each.answered for each in accepted}))
    figures = in_all(rounds, RATE)
    named = {name.removeprefix("intake_"): value for name, value in figures.items() if name.startswith("intake_")}
    return {
        "rate": RATE,
        "comments": figures["comments"],
        **named,
        "refused": figures["refused"],
        "backlog_left": min(left),
    }
