"""The `hanmadi` command: one role a subcommand.  Each imports what it needs only when it is called."""

import logging
import os
import sys

import click

from moderation.config import Settings
from moderation.errors import HanmadiError


class Plain(click.Group):
    """Tells our own errors in one sentence, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; an error of ours ends it with status 1."""
        try:
            return super().invoke(ctx)
        except HanmadiError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Plain)
@click.version_option(package_name="hanmadi")
def main() -> None:
    """Comment moderation for Korean news sites."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s", stream=sys.stderr)


def settings() -> Settings:
    """The settings in this process' environment."""
    return Settings.read(os.environ)


@main.command()
def run() -> None:
    """Everything on one machine: embedded Valkey (unless HANMADI_REDIS_URL is set), web, workers, demo article."""
    from moderation.run import run

    sys.exit(run(settings()))


@main.command()
def web() -> None:
    """The web server: the API, and the demo article where HANMADI_DEMO_API is set."""
    from moderation.web.server import serve

    serve(settings())


@main.command()
def worker() -> None:
    """One worker: judges comments until it is told to stop."""
    from workers.run import work

    work(settings())


@main.command()
def notify() -> None:
    """The notifier: tells sites with a webhook of every change, until it is told to stop."""
    from workers.notify import notify

    notify(settings())


@main.command()
def sweep() -> None:
    """The sweep: looks for lost work until it is told to stop."""
    from workers.run import sweep

    sweep(settings())


from moderation.cli import archive, author, evaluate, lexicon, moderator, policy, score, site, webhook  # noqa: E402 - they register themselves on `main`

__all__ = ["archive", "author", "evaluate", "lexicon", "main", "moderator", "policy", "score", "site", "webhook"]
