"""An author's page, the acts on it, and the list of those of whom something is asked."""

from datetime import timedelta
from typing import Literal

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, NotAllowed, NotFound, Refused, Settled
from moderation.moderator import Moderator
from moderation.reviewing import authors
from moderation.sanction import Measure
from moderation.sanctioning import Imposed
from moderation.standing import Writer
from moderation.web.moderators.asked import site_here, sites_of
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import Visit

DAYS = (1, 3, 7, 30, 90)
MINUTES = (5, 10, 30, 60, 240)
LONGEST = 200
STATUS: dict[type[Refused], int] = {Settled: 409, BadSubmission: 422, NotAllowed: 403}


class Authors:
    """The views of authors."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def listed(self) -> ResponseReturnValue:
        """Those of whom something is asked now."""
        _, moderator = Visit.inside(self.desk)
        site = site_here(self.desk, moderator)
        member = request.args.get("member", "").strip()[:LONGEST]
        if site and member:
            return redirect(url_for(".author", kind="member", id=member, site=site), 303)
        found = authors.under_sanction(self.desk, moderator, site) if site else []
        return draw(self.desk, "authors", site=site, sites=sites_of(self.desk, moderator), found=found)

    def show(self, kind: str, id: str) -> ResponseReturnValue:
        """All that is known of one author."""
        _, moderator = Visit.inside(self.desk)
        return self._page(moderator, _writer(request.args.get("site", ""), kind, id))

    def sanction(self) -> ResponseReturnValue:
        """Ask something of an author.  Which measures somebody may take is asked in the use case."""
        visit, moderator = Visit.inside(self.desk)
        visit.trusted()
        writer = _writer_here()
        try:
            authors.impose(self.desk, moderator, writer, self._imposed())
        except (BadSubmission, NotAllowed) as error:
            return make_response(self._page(moderator, writer, error), STATUS[type(error)])
        return _back(writer)

    def lift(self) -> ResponseReturnValue:
        """End a sanction before its time."""
        visit, moderator = Visit.inside(self.desk)
        visit.trusted()
        writer = _writer_here()
        try:
            authors.lift(self.desk, moderator, writer, request.form.get("sanction", ""))
        except (Settled, NotAllowed) as error:
            return make_response(self._page(moderator, writer, error), STATUS[type(error)])
        return _back(writer)

    def _imposed(self) -> Imposed:
        """What the form asks.  Raises BadSubmission."""
        measure, days, minutes = (request.form.get(name, "") for name in ("measure", "days", "minutes"))
        if measure not in list(Measure):
            raise BadSubmission("제재를 골라 주십시오.", (Fault("/measure", "골라 주십시오."),))
        until = self.desk.clock() + timedelta(days=int(days)) if days in map(str, DAYS) else None
        return Imposed(
            Measure(measure),
            request.form.get("label", ""),
            until,
            int(minutes) if minutes in map(str, MINUTES) else 0,
            request.form.get("says", ""),
        )

    def _page(self, moderator: Moderator, writer: Writer, error: Refused | None = None) -> str:
        portrait = authors.portray(self.desk, moderator, writer)
        return draw(
            self.desk,
            "author",
            portrait=portrait,
            writer=writer,
            measures=authors.measures(moderator, writer),
            may_lift=lambda sanction: authors.may_lift(moderator, sanction),
            days=DAYS,
            minutes=MINUTES,
            error=error,
        )


def routes(site: Blueprint, desk: Desk) -> None:
    """The pages and their acts."""
    views = Authors(desk)
    site.add_url_rule("/authors", view_func=views.listed, methods=["GET"], endpoint="authors")
    site.add_url_rule("/authors/<kind>/<id:id>", view_func=views.show, methods=["GET"], endpoint="author")
    site.add_url_rule("/authors/sanction", view_func=views.sanction, methods=["POST"], endpoint="sanction")
    site.add_url_rule("/authors/lift", view_func=views.lift, methods=["POST"], endpoint="lift_sanction")


def _writer(site: str, kind: str, id: str) -> Writer:
    """Raises NotFound on a kind that there is not."""
    kinds: dict[str, Literal["member", "guest"]] = {"member": "member", "guest": "guest"}
    if kind not in kinds:
        raise NotFound("그런 작성자가 없습니다.")
    return Writer(site, kinds[kind], id[:LONGEST])


def _writer_here() -> Writer:
    return _writer(*(request.form.get(name, "") for name in ("site", "kind", "id")))


def _back(writer: Writer) -> ResponseReturnValue:
    return redirect(url_for(".author", kind=writer.kind, id=writer.id, site=writer.site), 303)
