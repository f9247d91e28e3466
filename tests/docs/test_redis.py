"""docs/redis.md says what is so: the keys, the user that may read them, and the example."""

import os
import subprocess
import sys
from pathlib import Path

from redis import Redis

from moderation.client.direct import SCHEMA
from moderation.intake import Submission
from moderation.store.redis import keys
from moderation.store.redis.access import COMMANDS, grant
from moderation.web.keys import issue
from tests.builders import Words, a_comment, a_desk_on, receive
from tests.docs.markdown import ROOT, examples
from workers.worker import JudgeWorker

PAGE = ROOT / "docs" / "redis.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_keys_and_their_version_are_those_of_the_house() -> None:
    assert f"**Schema version {SCHEMA}.**" in TEXT
    for key in (keys.decision_key("{comment}"), keys.published_key("{site}", "{article}"), keys.changes_key("{site}")):
        assert f"`{key}`" in TEXT


def test_the_page_names_all_that_the_user_may_do(redis: Redis) -> None:
    for command in COMMANDS:
        assert f"`{command.upper().replace('|', ' ')}`" in TEXT
    patterns = [word for word in grant(redis, "{site}", "password").line.split() if word.startswith("%")]
    assert all(f"`{pattern}`" in TEXT for pattern in patterns)
    redis.acl_deluser("hm-reader-{site}")


def test_the_example_shows_what_readers_may_see(redis: Redis, tmp_path: Path) -> None:
    desk, comment = a_desk_on(redis), a_comment()
    issue(desk, "mysite")
    for text in ("좋은 기사 잘 읽었습니다.", "이 병신아"):
        receive(desk, "mysite", Submission(comment.article, comment.author, text))
    JudgeWorker(redis, desk, [Words()], name="docs").work(burst=True, logging_level="CRITICAL")
    user, path = grant(redis, "mysite", "password").user, redis.connection_pool.connection_kwargs["path"]
    (tmp_path / "reader.py").write_text(examples(PAGE)["reader.py"], encoding="utf-8")
    environ = os.environ | {"HANMADI_READER_URL": f"unix://{user}:password@{path}", "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "reader.py"],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("독자 좋은 기사 잘 읽었습니다.\n", "")
