"""The queue, the card beside it, and the acts: views that translate, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from flask import Blueprint, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import BadSubmission, NotAllowed, NotFound, Refused, Settled
from moderation.hinting import Hints, hints
from moderation.moderator import May, Moderator
from moderation.pipeline import Stage
from moderation.record import Record
from moderation.reviewing import handing, noting, ruling, teaching
from moderation.reviewing.queue import Item, sizes, slip_of, waiting
from moderation.store.batches import Batch
from moderation.web.moderators.asked import Asked, sites_of
from moderation.web.moderators.beside import Beside
from moderation.web.moderators.forms import ruled_here, turn_here
from moderation.web.moderators.screen import draw
from moderation.web.moderators.sheet import Row, Sheet, scored
from moderation.web.moderators.visit import Visit

Act = Callable[[Moderator], object]

PATIENCE = 0.2
"""For how many seconds a card waits for what explains it, while that is being loaded."""

STATUS: dict[type[Refused], int] = {Settled: 409, BadSubmission: 422, NotAllowed: 403}


class Pages:
    """The views of the queue.  `stages` explain what they flagged; no card waits for them to be loaded."""

    def __init__(self, desk: Desk, stages: Callable[[], Sequence[Stage]]) -> None:
        self.desk = desk
        self.stages = Beside(stages)

    def queue(self) -> ResponseReturnValue:
        """What waits, and the card of what is open."""
        _, moderator = Visit.inside(self.desk)
        return self._page(moderator)

    def sizes(self) -> ResponseReturnValue:
        """How much waits now: asked by an open page every few seconds, so it must cost next to nothing."""
        _, moderator = Visit.inside(self.desk)
        return jsonify(asdict(sizes(self.desk, Asked.of(self.desk, moderator).site, moderator)))

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
        text = request.form.get("text", "")
        return self._act(May.NOTE, id, lambda who: noting.note(self.desk, who, id, text), then=id)

    def unnote(self, id: str) -> ResponseReturnValue:
        """Take a note back, and stay."""
        at = request.form.get("at", "")
        return self._act(May.NOTE, id, lambda who: noting.unnote(self.desk, who, id, at), then=id)

    def hand(self, id: str) -> ResponseReturnValue:
        """Hand it to a senior, and go on to the next."""
        text = request.form.get("text", "")
        return self._act(May.RULE, id, lambda who: handing.hand(self.desk, who, id, turn_here(), text))

    def hand_back(self, id: str) -> ResponseReturnValue:
        """Take that back, and see the comment again."""
        return self._act(May.RULE, id, lambda who: handing.hand_back(self.desk, who, id), then=id)

    def teach(self, id: str) -> ResponseReturnValue:
        """Say what was wrong about the machine's ruling, and stay."""
        whose, remark = request.form.get("fault", ""), request.form.get("text", "")
        return self._act(May.RULE, id, lambda who: teaching.teach(self.desk, who, id, whose, remark), then=id)

    def unteach(self, id: str) -> ResponseReturnValue:
        """Take that back, and stay."""
        return self._act(May.RULE, id, lambda who: teaching.unteach(self.desk, who, id), then=id)

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
        self.stages.begin()
        asked = Asked.of(self.desk, moderator)
        queue = waiting(self.desk, asked.site, moderator, asked.filter, asked.start)
        holders = self.desk.logbook.leases([item.record.comment.id for item in queue.items], self.desk.clock())
        rows = [Row(item, holder, moderator) for item, holder in zip(queue.items, holders, strict=True)]
        opened, did = id or asked.open, self._did(moderator, asked.did)
        empty = not rows and not asked.filtered
        return draw(
            self.desk,
            "queue",
            asked=asked,
            sites=sites_of(self.desk, moderator),
            queue=queue,
            rows=rows,
            elsewhere=self._elsewhere(moderator, asked.site) if empty else {},
            sheet=self._sheet(moderator, opened, rows) if opened else None,
            did=did,
            did_handed=did is not None and handing.is_handed(self.desk, did),
            error=error,
            batch=self._batch(moderator),
        )

    def _elsewhere(self, moderator: Moderator, here: str) -> dict[str, int]:
        """How much waits at the moderator's other sites."""
        others = [site for site in sites_of(self.desk, moderator) if site != here]
        found = {site: sizes(self.desk, site, moderator).total for site in others}
        return {site: count for site, count in found.items() if count}

    def _sheet(self, moderator: Moderator, id: str, rows: list[Row]) -> Sheet | None:
        """The card of a comment, or None where it is gone."""
        try:
            brief = ruling.open_brief(self.desk, moderator, id)
        except NotFound:
            return None
        slip = slip_of(self.desk, brief.record)
        item = Item(brief.record, slip) if slip else None
        return Sheet(brief, item, moderator, _next(rows, id), self._hints(brief.record))

    def _hints(self, record: Record) -> Hints:
        """What struck the stages, where they told no place."""
        ruling = scored(record)
        if ruling is None or all(reason.spans or not reason.score for reason in ruling.reasons):
            return {}
        (found,) = hints(self.stages.within(PATIENCE) or (), [(record.latest.text, ruling)])
        return found

    def _batch(self, moderator: Moderator) -> Batch | None:
        """The decision on many that was just made or taken back."""
        asked = request.args.get("batch", "")
        return self.desk.batches.find(asked) if asked and moderator.may(May.RULE) else None

    def _did(self, moderator: Moderator, id: str) -> Record | None:
        """What was ruled on last, for a moderator who may take it back."""
        if not id:
            return None
        try:
            return ruling.within_reach(self.desk, moderator, id, May.LOOK)
        except NotFound:
            return None


def routes(site: Blueprint, desk: Desk, stages: Callable[[], Sequence[Stage]]) -> None:
    """The queue, and every act on a comment."""
    pages = Pages(desk, stages)
    site.add_url_rule("/", view_func=pages.queue, methods=["GET"])
    site.add_url_rule("/sizes", view_func=pages.sizes, methods=["GET"])
    site.add_url_rule("/comments/<id>/ruling", view_func=pages.rule, methods=["POST"])
    site.add_url_rule("/comments/<id>/undo", view_func=pages.undo, methods=["POST"])
    site.add_url_rule("/comments/<id>/notes", view_func=pages.note, methods=["POST"])
    site.add_url_rule("/comments/<id>/notes/back", view_func=pages.unnote, methods=["POST"])
    site.add_url_rule("/comments/<id>/handing", view_func=pages.hand, methods=["POST"])
    site.add_url_rule("/comments/<id>/handing/back", view_func=pages.hand_back, methods=["POST"])
    site.add_url_rule("/comments/<id>/lesson", view_func=pages.teach, methods=["POST"])
    site.add_url_rule("/comments/<id>/lesson/back", view_func=pages.unteach, methods=["POST"])


def _next(rows: list[Row], id: str) -> str | None:
    """The comment to see after this one: the next that is this moderator's to see to, else the first such."""
    ids = [row.id for row in rows]
    at = ids.index(id) + 1 if id in ids else 0
    around = [*rows[at:], *rows[:at]]
    return next((row.id for row in around if row.id != id and row.theirs), None)
