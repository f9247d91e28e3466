"""Korean first, English second: nothing that the desk says is left without its English."""

import re
from pathlib import Path

import pytest

import moderation.web.moderators
from moderation.desk import Desk
from moderation.moderator import Role
from moderation.reviewing.own import SHORTEST
from moderation.reviewing.passwords import LONGEST
from moderation.web.moderators import words
from moderation.web.moderators.english import english
from tests.moderation.web.moderators.conftest import Entering
from tests.moderation.web.moderators.desk_visitor import an_app
from tests.moderation.web.moderators.scenes import fill, machinery, uproar

FOLDER = Path(moderation.web.moderators.__file__).parent
TEMPLATES = sorted(FOLDER.glob("templates/moderators/*.html"))
HANGUL = re.compile("[가-힣]")
SAID = re.compile(r"""_\(\s*["']([^"']+)["']""")
KOREAN_ELEMENT = re.compile(r'<(\w+)[^>]*\slang="ko"[^>]*>.*?</\1>', re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_sentence_on_a_page_has_its_english(template: Path) -> None:
    said = SAID.findall(template.read_text(encoding="utf-8"))
    assert not [sentence for sentence in said if sentence not in english()]


@pytest.mark.parametrize(
    "table", ["KINDS", "STATES", "VERDICTS", "ROLES", "STAGES", "DEEDS", "OUTCOMES", "MODES", "SOURCES", "SENSITIVE"]
)
def test_every_word_of_the_desk_has_its_english(table: str) -> None:
    assert not [word for word in getattr(words, table).values() if word not in english()]


def test_both_say_the_same_things() -> None:
    places = re.compile(r"\{\w+\}")
    for korean, said in english().items():
        assert sorted(places.findall(korean)) == sorted(places.findall(said)), korean


def test_every_sentence_stands_once_and_somebody_says_it() -> None:
    lines = FOLDER.joinpath("english.tsv").read_text(encoding="utf-8").splitlines()
    said = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    assert sorted(set(said)) == sorted(said)
    told = sources()
    assert not [each for each in said if not re.search(rf"""["']{re.escape(each)}["']""", told)]


def sources() -> str:
    """The house's code and the desk's pages; what a sentence is filled with at once stands there as its value."""
    files = [*FOLDER.parents[1].rglob("*.py"), *TEMPLATES]
    told = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return told.replace("{SHORTEST}", str(SHORTEST)).replace("{LONGEST}자까지이고", f"{LONGEST}자까지이고")


def test_an_english_desk_speaks_english(desk: Desk, entering: Entering) -> None:
    """All that stays Korean is what people wrote (and is marked as Korean), names, headlines and spans."""
    fill(desk)
    uproar(desk)
    machinery(desk)
    park = entering("park", Role.OPERATOR)
    park.sees()
    park.sends("/moderation/preferences", language="en")
    page = park.sees("/moderation/").text
    first = re.search(r'data-id="([^"]+)"', page)
    assert first is not None
    for path in (
        f"/moderation/?open={first[1]}",
        "/moderation/audit",
        "/moderation/articles",
        "/moderation/operators",
        "/moderation/people",
        "/moderation/people/park",
        "/moderation/me",
        "/moderation/authors",
        "/moderation/authors/member/m-1003?site=whytimes",
        "/moderation/numbers",
        "/moderation/digest",
        "/moderation/lexicon",
        "/moderation/policy",
    ):
        page = KOREAN_ELEMENT.sub("", park.sees(path).text)
        written = [r'class="excerpt">[^<]*', r'class="who">[^<]*', r"<h2 id=\"headline.*?</h2>", r"<b>[^<]*</b></a>"]
        written += [r'type="checkbox" name="span".*?</label>', r"<blockquote.*?</blockquote>", r"<q.*?</q>"]
        written += [r'name="section" value="[^"]*"']
        for pattern in written:
            page = re.sub(pattern, "", page, flags=re.DOTALL)
        left = [line.strip() for line in page.splitlines() if HANGUL.search(line)]
        assert not left


@pytest.mark.parametrize(
    ("accepts", "language"),
    [("ko-KR,en;q=0.8", "ko"), ("en-GB,ko;q=0.5", "en"), ("ja", "ko"), ("", "ko"), ("en;q=0.5,ko;q=0.9", "ko")],
)
def test_the_desk_speaks_what_the_browser_prefers(desk: Desk, accepts: str, language: str) -> None:
    page = an_app(desk).test_client().get("/moderation/login", headers={"Accept-Language": accepts})
    assert f'<html lang="{language}"' in page.text
