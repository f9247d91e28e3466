"""`hanmadi export` and `import`, as an operator types them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from models.training.tables import moderated
from moderation.cli import main
from moderation.decision import Verdict
from moderation.desk import Desk
from moderation.record import Record
from moderation.reviewing.review import Ruled, review
from moderation.web.keys import issue
from tests.builders import a_comment, a_desk_on, held

Command = Callable[..., Result]


@pytest.fixture
def hanmadi(redis: Redis) -> Command:
    """The `hanmadi` command on the tests' store."""
    path = redis.connection_pool.connection_kwargs["path"]

    def run(*words: str) -> Result:
        return CliRunner(env={"HANMADI_REDIS_URL": f"unix://{path}"}).invoke(main, words)

    return run


@pytest.fixture
def desk(redis: Redis) -> Desk:
    """A desk with a comment that a person published against the machine's doubt."""
    desk = a_desk_on(redis)
    issue(desk, "whytimes")
    comment = a_comment("이런 시발점이 있나")
    desk.comments.receive([comment])
    (record,) = desk.comments.rule([(Record(comment), held())])
    assert record is not None
    review(desk, "kim", record, Ruled(Verdict.PUBLISH))
    return desk


def test_what_is_exported_to_a_file_can_be_imported(hanmadi: Command, desk: Desk, redis: Redis, tmp_path: Path) -> None:
    file = tmp_path / "whytimes.jsonl"
    assert hanmadi("export", str(file), "--site", "whytimes").exit_code == 0
    assert file.stat().st_mode & 0o077 == 0, "nobody else may read it"
    kinds = [json.loads(line)["kind"] for line in file.read_text("utf-8").splitlines()]
    assert kinds == ["hanmadi", "site", "shelf", "comment"]
    redis.flushall()
    imported = hanmadi("import", str(file)).output
    assert "의견 1개" in imported
    assert "hanmadi site add whytimes" in imported, "keys are in no export"
    assert hanmadi("site", "add", "whytimes").exit_code == 0
    assert hanmadi("site", "add", "whytimes").exit_code == 1
    again = hanmadi("import", str(file)).output
    assert "의견 0개" in again
    assert "site add" not in again


def test_since_a_day_to_come_there_is_nothing(hanmadi: Command, desk: Desk) -> None:
    told = hanmadi("export", "--since", "2999-01-01").stdout
    assert "comment" not in told
    assert hanmadi("export", "--since", "someday").exit_code == 2


def test_a_site_that_is_none_and_lines_that_are_none_are_refused(hanmadi: Command, desk: Desk, tmp_path: Path) -> None:
    assert hanmadi("export", "--site", "nowhere").exit_code == 1
    file = tmp_path / "bad.jsonl"
    for text in ("{", "[]"):
        file.write_text(text)
        refused = hanmadi("import", str(file))
        assert (refused.exit_code, "1번째 줄" in refused.output) == (1, True)


def test_what_people_ruled_otherwise_is_one_more_table_to_train_on(
    hanmadi: Command, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "moderated.tsv"
    assert hanmadi("export", str(file), "--training").exit_code == 0
    (row,) = moderated(file)
    assert (row.text, row.source, row.said) == ("이런 시발점이 있나", "kmhas", {"toxic": 0.0, "profanity": 0.0})
    assert row.targets()[2] is None, "what nobody spoke of is masked"
