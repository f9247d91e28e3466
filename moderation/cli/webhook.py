"""`hanmadi webhook`: where a site is told of changes, its secrets, and what could not be delivered."""

from collections.abc import Iterable

import click

from moderation.cli import main, settings
from moderation.errors import NotFound, ReceiverUnavailable, Refused
from moderation.notifying import PREFIX, send_test
from moderation.publication import rfc3339
from moderation.store.webhooks import Webhook
from moderation.webhook.address import Guard, parse
from moderation.webhook.signature import new_secret
from moderation.wiring import open_desk, open_mailroom

SHOWN = 100
"""The most dead letters that are listed."""


@main.group()
def webhook() -> None:
    """Tell a site of every change of state, at a URL of its own."""


@webhook.command("set")
@click.argument("site")
@click.argument("url")
def set_url(site: str, url: str) -> None:
    """Tell SITE at URL from now on; a new webhook's secret is printed, once."""
    if site not in open_desk(settings()).sites.sites():
        raise NotFound(f"{site}라는 사이트가 없습니다. (There is no site named {site!r}.)")
    _check(url)
    webhooks = open_mailroom(settings()).webhooks
    known = webhooks.webhook(site)
    secrets = known.secrets if known else (new_secret(),)
    webhooks.keep_webhook(Webhook(site, url, secrets))
    if known:
        click.echo("주소를 바꾸었습니다. 비밀값은 그대로입니다. (The URL is set; the secret stays.)", err=True)
    else:
        _print_secret(secrets[0])


@webhook.command()
@click.argument("site")
def show(site: str) -> None:
    """Print where SITE is told, and what waits."""
    found = _webhook(site)
    standing = open_mailroom(settings()).webhooks.standing(site)
    for name, value in (
        ("URL", found.url),
        ("상태 (state)", f"멈춤 (off: {found.disabled})" if found.disabled else "켜짐 (on)"),
        ("비밀값 (secrets)", str(len(found.secrets))),
        ("알릴 의견 (comments that wait)", str(standing.waiting)),
        ("포기한 알림 (dead letters)", str(standing.dead)),
        ("놓친 변경 (missed changes)", str(standing.missed)),
    ):
        click.echo(f"{name}: {value}")


@webhook.command()
@click.argument("site")
def remove(site: str) -> None:
    """Tell SITE nothing any more; what waits and what is dead is forgotten."""
    _webhook(site)
    open_mailroom(settings()).webhooks.remove_webhook(site)
    click.echo("웹훅을 지웠습니다. (The webhook is removed.)", err=True)


@webhook.command()
@click.argument("site")
def rotate(site: str) -> None:
    """Sign with a new secret too, and print it, once.  The old one signs as well until it is retired."""
    found = _webhook(site)
    if len(found.secrets) > 1:
        raise Refused(
            f"먼저 `hanmadi webhook retire-old-secret {site}`로 옛 비밀값을 거두십시오. "
            "(Two secrets sign already: retire the old one first.)"
        )
    secret = new_secret()
    _keep(found, (secret, *found.secrets))
    _print_secret(secret)


@webhook.command("retire-old-secret")
@click.argument("site")
def retire_old_secret(site: str) -> None:
    """Sign with the newest secret only."""
    found = _webhook(site)
    if len(found.secrets) == 1:
        raise Refused("비밀값이 하나뿐입니다. (There is only one secret.)")
    _keep(found, found.secrets[:1])
    click.echo("옛 비밀값을 거두었습니다. (The old secret is retired.)", err=True)


@webhook.command()
@click.argument("site")
def test(site: str) -> None:
    """Send SITE a signed message about no comment, and print what it answered."""
    answer = send_test(open_mailroom(settings()), site)
    click.echo(f"HTTP {answer.status}")
    if not answer.accepted:
        raise ReceiverUnavailable("받는 쪽이 2xx로 답하지 않았습니다. (The receiver did not answer 2xx.)")


@webhook.command()
@click.argument("site")
def dead(site: str) -> None:
    """Print what could not be delivered to SITE, latest first: webhook-id, comment, when it was given up, why."""
    _webhook(site)
    for grave in open_mailroom(settings()).webhooks.dead(site, SHOWN):
        click.echo("\t".join((PREFIX + grave.letter.id, grave.letter.comment, rfc3339(grave.at), grave.why)))


@webhook.command()
@click.argument("site")
@click.argument("id", required=False)
def replay(site: str, id: str | None) -> None:
    """Send SITE again what could not be delivered: all of it, or the one with this webhook-id."""
    _webhook(site)
    mailroom = open_mailroom(settings())
    count = mailroom.webhooks.replay(site, mailroom.clock(), id and id.removeprefix(PREFIX))
    if id and not count:
        raise NotFound(f"그런 알림이 없습니다. (There is no dead letter {id!r}.)")
    click.echo(f"{count}건을 다시 보냅니다. ({count} will be sent again.)", err=True)


@webhook.command()
@click.argument("site")
@click.argument("id", required=False)
def discard(site: str, id: str | None) -> None:
    """Forget what could not be delivered to SITE: all of it, or the one with this webhook-id."""
    _webhook(site)
    count = open_mailroom(settings()).webhooks.discard(site, id and id.removeprefix(PREFIX))
    if id and not count:
        raise NotFound(f"그런 알림이 없습니다. (There is no dead letter {id!r}.)")
    click.echo(f"{count}건을 버렸습니다. ({count} are forgotten.)", err=True)


def _webhook(site: str) -> Webhook:
    """A site's webhook.  Raises NotFound."""
    found = open_mailroom(settings()).webhooks.webhook(site)
    if found is None:
        raise NotFound(f"{site}에는 웹훅이 없습니다. ({site} has no webhook.)")
    return found


def _keep(found: Webhook, secrets: Iterable[str]) -> None:
    kept = Webhook(found.site, found.url, tuple(secrets), found.disabled)
    open_mailroom(settings()).webhooks.keep_webhook(kept)


def _check(url: str) -> None:
    """Raises AddressRefused; says so if the name is not known yet."""
    chosen = settings()
    try:
        Guard(chosen.webhook_private, chosen.webhook_http).addresses(parse(url))
    except ReceiverUnavailable as error:
        click.echo(f"주의: 지금은 이 이름을 찾을 수 없습니다. (Mind: {error}.)", err=True)


def _print_secret(secret: str) -> None:
    click.echo("비밀값은 한 번만 보여 드립니다. (The secret, shown once:)", err=True)
    click.echo(secret)
