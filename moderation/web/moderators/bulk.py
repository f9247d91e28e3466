"""One decision on a selection: first a page that says what it would do to how many, then the deed."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.moderator import May
from moderation.reviewing.bulk import chosen, rule_all
from moderation.web.moderators.asked import Asked
from moderation.web.moderators.forms import items_here, ruled_here
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import Visit


class Bulk:
    """The view of a selection."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def rule(self) -> ResponseReturnValue:
        """Ask whether one is sure; then decide, and tell how many were left because somebody was first."""
        visit, moderator = Visit.inside(self.desk, May.RULE)
        visit.trusted()
        asked, items, ruled = Asked.of(self.desk, moderator), items_here(), ruled_here(self.desk.clock())
        if request.form.get("sure") != "yes":
            records = chosen(self.desk, moderator, items)
            left = len(items) - len(records)
            return draw(self.desk, "bulk", asked=asked, records=records, left=left, ruled=ruled)
        tally = rule_all(self.desk, moderator, items, ruled)
        return redirect(url_for(".queue", **asked.query(page=""), ruled=tally.ruled, left=tally.left), 303)
