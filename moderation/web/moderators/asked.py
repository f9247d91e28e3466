"""What a request asks to see: which site, which part of its queue, which comment; and addresses that keep it."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from flask import Response, g, request, url_for
from werkzeug.datastructures import MultiDict

from moderation.desk import Desk
from moderation.moderator import Moderator
from moderation.reviewing.queue import AGES, Filter
from moderation.web.moderators.visit import SITE, keep

FIELDS = ("kind", "label", "article", "section", "author", "state", "age", "text")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of an address of the queue.  `start` is the rank from which to show it, `did` the comment
    that was ruled on last.
    """

    site: str = ""
    filter: Filter = field(default_factory=Filter)
    start: int = 0
    open: str = ""
    did: str = ""

    @classmethod
    def of(cls, desk: Desk, moderator: Moderator) -> Self:
        """What this request asks."""
        args: MultiDict[str, str] = request.args
        return cls(
            site=site_here(desk, moderator),
            filter=_filter(args),
            start=max(0, args.get("from", 0, type=int)),
            open=args.get("open", "")[:LONGEST],
            did=args.get("did", "")[:LONGEST],
        )

    @property
    def filtered(self) -> bool:
        """Whether a part of the queue is left out."""
        return self.filter != Filter()

    def query(self, **changes: Any) -> dict[str, Any]:
        """The query with changes, without what is empty."""
        now = {"site": self.site, **asdict(self.filter), "from": self.start or "", **changes}
        return {name: value for name, value in now.items() if value not in ("", None)}

    def url(self, **changes: Any) -> str:
        """The address of the queue with changes."""
        return url_for(".queue", **self.query(**changes))

    def act(self, act: str, id: str, **changes: Any) -> str:
        """The address of an act on a comment, from which one comes back here."""
        return url_for(f".{act}", id=id, **self.query(**changes))


def _filter(args: MultiDict[str, str]) -> Filter:
    wanted = Filter(**{name: args.get(name, "")[:LONGEST].strip() for name in FIELDS})
    return wanted if wanted.age in map(str, AGES) else replace(wanted, age="")


def site_here(desk: Desk, moderator: Moderator) -> str:
    """The site that is asked for, or that this browser saw last, or else the first within the account's scope.

    A site beyond the scope is none of these; empty where there is none.
    """
    mine = sites_of(desk, moderator)
    asked, last = request.values.get("site", ""), request.cookies.get(SITE, "")
    if asked in mine and asked != last:
        g.desk_site = asked
    return next((site for site in (asked, last, *mine) if site in mine), "")


def remember_site(response: Response) -> Response:
    """So that the next page is about the same site as this one."""
    return keep(response, SITE, g.desk_site) if "desk_site" in g else response


def sites_of(desk: Desk, moderator: Moderator) -> list[str]:
    """The sites within an account's scope."""
    return [site for site in desk.sites.sites() if moderator.works_at(site)]
