"""`hanmadi site`: what it prints is what an operator hands to the site, and it is printed once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from moderation.cli import main
from moderation.store.redis import RedisSites
from moderation.web.keys import digest

Command = Callable[..., Result]
LONG_TOKEN = re.compile(r"\S{30,}")


@pytest.fixture
def hanmadi(redis: Redis) -> Command:
    """The `hanmadi` command on the tests' store."""
    path = redis.connection_pool.connection_kwargs["path"]

    def run(*words: str, input: str | None = None) -> Result:
        return CliRunner(env={"HANMADI_REDIS_URL": f"unix://{path}"}).invoke(main, words, input=input)

    return run


def acl(redis: Any, *words: str) -> Any:
    return redis.execute_command("ACL", *words)


def test_the_key_is_the_only_long_token_that_adding_a_site_prints(hanmadi: Command) -> None:
    added = hanmadi("site", "add", "whytimes")
    assert added.exit_code == 0
    (key,) = LONG_TOKEN.findall(added.output)
    assert key.startswith("hm_")
    assert added.stdout.strip() == key


def test_a_site_may_be_added_together_with_its_user_in_redis(hanmadi: Command, redis: Redis) -> None:
    """The key first, then the user and its password, one a line."""
    key, user, password = hanmadi("site", "add", "whytimes", "--redis-reader").stdout.split()
    assert key.startswith("hm_")
    assert user == "hm-reader-whytimes"
    path = redis.connection_pool.connection_kwargs["path"]
    with Redis(unix_socket_path=path, username=user, password=password) as reader:
        assert reader.get("hm:decision:c_nobody") is None


def test_the_user_gets_a_new_password_and_is_removed_again(hanmadi: Command, redis: Redis) -> None:
    hanmadi("site", "add", "whytimes")
    first = hanmadi("site", "reader", "whytimes").stdout.split()
    second = hanmadi("site", "reader", "whytimes").stdout.split()
    assert first[0] == second[0]
    assert first[1] != second[1]
    assert hanmadi("site", "reader", "whytimes", "--remove").exit_code == 0
    assert acl(redis, "GETUSER", "hm-reader-whytimes") is None
    assert "no user" in hanmadi("site", "reader", "whytimes", "--remove").output


def test_an_operator_whose_server_forgets_its_users_is_told_what_to_do(hanmadi: Command, redis: Redis) -> None:
    """With the very line that makes the same user again."""
    told = hanmadi("site", "add", "whytimes", "--redis-reader").stderr
    (line,) = [line for line in told.splitlines() if line.startswith("user ")]
    made = acl(redis, "GETUSER", "hm-reader-whytimes")
    acl(redis, "SETUSER", *line.split()[1:2], "reset", *line.split()[2:])
    assert acl(redis, "GETUSER", "hm-reader-whytimes") == made


def test_nobody_reads_for_a_site_that_is_none(hanmadi: Command, redis: Redis) -> None:
    before = acl(redis, "LIST")
    refused = hanmadi("site", "reader", "nowhere")
    assert refused.exit_code == 1
    assert "There is no site named 'nowhere'." in refused.output
    assert acl(redis, "LIST") == before


def test_a_site_sets_for_how_long_its_authors_may_appeal(hanmadi: Command, redis: Redis) -> None:
    hanmadi("site", "add", "whytimes")
    assert hanmadi("site", "appeals", "whytimes", "--days", "7").exit_code == 0
    assert RedisSites(redis).appeal_days(["whytimes", "othertimes"]) == [7, 30]
    for words in (("othertimes", "--days", "7"), ("whytimes", "--days", "0"), ("whytimes",)):
        assert hanmadi("site", "appeals", *words).exit_code != 0


def test_a_key_that_leaked_is_replaced_and_revoked(hanmadi: Command, redis: Redis) -> None:
    """First the new one, so that the site is never without."""
    old = hanmadi("site", "add", "whytimes").stdout.strip()
    new = hanmadi("site", "key", "whytimes").stdout.strip()
    other = hanmadi("site", "add", "othertimes").stdout.strip()
    sites = RedisSites(redis)
    assert hanmadi("site", "revoke", "whytimes", input=f"{other}\n").exit_code == 1
    revoked = hanmadi("site", "revoke", "whytimes", input=f"{old}\n")
    assert (revoked.exit_code, old in revoked.output) == (0, False)
    assert [sites.site_of(digest(key)) for key in (old, new, other)] == [None, "whytimes", "othertimes"]
    assert hanmadi("site", "revoke", "whytimes", input=f"{old}\n").exit_code == 1


def test_all_keys_of_a_site_are_revoked_and_the_site_stays(hanmadi: Command, redis: Redis) -> None:
    keys = [hanmadi("site", "add", "whytimes").stdout.strip(), hanmadi("site", "key", "whytimes").stdout.strip()]
    assert "2" in hanmadi("site", "revoke", "whytimes", "--all").stdout
    assert [RedisSites(redis).site_of(digest(key)) for key in keys] == [None, None]
    assert hanmadi("site", "list").stdout.split() == ["whytimes"]
    assert "no site" in hanmadi("site", "revoke", "nobody", "--all").output
