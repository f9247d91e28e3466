"""The examples of integrate.md and quickstart.md, run as they stand against the real API, where their runtime is."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import urllib3

from moderation.client import Author, Draft, Hanmadi
from moderation.publication import published_view
from moderation.record import Record
from moderation.webhook.signature import new_secret, signed
from tests.builders import a_comment, published
from tests.conftest import missing
from tests.docs.markdown import ROOT, examples
from tests.live import Live, live_api
from tests.product import clean_environ, free_port, until

EXAMPLES = examples(ROOT / "docs" / "integrate.md")
FIRST = examples(ROOT / "docs" / "quickstart.md")
RUNTIMES = {".sh": ["sh"], ".php": ["php"], ".mjs": ["node"], ".py": [sys.executable]}
LANGUAGES = [".php", ".mjs", ".py"]
SCRIPT = "<script>alert('독자')</script> & \"인용\""


class Site:
    """A folder with all examples in it, and the environment that they ask for."""

    def __init__(self, folder: Path, live: Live) -> None:
        self.folder = folder
        self.live = live
        self.secrets = [new_secret(), new_secret()]
        for name, code in (EXAMPLES | FIRST).items():
            (folder / name).write_text(code, encoding="utf-8")

    def command(self, name: str, *words: str) -> list[str]:
        """How an example is run; skips the test where its runtime is not there."""
        runtime = RUNTIMES[Path(name).suffix]
        needed = "curl" if name.endswith(".sh") else runtime[0]
        if shutil.which(needed) is None:
            missing(needed)
        if needed == "php" and subprocess.run(["php", "-r", "exit((int) !extension_loaded('curl'));"]).returncode:
            missing("php-curl")
        return [*runtime, name, *words]

    def environ(self, **more: str) -> dict[str, str]:
        """What an example finds in its environment."""
        ours = {"HANMADI_URL": self.live.url, "HANMADI_KEY": self.live.key, "PYTHONPATH": str(ROOT)}
        return clean_environ() | ours | {"HANMADI_WEBHOOK_SECRETS": " ".join(self.secrets), **more}

    def run(self, name: str, *words: str) -> str:
        """What an example prints.  It must end well, and complain of nothing."""
        command = self.command(name, *words)
        ran = subprocess.run(
            command, cwd=self.folder, env=self.environ(), capture_output=True, text=True, timeout=60, check=False
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site beside the real API."""
    with live_api() as live:
        yield Site(tmp_path_factory.mktemp("site"), live)


@pytest.fixture
def hanmadi(site: Site) -> Iterator[Hanmadi]:
    """The same site's own client."""
    with Hanmadi(site.live.url, site.live.key) as hanmadi:
        yield hanmadi


def test_every_language_has_every_example() -> None:
    """Submit and list with curl too; a webhook is nothing for curl."""
    names = {f"{what}{language}" for what in ("submit", "list", "webhook") for language in LANGUAGES}
    assert names | {"submit.sh", "list.sh", "state.sh", "hanmadi.php", "hanmadi.mjs", "rest.py"} == EXAMPLES.keys()


def test_a_comment_is_submitted_asked_for_and_listed_with_curl(site: Site) -> None:
    submitted = json.loads(site.run("submit.sh"))
    assert submitted["state"] in ("pending", "published")
    until(lambda: json.loads(site.run("state.sh", submitted["id"]))["state"] == "published")
    assert submitted["id"] in site.run("list.sh", "21468")


