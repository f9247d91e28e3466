"""`hanmadi site`: news sites and their API keys."""

import click

from moderation.cli import main, settings
from moderation.web.keys import issue
from moderation.wiring import open_desk


@main.group()
def site() -> None:
    """News sites and their API keys."""


@site.command()
@click.argument("name")
def add(name: str) -> None:
    """Register a site and print its API key, once."""
    _print_key(issue(open_desk(settings()), name))


@site.command()
@click.argument("name")
def key(name: str) -> None:
    """Issue one more API key for a site, and print it, once."""
    _print_key(issue(open_desk(settings()), name, another=True))


@site.command("list")
def list_sites() -> None:
    """Print the names of all sites."""
    for name in open_desk(settings()).sites.sites():
        click.echo(name)


def _print_key(key: str) -> None:
    click.echo("API key (shown once, kept only as a hash):", err=True)
    click.echo(key)
