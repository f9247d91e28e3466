"""`hanmadi policy`: the limits in force, and their versions."""

from pathlib import Path

import click

from moderation.cli import main, settings
from moderation.desk import Desk
from moderation.errors import Misconfigured
from moderation.moderator import Moderator, Role
from moderation.policies.edition import written
from moderation.policy import policy_of, read
from moderation.rules import limits
from moderation.tally import KST
from moderation.wiring import open_desk

CONSOLE = Moderator("console", Role.OPERATOR)
"""Who did it, in the versions and in the audit trail."""


@main.group()
def policy() -> None:
    """At which score what is done: the policies in force, and their versions."""


@policy.command()
@click.argument("name", default="")
@click.option("--version", type=int, help="As it was at that version.")
def show(name: str, version: int | None) -> None:
    """Print the policy NAME (the base policy if none is given) as TOML, as `set` reads it."""
    desk = _desk()
    name = name or desk.policies.base.name
    found = limits.named(desk, name)[1] if version is None else limits.policy_at(desk, name, version)
    _tell_faults(desk)
    click.echo(written(found), nl=False)


@policy.command("set")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--note", default="", help="Why.")
def set_policy(file: Path, note: str) -> None:
    """Save FILE as the next version of the policy that it names; in force everywhere within seconds."""
    tables = read(file)
    if "for" in tables:
        raise Misconfigured(
            f"{file.name}: `[for]`는 HANMADI_POLICY 옆의 파일에서만 정합니다. 지우고 다시 하십시오. "
            "(Which comments a policy rules on is said in the files beside HANMADI_POLICY alone: take `[for]` out.)"
        )
    draft, desk = policy_of(tables, file.name), _desk()
    _, now = limits.named(desk, draft.name)
    saved = limits.save(desk, CONSOLE, draft, now.version, note)
    click.echo(f"저장했습니다: {saved.identity} (Saved.)")


@policy.command()
@click.argument("name", default="")
def versions(name: str) -> None:
    """Print every version of the policy NAME, newest first, with what it changed."""
    desk = _desk()
    chapters = limits.history(desk, name or desk.policies.base.name)
    _tell_faults(desk)
    for chapter in chapters:
        click.echo(_told(chapter))
        for change in chapter.changes:
            click.echo(f"  {change.label}.{change.act}  {_limit(change.before)} → {_limit(change.after)}")


@policy.command()
@click.argument("name")
@click.argument("version", type=int)
def rollback(name: str, version: int) -> None:
    """Save what the policy NAME was at VERSION as its next version."""
    saved = limits.roll_back(_desk(), CONSOLE, name, version)
    click.echo(f"저장했습니다: {saved.identity} = {name}@{version} (Saved.)")


def _desk() -> Desk:
    return open_desk(settings())


def _told(chapter: limits.Chapter) -> str:
    edition = chapter.edition
    if edition is None:
        return f"{chapter.version}\t파일 (the file)"
    broken = "" if chapter.policy else "\t읽을 수 없음 (cannot be used)"
    return f"{chapter.version}\t{edition.at.astimezone(KST):%Y-%m-%d %H:%M}\t{edition.by}\t{edition.note}{broken}"


def _limit(score: float | str | None) -> str:
    return "-" if score is None else score if isinstance(score, str) else f"{score:g}"


def _tell_faults(desk: Desk) -> None:
    for fault in desk.policies.faults:
        click.echo(f"이 정책이 판정할 의견은 모두 사람이 확인합니다. (A person looks at everything: {fault})", err=True)
