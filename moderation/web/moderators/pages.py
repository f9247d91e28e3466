"""The queue, the card beside it, and the acts: views that translate, and nothing else."""

from collections.abc import Callable
from dataclasses import asdict

from flask import jsonify, redirect, request
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import BadSubmission, NotAllowed, NotFound, Refused, Settled
from moderation.moderator import May, Moderator
from moderation.record import Record
from moderation.reviewing import ruling
from moderation.reviewing.queue import Queue, waiting
from moderation.web.moderators.asked import Asked, sites_of
from moderation.web.moderators.forms import ruled_here, turn_here
from moderation.web.moderators.screen import draw
from moderation.web.moderators.sheet import Row, Sheet
from moderation.web.moderators.visit import Visit

Act = Callable[[Moderator], object]

PAGE = 25
STATUS: dict[type[Refused], int] = {Settled: 409, BadSubmission: 422, NotAllowed: 403}


class Pages:
    """The views of the queue."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def queue(self) -> ResponseReturnValue:
        """What waits, and the card of what is open."""
        _, moderator = Visit.inside(self.desk)
        return self._page(moderator)

    def sizes(self) -> ResponseReturnValue:
        """How much waits now: asked by an open page every few seconds, so it must cost next to nothing."""
        _, moderator = Visit.inside(self.desk)
        return jsonify(asdict(self.desk.docket.sizes(Asked.of(self.desk, moderator).site)))

    def rule(self, id: str) -> ResponseReturnValue:
        """Decide, and go on to the next."""
        return self._act(
            May.RULE, id, lambda who: ruling.rule(self.desk, who, id, turn_here(), ruled_here(self.desk.clock()))
        )

    def undo(self, id: str) -> ResponseReturnValue:
        """Take a decision back, and see the comment again."""
        return self._act(May.UNDO_OWN, id, lambda who: ruling.undo(self.desk, who, id, turn_here()), then=id)

    def note(self, id: str) -> ResponseReturnValue:
        """Leave a note, and stay."""
        return self._act(
            May.NOTE, id, lambda who: ruling.note(self.desk, who, id, request.form.get("text", "")), then=id
        )

    def _act(self, act: May, id: str, do: Act, then: str | None = None) -> ResponseReturnValue:
        """Do it for whoever is logged in; what is refused is told beside the comment as it now stands."""
        visit, moderator = Visit.inside(self.desk, act)
        visit.trusted()
        asked = Asked.of(self.desk, moderator)
        try:
            do(moderator)
        except (Settled, BadSubmission, NotAllowed) as error:
            return self._page(moderator, id, error), STATUS[type(error)]
        stays = then is not None
        return redirect(asked.url(open=then if stays else request.args.get("open"), did=None if stays else id), 303)

    def _page(self, moderator: Moderator, id: str = "", error: Refused | None = None) -> str:
        asked = Asked.of(self.desk, moderator)
        queue = waiting(self.desk, asked.site)
        wanted = [item for item in queue.items if asked.filter(item)]
        first = PAGE * (asked.page - 1)
        shown = wanted[first : first + PAGE]
        holders = self.desk.logbook.leases([item.record.comment.id for item in shown], self.desk.clock())
        rows = [Row(item, holder) for item, holder in zip(shown, holders, strict=True)]
        opened = id or asked.open
        return draw(
            self.desk,
            "queue",
            asked=asked,
            sites=sites_of(self.desk, moderator),
            queue=queue,
            wanted=len(wanted),
            rows=rows,
            more=len(wanted) > first + PAGE,
            sheet=self._sheet(moderator, opened, queue, rows) if opened else None,
            did=self._did(moderator, asked.did),
            error=error,
            tally=_tally(),
        )

    def _sheet(self, moderator: Moderator, id: str, queue: Queue, rows: list[Row]) -> Sheet | None:
        """The card of a comment, or None where it is gone."""
        try:
            brief = ruling.open_brief(self.desk, moderator, id)
        except NotFound:
            return None
        item = next((item for item in queue.items if item.record.comment.id == id), None)
        return Sheet(brief, item, moderator, _next(rows, id, moderator))

    def _did(self, moderator: Moderator, id: str) -> Record | None:
        """What was ruled on last, for a moderator who may take it back."""
        if not id:
            return None
        try:
            return ruling.within_reach(self.desk, moderator, id, May.LOOK)
        except NotFound:
            return None


def _tally() -> tuple[int, int] | None:
    """How many a bulk decision ruled on, and how many it left, where one has just been made."""
    ruled, left = request.args.get("ruled", type=int), request.args.get("left", 0, type=int)
    return None if ruled is None else (ruled, left)


def _next(rows: list[Row], id: str, moderator: Moderator) -> str | None:
    """The comment to see after this one: the next that nobody else has open, else the first such."""
    ids = [row.id for row in rows]
    at = ids.index(id) + 1 if id in ids else 0
    around = [*rows[at:], *rows[:at]]
    free = (row.id for row in around if row.id != id and row.holder in (None, moderator.name))
    return next(free, None)
