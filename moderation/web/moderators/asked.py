"""What a request asks to see: which site, which part of its queue, which comment; and addresses that keep it."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from moderation.desk import Desk
from moderation.moderator import Moderator
from moderation.reviewing.queue import Filter

FIELDS = ("kind", "label", "article", "author", "state", "text")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of an address of the queue.  `did` is the comment that was ruled on last."""

    site: str = ""
    filter: Filter = field(default_factory=Filter)
    page: int = 1
    open: str = ""
    did: str = ""

    @classmethod
    def of(cls, desk: Desk, moderator: Moderator) -> Self:
        """What this request asks; a site that is not theirs becomes the first that is."""
        args: MultiDict[str, str] = request.args
        mine = sites_of(desk, moderator)
        asked = args.get("site", "")
        return cls(
            site=asked if asked in mine else (mine[0] if mine else ""),
            filter=Filter(**{name: args.get(name, "")[:LONGEST].strip() for name in FIELDS}),
            page=max(1, args.get("page", 1, type=int)),
            open=args.get("open", "")[:LONGEST],
            did=args.get("did", "")[:LONGEST],
        )

    @property
    def filtered(self) -> bool:
        """Whether a part of the queue is left out."""
        return self.filter != Filter()

    def query(self, **changes: Any) -> dict[str, Any]:
        """The query with changes, without what is empty."""
        now = {"site": self.site, **asdict(self.filter), "page": self.page if self.page > 1 else "", **changes}
        return {name: value for name, value in now.items() if value not in ("", None)}

    def url(self, **changes: Any) -> str:
        """The address of the queue with changes."""
        return url_for(".queue", **self.query(**changes))

    def act(self, act: str, id: str, **changes: Any) -> str:
        """The address of an act on a comment, from which one comes back here."""
        return url_for(f".{act}", id=id, **self.query(**changes))


def sites_of(desk: Desk, moderator: Moderator) -> list[str]:
    """The sites within an account's scope."""
    return [site for site in desk.sites.sites() if moderator.serves(site)]
