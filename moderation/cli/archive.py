"""`hanmadi export` and `hanmadi import`: what is kept of sites, as JSON Lines; and what a model may learn from it."""

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, TextIO

import click

from moderation.cli import main, settings
from moderation.errors import Refused
from moderation.store.redis import connect
from moderation.store.redis.archive import RedisArchive
from moderation.store.redis.restore import restore
from moderation.teaching import COLUMNS, examples
from moderation.wiring import redis_url

KOREA = timezone(timedelta(hours=9), "KST")
PRIVATE = 0o077


class Since(click.ParamType[datetime]):
    """A day, from its beginning in Korea, or a moment."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment; without a zone it is Korea's."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail("2026-12-31 또는 2026-12-31T18:00:00+09:00처럼 적습니다. (Write it like these.)", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=KOREA)


@main.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8", atomic=True), default="-")
@click.option("--site", "chosen", multiple=True, help="This site only (may be repeated); all sites by default.")
@click.option("--since", type=Since(), help="Only comments with news since then: 2026-12-31, or a moment.")
@click.option("--training", is_flag=True, help="Only what people ruled otherwise than the machine, as a table (TSV).")
def export_lines(file: TextIO, chosen: Sequence[str], since: datetime | None, training: bool) -> None:
    """Write what is kept to FILE (standard output by default): comments with their trail, articles, reports, appeals.

    It holds texts and names: keep it as you keep the database.  No key, password or other secret is in it.
    """
    os.umask(PRIVATE)
    archive = RedisArchive(connect(redis_url(settings())))
    sites = list(chosen) or archive.sites()
    unknown = sorted(set(sites) - set(archive.sites()))
    if unknown:
        raise Refused(f"그런 사이트가 없습니다: {', '.join(unknown)} (There is no such site.)")
    if training:
        _write_examples(archive, sites, since, file)
        return
    for line in archive.lines(sites, since):
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


@main.command("import")
@click.argument("file", type=click.File("rb"), default="-")
def import_lines(file: io.BufferedReader) -> None:
    """Take what `export` wrote from FILE (standard input by default).  Harmless if repeated.

    What is newer here stays, and nothing that was deleted here comes back.  A site that is not here yet has no key
    afterwards: `hanmadi site add` gives it one.
    """
    redis = connect(redis_url(settings()))
    known = set(RedisArchive(redis).sites())
    count = restore(redis, _lines(file))
    click.echo(f"의견 {count}개를 가져왔습니다. ({count} comments were missing or older here.)")
    for site in sorted(set(RedisArchive(redis).sites()) - known):
        click.echo(f"`hanmadi site add {site}`로 API 키를 만드십시오. ({site} has no key yet.)")


def _lines(file: io.BufferedReader) -> Iterator[dict[str, Any]]:
    for number, data in enumerate(file, 1):
        try:
            line = json.loads(data)
        except ValueError as error:
            raise Refused(f"{number}번째 줄이 JSON이 아닙니다. (Line {number} is not JSON.)") from error
        if not isinstance(line, dict):
            raise Refused(f"{number}번째 줄이 객체가 아닙니다. (Line {number} is not an object.)")
        yield line


def _write_examples(archive: RedisArchive, sites: Sequence[str], since: datetime | None, file: TextIO) -> None:
    table = csv.writer(file, delimiter="\t", lineterminator="\n")
    table.writerow(COLUMNS)
    for kept in archive.comments(sites, since):
        fault = json.loads(kept.lesson)["fault"] if kept.lesson else ""
        table.writerows(example.row() for example in examples(kept.record, fault))
