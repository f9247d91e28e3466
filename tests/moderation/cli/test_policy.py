"""`hanmadi policy` as an operator uses it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from moderation.cli import main
from moderation.store.redis.editions import POLICIES
from tests.builders import a_desk_on

Command = Callable[..., Result]


@pytest.fixture
def policy(redis: Redis) -> Command:
    """`hanmadi policy ...` on the session's store, emptied."""
    url = f"unix://{redis.connection_pool.connection_kwargs['path']}"

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["policy", *arguments], env={"HANMADI_REDIS_URL": url})

    return run


def changed(policy: Command, file: Path, old: str, new: str) -> Path:
    file.write_text(policy("show").stdout.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_policy_is_shown_changed_and_set(policy: Command, redis: Redis, tmp_path: Path) -> None:
    file = changed(policy, tmp_path / "mine.toml", "[labels.insult]\nrefer = 0.50", "[labels.insult]\nrefer = 0.35")
    result = policy("set", str(file), "--note", "선거 기간")
    assert result.output == "저장했습니다: default@2 (Saved.)\n"
    assert a_desk_on(redis).policies.base.limits["insult"].act(0.4).name == "REFER"
    listed = policy("versions").output.splitlines()
    assert listed[0].startswith("2\t")
    assert listed[0].endswith("\tconsole\t선거 기간")
    assert listed[1:] == ["  insult.refer  0.5 → 0.35", "1\t파일 (the file)"]


def test_going_back_makes_a_new_version(policy: Command, redis: Redis, tmp_path: Path) -> None:
    before = policy("show").output
    policy("set", str(changed(policy, tmp_path / "mine.toml", "refer = 0.50", "refer = 0.20")))
    assert policy("rollback", "default", "1").output == "저장했습니다: default@3 = default@1 (Saved.)\n"
    assert policy("show").output == before.replace("version = 1", "version = 3")
    assert "refer = 0.20" in policy("show", "--version", "2").output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = "default"\nversion = 1\n[labels.insult]\nrefer = 5', "labels.insult.refer"),
        ('name = "gentle"\nversion = 1\n[labels]', "gentle"),
        ('name = "default"\nversion = 1\n[labels]\n[for]\nsites = ["a"]', "[for]"),
        ("name = ", "TOML"),
    ],
)
def test_what_cannot_be_set_says_why_and_changes_nothing(
    policy: Command, redis: Redis, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(text, encoding="utf-8")
    result = policy("set", str(file))
    assert result.exit_code == 1
    assert told in result.output
    assert not redis.exists(POLICIES)


def test_a_version_that_nobody_can_use_is_told(policy: Command, redis: Redis) -> None:
    redis.rpush(POLICIES, '{"name":"default","version":2,"tables":{"labels":[]},"by":"kim","at":0,"note":""}')
    result = policy("versions")
    assert result.exit_code == 0, result.output
    assert "읽을 수 없음" in result.output
    assert "A person looks at everything" in result.stderr
