"""`hanmadi author`: shows how a member stands, asks something of them, and takes it back."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from moderation.cli import main
from moderation.store.redis import RedisSites

Command = Callable[..., Result]


@pytest.fixture
def hanmadi(redis: Redis) -> Command:
    """`hanmadi author` on the tests' store, where there is a site."""
    RedisSites(redis).add_site("whytimes", "hash")
    path = redis.connection_pool.connection_kwargs["path"]

    def run(*words: str) -> Result:
        return CliRunner(env={"HANMADI_REDIS_URL": f"unix://{path}"}).invoke(main, ["author", *words])

    return run


def test_a_member_is_slowed_and_set_free(hanmadi: Command) -> None:
    assert "accuracy\t-" in hanmadi("show", "whytimes", "m-1").stdout
    slowed = hanmadi("sanction", "whytimes", "m-1", "slow", "--label", "insult", "--days", "7", "--minutes", "30")
    assert slowed.exit_code == 0, slowed.output
    id = slowed.stdout.strip()
    shown = hanmadi("show", "whytimes", "m-1").stdout
    assert id in shown
    assert "30분에 한 번만" in shown
    assert hanmadi("lift", "whytimes", "m-1", id).exit_code == 0
    assert f"{id}\tslow\tover\tconsole" in hanmadi("show", "whytimes", "m-1").stdout
    assert hanmadi("lift", "whytimes", "m-1", id).exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("show", "nowhere", "m-1"),
        ("sanction", "whytimes", "m-1", "suspend", "--label", "insult"),
        ("sanction", "whytimes", "m-1", "slow", "--label", "insult", "--minutes", "0"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(hanmadi: Command, words: tuple[str, ...]) -> None:
    result = hanmadi(*words)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output
