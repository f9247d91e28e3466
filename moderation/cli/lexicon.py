"""`hanmadi lexicon`: the words in force, and what operators lay over them while everything runs."""

import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import click

from moderation.cli import main, settings
from moderation.cli.policy import CONSOLE
from moderation.desk import Desk
from moderation.errors import Misconfigured, StoreUnavailable
from moderation.lexicon import BadEntry, Entry, Lexicon, Match, checked, own_entries, parsed_entries, written_entries
from moderation.lexicon.entry import KINDS, LABELS, PLACES
from moderation.lexicon.mention import is_mention
from moderation.rules import words
from moderation.store.lexicon import Count, LexiconStore
from moderation.text.graphemes import mask
from moderation.text.written import Written
from moderation.wiring import open_desk

DROPPED = {
    words.Dropped.REMOVED: "지웠습니다: {key} (Removed.)",
    words.Dropped.RESTORED: (
        "지웠습니다: {key} (Removed.) 기본 목록의 항목이 다시 쓰입니다. (The product's own entry counts again.)"
    ),
    words.Dropped.OFF: "껐습니다: {key} 다시 켜려면 한 번 더 지웁니다. (Switched off; remove it once more to undo.)",
}

KOREA = timezone(timedelta(hours=9), "KST")


@main.group()
def lexicon() -> None:
    """The words that are looked for: the product's lists, and the entries laid over them."""


def _desk() -> Desk:
    return open_desk(settings())


def _store() -> LexiconStore:
    return _desk().lexicon


class Moment(click.ParamType[datetime]):
    """A day, to its end in Korea, or a moment with its zone."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment from which the entry no longer counts; it must lie ahead."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail("2026-12-31 또는 2026-12-31T18:00:00+09:00처럼 적습니다. (Write it like these.)", param, ctx)
        if len(str(value)) == len("2026-12-31"):
            moment += timedelta(days=1)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=KOREA)
        if moment <= datetime.now(UTC):
            self.fail("이미 지난 때입니다. (This has passed.)", param, ctx)
        return moment


@lexicon.command()
@click.argument("word")
@click.option("--kind", type=click.Choice(KINDS), default="ban", show_default=True, help="Sure, a doubt, or innocent.")
@click.option("--label", type=click.Choice(sorted(LABELS)), default="profanity", show_default=True)
@click.option("--where", type=click.Choice(PLACES), default="anywhere", show_default=True)
@click.option("--scope", default="all", show_default=True, help="all, site:ID or section:NAME.")
@click.option("--expires", type=Moment(), help="The last day on which it counts, or a moment with its zone.")
@click.option("--owner", default="", help="Who answers for it.")
@click.option("--note", default="", help="Why it is here.")
def add(**given: object) -> None:
    """Lay WORD over the lists; it counts within a second.  [가나]다 stands for 가다 and 나다."""
    entry = checked(Entry(**given))  # type: ignore[arg-type]
    words.lay(_desk(), CONSOLE, [entry])
    click.echo(f"더했습니다: {entry.key} (Added.)")


@lexicon.command()
@click.argument("key")
def remove(key: str) -> None:
    """Forget the entry KEY (see `list`); one of the product's own lists is switched off instead."""
    desk = _desk()
    try:
        dropped = words.drop(desk, CONSOLE, key, words.laid_over(desk, key))
    except BadEntry:
        words.repair(desk, CONSOLE, key)
        dropped = words.Dropped.REMOVED
    click.echo(DROPPED[dropped].format(key=key))


@lexicon.command("list")
@click.argument("part", default="")
@click.option("--all", "everything", is_flag=True, help="Also the product's own lists.")
def list_entries(part: str, everything: bool) -> None:
    """Print the entries that were added, or all whose key holds PART; with hits, and hits that a person overturned."""
    store = _store()
    laid = {entry.key: entry for entry in store.entries()}
    own = {entry.key: entry for entry in own_entries()} if everything or part else {}
    counts = store.counts()
    click.echo("\t".join(("KEY", "KIND", "LABEL", "WHERE", "EXPIRES", "HITS", "OVERTURNED", "OWNER", "NOTE")))
    for key, entry in sorted((own | laid).items()):
        if part in key:
            click.echo("\t".join(_row(entry, counts.get(key, Count()))))


def _row(entry: Entry, count: Count) -> Iterable[str]:
    expires = entry.expires.astimezone(KOREA).isoformat() if entry.expires else "-"
    hits, overturned = str(count.hits), str(count.overturned)
    return entry.key, entry.kind, entry.label, entry.where, expires, hits, overturned, entry.owner or "-", entry.note


@lexicon.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
def import_entries(file: Path) -> None:
    """Lay all entries of a TSV FILE (`-`: standard input) over the lists; one bad line, and nothing changes."""
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        entries = parsed_entries(data.decode("utf-8-sig"), file.name)
    except UnicodeDecodeError as error:
        raise Misconfigured(f"{file.name}: UTF-8이 아닙니다. (Not UTF-8, byte {error.start}.)") from error
    words.lay(_desk(), CONSOLE, entries)
    click.echo(f"{len(entries)}개 항목을 더했습니다. ({len(entries)} entries are laid over the lists.)")


@lexicon.command("export")
@click.option("--all", "everything", is_flag=True, help="Also the product's own lists.")
def export_entries(everything: bool) -> None:
    """Print the entries that were added as TSV, as `import` reads it."""
    laid = _store().entries()
    entries = Lexicon(own_entries()).with_entries(laid).entries if everything else laid
    click.echo(written_entries(entries), nl=False)


@lexicon.command()
@click.argument("text")
@click.option("--site", default="", help="As if sent by this site.")
@click.option("--section", help="As if under an article of this section.")
def test(text: str, site: str, section: str | None) -> None:
    """Show how TEXT is read, what is found in it and where, and the text masked.  Works without a store."""
    written = Written(text)
    click.echo("읽기 (readings)")
    for name, read in _distinct(written).items():
        click.echo(f"  {name:9} {read}")
    found = _in_force().matches(written, site, section, datetime.now(UTC))
    click.echo("찾은 낱말 (matches)" if found else "찾은 낱말이 없습니다. (No matches.)")
    for match in found:
        click.echo(f"  {_told(text, match)}")
    if found:
        click.echo(f"가린 글 (masked)\n  {mask(text, [match.span for match in found])}")


def _distinct(written: Written) -> Mapping[str, str]:
    """Each reading once, under the name of the first that gives it."""
    names = {way.folded.text: way.name for way in reversed(written.readings)}
    return {name: read for read, name in reversed(names.items())}


def _told(text: str, match: Match) -> str:
    entry, span = match.entry, match.span
    manner = "언급 (mention)" if is_mention(text, span) else "사용 (use)"
    seen = f"{span.start}-{span.end} {text[slice(*span)]!r}"
    return f"{seen}  ← {entry.key}  {entry.kind}  {entry.label}  {match.reading}  {manner}"


def _in_force() -> Lexicon:
    own = Lexicon(own_entries())
    try:
        return own.with_entries(_store().entries())
    except (Misconfigured, StoreUnavailable, BadEntry) as error:
        click.echo(f"기본 목록만 봅니다. (Only the product's own lists are looked at: {error})", err=True)
        return own
