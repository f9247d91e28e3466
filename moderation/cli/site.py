"""`hanmadi site`: news sites, their API keys, and their users in Redis."""

import secrets

import click

from moderation.cli import main, settings
from moderation.errors import Refused
from moderation.store.redis import connect
from moderation.store.redis.access import Access, grant, revoke
from moderation.web.keys import digest, issue
from moderation.wiring import open_desk, redis_url


@main.group()
def site() -> None:
    """News sites and their API keys."""


@site.command()
@click.argument("name")
@click.option("--redis-reader", is_flag=True, help="Also create a Redis user that may read the site's decisions.")
def add(name: str, redis_reader: bool) -> None:
    """Register a site and print its API key, once."""
    _print_key(issue(open_desk(settings()), name))
    if redis_reader:
        _grant(name)


@site.command()
@click.argument("name")
@click.option("--remove", is_flag=True, help="Remove the user instead, and hang up on it.")
def reader(name: str, remove: bool) -> None:
    """Create the Redis user of a site that reads decisions directly; again: give it a new password."""
    if name not in open_desk(settings()).sites.sites():
        raise Refused(f"There is no site named {name!r}.")
    if not remove:
        _grant(name)
    elif not revoke(connect(redis_url(settings())), name):
        raise Refused(f"{name} has no user in this Redis.")


@site.command()
@click.argument("name")
def key(name: str) -> None:
    """Issue one more API key for a site, and print it, once."""
    _print_key(issue(open_desk(settings()), name, another=True))


@site.command("revoke")
@click.argument("name")
@click.option("--all", "every", is_flag=True, help="All keys of the site; issue a new one with `site key`.")
def revoke_key(name: str, every: bool) -> None:
    """Take an API key from a site: asks for the key, which is then worth nothing within ten seconds."""
    sites = open_desk(settings()).sites
    if name not in sites.sites():
        raise Refused(f"There is no site named {name!r}.")
    known = None if every else digest(click.prompt("API key", hide_input=True, err=True).strip())
    revoked = sites.revoke(name, known)
    if not revoked:
        raise Refused(f"{name}에 그런 키가 없습니다. ({name} has no such key.)")
    click.echo(f"키 {revoked}개를 거두었습니다. (Revoked: {revoked}.)")


@site.command()
@click.argument("name")
@click.argument("days", type=click.IntRange(0, 3650))
def retention(name: str, days: int) -> None:
    """Keep the original of what was masked in a site's comments for DAYS days after a ruling; 0: not at all."""
    if not open_desk(settings()).sites.put_retention(name, days):
        raise Refused(f"There is no site named {name!r}.")


@site.command()
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 365), required=True)
def appeals(name: str, days: int) -> None:
    """Let authors of a site appeal for this many days after a decision (30 where nothing is said)."""
    if not open_desk(settings()).sites.put_appeal_days(name, days):
        raise Refused(f"There is no site named {name!r}.")
    click.echo(f"이제부터의 결정에는 {days}일 동안 이의를 제기할 수 있습니다. (Holds for decisions from now on.)")


@site.command()
@click.argument("name")
@click.password_option("--secret", prompt="Coral's signing secret", confirmation_prompt=False)
def coral(name: str, secret: str) -> None:
    """Take the signing secret of a site's Coral, so that its external moderation phase is answered."""
    if not open_desk(settings()).sites.put_coral_secret(name, secret.strip()):
        raise Refused(f"There is no site named {name!r}.")
    click.echo(f"In Coral, let the phase call POST /v1/coral/{name} with plain text bodies.")


@site.command("list")
def list_sites() -> None:
    """Print the names of all sites."""
    for name in open_desk(settings()).sites.sites():
        click.echo(name)


def _print_key(key: str) -> None:
    click.echo("API key (shown once, kept only as a hash):", err=True)
    click.echo(key)


def _grant(name: str) -> None:
    password = secrets.token_urlsafe(32)
    _print_access(grant(connect(redis_url(settings())), name, password), password)


def _print_access(access: Access, password: str) -> None:
    click.echo("Redis user and password (shown once; see docs/redis.md for what it may read):", err=True)
    click.echo(access.user)
    click.echo(password)
    if not access.saved:
        click.echo("This server forgets its users when it restarts. Put this line into its ACL file:", err=True)
        click.echo(access.line, err=True)
