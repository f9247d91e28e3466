"""`hanmadi moderator`: accounts of the review desk."""

import click

from moderation.cli import main, settings
from moderation.moderator import Role
from moderation.reviewing import accounts
from moderation.reviewing.accounts import CONSOLE, Post, Scope
from moderation.wiring import open_desk


@main.group()
def moderator() -> None:
    """Accounts of the review desk at /moderation."""


@moderator.command()
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.MODERATOR.value)
@click.option("--site", "sites", multiple=True, help="A site in the account's scope; all sites if none is given.")
@click.option("--section", "sections", multiple=True, help="A section of these; all sections if none is given.")
@click.option("--identity", default="", help="The e-mail address or subject by which the OpenID provider knows them.")
def add(name: str, role: str, sites: tuple[str, ...], sections: tuple[str, ...], identity: str) -> None:
    """Make an account and print its password, once."""
    post = Post(Role(role), Scope.of(sites, sections), identity)
    _print_password(accounts.add(open_desk(settings()), CONSOLE, name, post))


@moderator.command()
@click.argument("name")
def password(name: str) -> None:
    """Give an account a new password, end its sessions, and print the password, once."""
    _print_password(accounts.renew(open_desk(settings()), CONSOLE, name))


@moderator.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove an account and end its sessions.  What it ruled stays."""
    accounts.remove(open_desk(settings()), CONSOLE, name)


@moderator.command("totp-reset")
@click.argument("name")
def totp_reset(name: str) -> None:
    """Take the second factor from an account whose owner has lost it, and end its sessions."""
    accounts.reset_second(open_desk(settings()), CONSOLE, name)


@moderator.command("list")
def list_moderators() -> None:
    """Print all accounts: name, role, sites, sections."""
    for each in open_desk(settings()).people.everybody():
        click.echo(f"{each.name}\t{each.role}\t{', '.join(each.sites) or '*'}\t{', '.join(each.sections) or '*'}")


def _print_password(password: str) -> None:
    click.echo("Password (shown once, kept only as a hash):", err=True)
    click.echo(password)
