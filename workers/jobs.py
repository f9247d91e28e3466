"""What an RQ job may name.  Our own worker never calls it by name (see `workers.worker`); any other RQ worker can."""

import os
from functools import cache

from moderation.config import Settings
from moderation.desk import Desk
from moderation.judging import judge as judge_pending
from moderation.pipeline import Stage
from moderation.wiring import open_desk, open_stages


def judge(comment: str) -> None:
    """Judge one comment by its id.  Raises what fails: RQ must see it."""
    desk, stages = _opened()
    judge_pending(desk, stages, [comment])


@cache
def _opened() -> tuple[Desk, tuple[Stage, ...]]:
    settings = Settings.read(os.environ)
    return open_desk(settings), open_stages(settings)