def test_the_quick_start_leads_to_a_first_comment_under_an_article(site: Site) -> None:
    first = json.loads(site.run("first.sh"))
    assert first["state"] == "published"
    assert first["id"] in site.run("shown.sh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "said"),
    [("좋은 기사 잘 읽었습니다.", "published 게시되었습니다."), ("이 병신아", "rejected "), ("애매한 말", "held ")],
)
def test_a_comment_is_submitted_and_its_decision_is_waited_for(
    site: Site, hanmadi: Hanmadi, language: str, text: str, said: str
) -> None:
    id, _, told = site.run(f"submit{language}", f"submitted{language}", "독자", text).partition(" ")
    assert told.startswith(said)
    assert (hanmadi.comment(id).text, hanmadi.comment(id).author) == (text, Author.guest("독자"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_told_in_the_words_for_the_reader(site: Site, language: str) -> None:
    assert site.run(f"submit{language}", "21468", "독자", " ") == "의견을 입력해 주십시오.\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_listed_is_all_of_it_and_no_reader_can_slip_in_html(
    site: Site, hanmadi: Hanmadi, language: str
) -> None:
    """More than a page, and a text that would be a script."""
    article = f"listed/{language}"
    results = hanmadi.submit_many([*_drafts(article, 110)])
    hanmadi.submit(article, Author.guest("<b>"), SCRIPT, wait=5)
    until(lambda: sum(1 for _ in hanmadi.article_comments(article)) == len(results) + 1)
    html = site.run(f"list{language}", article)
    assert html.count("<li>") == 111
    assert "<script" not in html
    assert "<b><b>" not in html
    assert "독자" in html


def _drafts(article: str, count: int) -> Iterator[Draft]:
    return (Draft(article, Author.guest("독자"), f"{number}번째 의견입니다") for number in range(count))


@contextmanager
def receiving(site: Site, language: str) -> Iterator[str]:
    """The receiver of a language's example, running; its URL."""
    port = str(free_port())
    command = site.command(f"webhook{language}")
    if language == ".php":
        command[1:1] = ["-S", f"127.0.0.1:{port}"]
    with (site.folder / "received").open("wb") as output:
        process = subprocess.Popen(
            command, cwd=site.folder, env=site.environ(PORT=port), stdout=output, stderr=subprocess.STDOUT
        )
    try:
        until(lambda: _answered(f"http://127.0.0.1:{port}", {}, b"") == 401)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _answered(url: str, headers: dict[str, str], body: bytes) -> int:
    """The status that a receiver answers with; 0 if nobody does."""
    try:
        return urllib3.request("POST", url, headers=headers, body=body, retries=False, timeout=5).status
    except urllib3.exceptions.HTTPError:
        return 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_webhook_is_believed_only_if_it_is_genuine(site: Site, language: str) -> None:
    """Signed with either secret, lately, over this very body; a test message is about no comment."""
    now = datetime.now(UTC)
    body = json.dumps(published_view(Record(a_comment()).ruled(published())), ensure_ascii=False).encode()
    test = json.dumps({"test": True, "site": "whytimes"}).encode()
    old, new = site.secrets
    with receiving(site, language) as url:
        for secrets in ([old], [new], [old, new], [new_secret(), new]):
            assert _answered(url, signed(secrets, "hm_1", now, body), body) == 204
        assert _answered(url, signed([new], "hm_2", now, test), test) == 204
        forged = (
            (signed([new_secret()], "hm_1", now, body), body),
            (signed([new], "hm_1", now, body), body + b" "),
            (signed([new], "hm_1", now - timedelta(seconds=400), body), body),
            (signed([new], "hm_1", now + timedelta(seconds=400), body), body),
            ({**signed([new], "hm_1", now, body), "webhook-id": "hm_2"}, body),
            ({**signed([new], "hm_1", now, body), "webhook-signature": "v1,"}, body),
            ({**signed([new], "hm_1", now, body), "webhook-timestamp": ""}, body),
        )
        for headers, sent in forged:
            assert _answered(url, headers, sent) == 401


def test_the_rest_of_the_api_as_the_example_uses_it(site: Site) -> None:
    assert site.run("rest.py").splitlines() == [
        "미리 보기: published 게시되었습니다.",
        "고침: 좋은 기사 잘 읽었습니다.",
        "내 의견: published 게시되었습니다.",
        "지움: deleted",
    ]
