"""Korean first, English second: nothing that the desk says is left without its English."""

import re
from pathlib import Path

import pytest

import moderation.web.moderators
from moderation.desk import Desk
from moderation.moderator import Role
from moderation.web.moderators import words
from moderation.web.moderators.english import english
from tests.moderation.web.moderators.conftest import Entering
from tests.moderation.web.moderators.scenes import fill

TEMPLATES = sorted(Path(moderation.web.moderators.__file__).parent.glob("templates/moderators/*.html"))
HANGUL = re.compile("[가-힣]")
SAID = re.compile(r"""_\(\s*["']([^"']+)["']""")
KOREAN_ELEMENT = re.compile(r'<(\w+)[^>]*\slang="ko"[^>]*>.*?</\1>', re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_sentence_on_a_page_has_its_english(template: Path) -> None:
    said = SAID.findall(template.read_text(encoding="utf-8"))
    assert not [sentence for sentence in said if sentence not in english()]


@pytest.mark.parametrize("table", ["KINDS", "STATES", "VERDICTS", "ROLES", "STAGES", "DEEDS", "OUTCOMES"])
def test_every_word_of_the_desk_has_its_english(table: str) -> None:
    assert not [word for word in getattr(words, table).values() if word not in english()]


def test_both_say_the_same_things() -> None:
    places = re.compile(r"\{\w+\}")
    for korean, said in english().items():
        assert sorted(places.findall(korean)) == sorted(places.findall(said)), korean


def test_an_english_desk_speaks_english(desk: Desk, entering: Entering) -> None:
    """All that stays Korean is what people wrote (and is marked as Korean), names, headlines and spans."""
    fill(desk)
    park = entering("park", Role.OPERATOR)
    park.sees()
    park.sends("/moderation/preferences", language="en")
    page = park.sees("/moderation/").text
    first = re.search(r'data-id="([^"]+)"', page)
    assert first is not None
    for path in (f"/moderation/?open={first[1]}", "/moderation/audit", "/moderation/people"):
        page = KOREAN_ELEMENT.sub("", park.sees(path).text)
        written = [r'class="excerpt">[^<]*', r'class="who">[^<]*', r"<h2 id=\"headline.*?</h2>", r"<b>[^<]*</b></a>"]
        written += [r'type="checkbox" name="span".*?</label>', r"<blockquote.*?</blockquote>", r"<q.*?</q>"]
        for pattern in written:
            page = re.sub(pattern, "", page, flags=re.DOTALL)
        left = [line.strip() for line in page.splitlines() if HANGUL.search(line)]
        assert not left
