"""On which comments a change of the rules is tried."""

from typing import Final

from flask import request

from moderation.desk import Desk
from moderation.moderator import Moderator
from moderation.rules.past import DAYS
from moderation.web.moderators.asked import site_here

WEEK: Final = DAYS[1]


def where_here(desk: Desk, moderator: Moderator) -> tuple[str, int]:
    """Which site's comments, of how many days; nobody's site where there is none."""
    days = request.values.get("days", WEEK, type=int)
    return site_here(desk, moderator), days if days in DAYS else WEEK
