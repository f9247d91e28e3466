"""What an RQ job may name, and nothing else is run by our workers (see `workers.worker` and `workers.notify`)."""

import os
from functools import cache

from moderation.config import Settings
from moderation.desk import Desk
from moderation.judging import judge as judge_pending
from moderation.notifying import Mailroom, deliver_due
from moderation.pipeline import Stage
from moderation.wiring import open_desk, open_mailroom, open_stages


def judge(comment: str) -> None:
    """Judge one comment by its id.  Raises what fails: RQ must see it."""
    desk, stages = _opened()
    judge_pending(desk, stages, [comment])


def deliver(site: str) -> None:
    """Tell a site what is due.  Raises what fails: RQ must see it."""
    deliver_due(_mailroom(), site)


@cache
def _mailroom() -> Mailroom:
    return open_mailroom(Settings.read(os.environ))


@cache
def _opened() -> tuple[Desk, tuple[Stage, ...]]:
    settings = Settings.read(os.environ)
    desk = open_desk(settings)
    return desk, open_stages(settings, desk.lexicon)
