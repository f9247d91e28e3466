"""The numbers: a page with charts and tables, each table as a file, and a week on one page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from moderation.audit import Deed, Entry
from moderation.decision import Verdict
from moderation.desk import Desk
from moderation.errors import NotFound
from moderation.moderator import May, Moderator
from moderation.reviewing.digest import Week, digest, last_week
from moderation.reviewing.numbers import DAYS, DECIDED, RANGES, Numbers, numbers
from moderation.web.moderators.asked import Asked, sites_of
from moderation.web.moderators.chart import bars, lines
from moderation.web.moderators.language import Spoken, spoken
from moderation.web.moderators.moments import how_long
from moderation.web.moderators.screen import draw
from moderation.web.moderators.spreadsheet import Cell, csv_file
from moderation.web.moderators.visit import Visit
from moderation.web.moderators.words import VERDICTS, label_name, state_name

Rows = Iterator[Sequence[Cell]]


class Figures:
    """The views of the numbers.  Whoever may not measure others sees their own row alone."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def page(self) -> ResponseReturnValue:
        """The numbers of some days."""
        _, moderator = Visit.inside(self.desk)
        site, days = self._asked(moderator)
        found = self._numbers(moderator, site, days)
        return draw(
            self.desk,
            "numbers",
            site=site,
            sites=sites_of(self.desk, moderator),
            range=days,
            ranges=RANGES,
            numbers=found,
            bars=bars(found.days),
            lines=lines(found.days),
            long=self._long(),
            DECIDED=DECIDED,
            Verdict=Verdict,
        )

    def table(self, table: str) -> ResponseReturnValue:
        """One of the page's tables as a CSV file.  That it was taken is written down."""
        _, moderator = Visit.inside(self.desk)
        if table not in TABLES:
            raise NotFound("그런 표가 없습니다.")
        site, days = self._asked(moderator)
        found = self._numbers(moderator, site, days)
        self.desk.logbook.write(Entry(self.desk.clock(), moderator.name, Deed.EXPORTED, f"{table}.csv", site))
        return csv_file(f"hanmadi-{site}-{table}-{days}d", TABLES[table](found, spoken(request)))

    def digest(self) -> ResponseReturnValue:
        """A week on one page, fit to print."""
        _, moderator = Visit.inside(self.desk)
        site, _ = self._asked(moderator)
        asked = request.args.get("week", "")
        week = Week.read(asked) if asked else last_week(self.desk)
        if week is None:
            raise NotFound("그런 주가 없습니다. 2026-W47처럼 적어 주십시오.")
        found = digest(self.desk, site, week)
        return draw(
            self.desk,
            "digest",
            site=site,
            sites=sites_of(self.desk, moderator),
            week=week,
            digest=replace(found, now=self._seen(moderator, found.now)),
            bars=bars(found.now.days),
            long=self._long(),
            DECIDED=DECIDED,
            Verdict=Verdict,
        )

    def _asked(self, moderator: Moderator) -> tuple[str, int]:
        days = request.args.get("days", DAYS, type=int)
        return Asked.of(self.desk, moderator).site, days if days in RANGES else DAYS

    def _numbers(self, moderator: Moderator, site: str, days: int) -> Numbers:
        return self._seen(moderator, numbers(self.desk, site, days))

    def _seen(self, moderator: Moderator, found: Numbers) -> Numbers:
        if moderator.may(May.MEASURE):
            return found
        return replace(found, people=tuple(row for row in found.people if row.name == moderator.name))

    def _long(self) -> Callable[..., str]:
        say = spoken(request)
        return lambda time: how_long(time, say) if time is not None else "–"


def _days(found: Numbers, say: Spoken) -> Rows:
    yield [
        say("날짜"),
        say("받은 의견"),
        *(state_name(state, say) for state in DECIDED),
        *(f"{say(who)} {share} ({say('초')})" for who in ("자동 판정", "담당자") for share in ("p50", "p95")),
        say("뒤집힌 자동 판정"),
        say("뒤집힌 담당자 결정"),
    ]
    for day in found.days:
        times = [day.machine.p50, day.machine.p95, day.people.p50, day.people.p95]
        yield [
            day.day.isoformat(),
            day.received,
            *(day.changes[state] for state in DECIDED),
            *(round(time.total_seconds(), 1) if time else None for time in times),
            day.overturned_machine,
            day.overturned_people,
        ]


def _labels(found: Numbers, say: Spoken) -> Rows:
    yield [say("사유"), say("사람이 본 의견"), *(say(VERDICTS[each]) for each in Verdict), say("일치")]
    for row in found.labels:
        agreed = None if row.agreed is None else round(row.agreed, 3)
        yield [label_name(row.label, say), row.total, *(row.verdicts[each] for each in Verdict), agreed]


def _people(found: Numbers, say: Spoken) -> Rows:
    took = f"{say('한 건에 걸린 시간')} p50 ({say('초')})"
    yield [say("이름"), say("결정한 의견"), took, say("다른 사람이 뒤집음"), say("스스로 바꿈")]
    for row in found.people:
        seconds = round(row.took.p50.total_seconds(), 1) if row.took.p50 else None
        yield [row.name, row.rulings, seconds, row.overturned, row.changed]


TABLES: dict[str, Callable[[Numbers, Spoken], Rows]] = {"days": _days, "labels": _labels, "people": _people}


def routes(site: Blueprint, desk: Desk) -> None:
    """Where the numbers are."""
    figures = Figures(desk)
    site.add_url_rule("/numbers", view_func=figures.page, methods=["GET"], endpoint="numbers")
    site.add_url_rule("/numbers/<table>.csv", view_func=figures.table, methods=["GET"], endpoint="numbers_table")
    site.add_url_rule("/digest", view_func=figures.digest, methods=["GET"], endpoint="digest")
