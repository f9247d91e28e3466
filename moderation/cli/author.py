"""`hanmadi author`: how members stand with a site, and sanctions on them."""

from datetime import timedelta

import click

from moderation.cli import main, settings
from moderation.desk import Desk
from moderation.errors import Refused
from moderation.label import LABELS
from moderation.sanction import Measure
from moderation.sanctioning import Imposed, impose, lift
from moderation.standing import COUNTS, Writer
from moderation.told import explain_sanction
from moderation.wiring import open_desk

CONSOLE = "console"
"""Who did it, in the audit trail."""


@main.group()
def author() -> None:
    """How members stand with a site, and sanctions on them."""


@author.command()
@click.argument("site")
@click.argument("member")
def show(site: str, member: str) -> None:
    """Print a member's counts and every sanction: id, measure, end, what the member is told."""
    desk = open_desk(settings())
    (profile,) = desk.authors.profiles([_writer(desk, site, member)])
    for name in COUNTS:
        click.echo(f"{name}\t{getattr(profile.standing, name)}")
    click.echo(f"accuracy\t{'-' if profile.standing.accuracy is None else f'{profile.standing.accuracy:.2f}'}")
    for each in profile.sanctions:
        end = "over" if not each.holds(desk.clock()) else each.until.isoformat() if each.until else "-"
        click.echo(f"{each.id}\t{each.measure}\t{end}\t{each.by}\t{explain_sanction(each)}")


@author.command()
@click.argument("site")
@click.argument("member")
@click.argument("measure", type=click.Choice([each.value for each in Measure]))
@click.option("--label", type=click.Choice(list(LABELS)), required=True, help="Why, as the member is told.")
@click.option("--days", type=click.IntRange(1, 3650), help="For so many days; without an end if it is not given.")
@click.option("--minutes", type=int, default=10, show_default=True, help="The pause of slow mode.")
@click.option("--says", default="", help="A sentence for the member in place of the label's.")
def sanction(site: str, member: str, measure: str, **asked: object) -> None:
    """Ask something of a member; prints the sanction's id."""
    desk = open_desk(settings())
    days, minutes = asked["days"], asked["minutes"]
    until = desk.clock() + timedelta(days=days) if isinstance(days, int) else None
    imposed = Imposed(Measure(measure), str(asked["label"]), until, int(str(minutes)), str(asked["says"]))
    click.echo(impose(desk, CONSOLE, _writer(desk, site, member), imposed).id)


@author.command("lift")
@click.argument("site")
@click.argument("member")
@click.argument("sanction")
def lift_sanction(site: str, member: str, sanction: str) -> None:
    """End a sanction before its time."""
    desk = open_desk(settings())
    lift(desk, CONSOLE, _writer(desk, site, member), sanction)


def _writer(desk: Desk, site: str, member: str) -> Writer:
    if site not in desk.sites.sites():
        raise Refused(f"그런 사이트가 없습니다: {site}. (There is no such site.)")
    return Writer(site, "member", member)
