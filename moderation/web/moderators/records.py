"""The audit trail and the accounts: pages for operators and auditors."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.moderator import May
from moderation.reviewing import accounts, numbers
from moderation.web.moderators.asked import Asked, sites_of
from moderation.web.moderators.chart import chart
from moderation.web.moderators.language import spoken
from moderation.web.moderators.moments import how_long
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import Visit

PAGE = 50


class Records:
    """The views of what is kept about the desk itself."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def audit(self) -> ResponseReturnValue:
        """Who did what, newest first.  An account with a scope sees the entries of its sites."""
        _, moderator = Visit.inside(self.desk, May.AUDIT)
        entries, older = self.desk.logbook.read(PAGE, request.args.get("before"))
        seen = [each for each in entries if not moderator.sites or each.site in moderator.sites]
        return draw(self.desk, "audit", entries=seen, older=older)

    def numbers(self) -> ResponseReturnValue:
        """How much came in, what became of it, and what waits."""
        _, moderator = Visit.inside(self.desk)
        asked = Asked.of(self.desk, moderator)
        found = numbers.numbers(self.desk, asked.site)
        return draw(
            self.desk,
            "numbers",
            asked=asked,
            numbers=found,
            chart=chart(found),
            age=how_long(found.oldest, spoken(request)) if found.oldest else None,
            sites=sites_of(self.desk, moderator),
        )

    def people(self) -> ResponseReturnValue:
        """Who may come in, and how many sessions each has."""
        Visit.inside(self.desk, May.PEOPLE)
        now = self.desk.clock()
        everybody = [(each, self.desk.people.sessions(each.name, now)) for each in self.desk.people.everybody()]
        return draw(self.desk, "people", everybody=everybody)

    def send_off(self, name: str) -> ResponseReturnValue:
        """End all sessions of somebody."""
        visit, moderator = Visit.inside(self.desk, May.PEOPLE)
        visit.trusted()
        accounts.send_off(self.desk, moderator.name, name)
        return redirect(url_for(".people"), 303)
