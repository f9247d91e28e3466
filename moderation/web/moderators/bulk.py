"""One decision on a selection, or on all of a filter: a page that asks first, the deed in portions, and its undo."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.moderator import May
from moderation.reviewing.bulk import batch_of, carry_out, chosen, filtered, propose, sample, take_back
from moderation.web.moderators.asked import Asked
from moderation.web.moderators.forms import items_here, ruled_here
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import Visit


class Bulk:
    """The views of a decision on many."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def ask(self) -> ResponseReturnValue:
        """Keep what is wished, and ask whether one is sure."""
        visit, moderator = Visit.inside(self.desk, May.RULE)
        visit.trusted()
        asked, ruled = Asked.of(self.desk, moderator), ruled_here(self.desk.clock())
        everything = request.form.get("all") == "yes"
        found = filtered(self.desk, moderator, asked.site, asked.filter) if everything else chosen(items_here())
        batch = propose(self.desk, moderator, asked.site, found, ruled)
        return redirect(url_for(".batch", id=batch.id, **asked.query(**{"from": ""})), 303)

    def show(self, id: str) -> ResponseReturnValue:
        """What it would do to how many, or how far it has come."""
        _, moderator = Visit.inside(self.desk, May.RULE)
        batch = batch_of(self.desk, moderator, id)
        asked, records = Asked.of(self.desk, moderator), sample(self.desk, moderator, batch)
        return draw(self.desk, "bulk", asked=asked, batch=batch, records=records)

    def rule(self, id: str) -> ResponseReturnValue:
        """Decide on the next portion."""
        visit, moderator = Visit.inside(self.desk, May.RULE)
        visit.trusted()
        return self._on(carry_out(self.desk, moderator, id).on("todo"), id)

    def undo(self, id: str) -> ResponseReturnValue:
        """Take back the next portion."""
        visit, moderator = Visit.inside(self.desk, May.UNDO_OWN)
        visit.trusted()
        return self._on(take_back(self.desk, moderator, id).on("ruled"), id)

    def _on(self, more: int, id: str) -> ResponseReturnValue:
        """Back to the queue, which tells what was done; or on, while there is more."""
        _, moderator = Visit.inside(self.desk)
        asked = Asked.of(self.desk, moderator)
        if more:
            return redirect(url_for(".batch", id=id, **asked.query()), 303)
        return redirect(url_for(".queue", **asked.query(), batch=id), 303)
