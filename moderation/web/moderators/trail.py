"""The audit trail: a page that filters it, and files of it.  Nothing here, or anywhere, changes it."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from moderation.audit import Deed, Entry, Wanted
from moderation.desk import Desk
from moderation.moderator import May
from moderation.publication import rfc3339
from moderation.reviewing import trail
from moderation.tally import KST
from moderation.web.moderators.asked import LONGEST, sites_of
from moderation.web.moderators.language import Spoken, spoken
from moderation.web.moderators.screen import draw
from moderation.web.moderators.spreadsheet import Cell, csv_file, download
from moderation.web.moderators.visit import Visit

PAGE = 50
DOERS = {"policy": "자동", "console": "명령줄"}
"""Who did what without an account; no account can have these names."""

FIELDS = ("who", "deed", "about", "site", "from", "to")


class Trail:
    """The views of the audit trail."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def page(self) -> ResponseReturnValue:
        """Who did what, newest first."""
        _, moderator = Visit.inside(self.desk, May.AUDIT)
        entries, older = trail.read(self.desk, moderator, wanted_here(), PAGE, request.args.get("before"))
        asked = asked_here()
        return draw(
            self.desk,
            "audit",
            entries=entries,
            older=url_for(".audit", **asked, before=older) if older else None,
            asked=asked,
            sites=sites_of(self.desk, moderator),
            deeds=list(Deed),
            doer=lambda name: doer(name, spoken(request)),
        )

    def csv(self) -> ResponseReturnValue:
        """The wanted entries as a CSV file, newest first."""
        return csv_file("hanmadi-audit", _rows(self._exported("audit.csv")))

    def jsonl(self) -> ResponseReturnValue:
        """The wanted entries as JSON, one a line, newest first."""
        found = self._exported("audit.jsonl")
        lines = (f"{json.dumps(_fields(entry), ensure_ascii=False)}\n" for entry in found)
        return download("hanmadi-audit.jsonl", "application/x-ndjson", lines)

    def _exported(self, name: str) -> Iterator[Entry]:
        _, moderator = Visit.inside(self.desk, May.AUDIT)
        return trail.export(self.desk, moderator, wanted_here(), name)


def asked_here() -> dict[str, Any]:
    """What the address asks to see, without what is empty."""
    found = {name: request.args.get(name, "")[:LONGEST].strip() for name in FIELDS}
    return {name: value for name, value in found.items() if value}


def wanted_here() -> Wanted:
    """The same, in the words of the house; a date that is none is not asked for."""
    asked = asked_here()
    since, last = _midnight(asked.get("from", "")), _midnight(asked.get("to", ""))
    return Wanted(
        who=doer_meant(asked.get("who", ""), spoken(request)),
        deed=asked.get("deed", ""),
        about=asked.get("about", ""),
        sites=(asked["site"],) if "site" in asked else (),
        since=since,
        until=last + timedelta(days=1) if last else None,
    )


def doer(name: str, say: Spoken) -> str:
    """Who did a deed: a person by name, or the machine, or the console."""
    return say(DOERS.get(name, name))


def doer_meant(written: str, say: Spoken) -> str:
    """The name in the trail of whom somebody writes as the page does."""
    return next((name for name in DOERS if doer(name, say) == written), written)


def _midnight(day: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(day), datetime.min.time(), KST)
    except (ValueError, OverflowError):
        return None


def _fields(entry: Entry) -> dict[str, Any]:
    return {
        "at": rfc3339(entry.at),
        "who": entry.who,
        "deed": entry.deed.value,
        "about": entry.about,
        "site": entry.site,
        "outcome": entry.outcome,
    }


def _rows(entries: Iterable[Entry]) -> Iterator[list[Cell]]:
    yield ["at", "who", "deed", "about", "site", "outcome"]
    for entry in entries:
        yield list(_fields(entry).values())


def routes(site: Blueprint, desk: Desk) -> None:
    """Where the trail is read."""
    views = Trail(desk)
    site.add_url_rule("/audit", view_func=views.page, methods=["GET"], endpoint="audit")
    site.add_url_rule("/audit.csv", view_func=views.csv, methods=["GET"], endpoint="audit_csv")
    site.add_url_rule("/audit.jsonl", view_func=views.jsonl, methods=["GET"], endpoint="audit_jsonl")
