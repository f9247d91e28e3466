"""Which site a page is about: the one that is asked for, else the one seen last, and never one beyond the scope."""

import re

import pytest

from moderation.desk import Desk
from moderation.moderator import Role
from tests.moderation.web.moderators.conftest import Entering, Waiting
from tests.moderation.web.moderators.desk_visitor import DeskVisitor
from tests.moderation.web.moderators.scenes import uproar

BOTH = ("othertimes", "whytimes")


@pytest.mark.parametrize("page", ["", "articles", "authors", "numbers", "digest", "lexicon/word"])
def test_every_page_is_about_the_site_that_was_seen_last(entering: Entering, page: str) -> None:
    park = entering("park", Role.OPERATOR, *BOTH)
    assert chosen(park, page) == "othertimes"
    park.sees("/moderation/?site=whytimes")
    assert chosen(park, page) == "whytimes"


def test_a_site_beyond_the_scope_is_neither_shown_nor_remembered(entering: Entering) -> None:
    park = entering("park", Role.OPERATOR, *BOTH)
    for site in ("nosuchtimes", "whytimes; Path=/"):
        assert "Set-Cookie" not in park.sees(f"/moderation/articles?site={site}").headers
    park.sees("/moderation/?site=whytimes")
    park.http.set_cookie("hm_desk_site", "nosuchtimes", path="/moderation")
    assert chosen(park, "articles") == "othertimes"


def test_what_is_proposed_at_another_site_is_told_beside_this_one(desk: Desk, entering: Entering) -> None:
    uproar(desk)
    park = entering("park", Role.OPERATOR, *BOTH)
    told = re.search(
        r'href="([^"]+)">whytimes의 조이기 제안 1건', park.sees("/moderation/articles?site=othertimes").text
    )
    assert told is not None
    assert "조이기 제안 1건" not in park.sees(told[1]).text


def test_where_nothing_waits_it_is_told_what_waits_elsewhere(entering: Entering, waiting: Waiting) -> None:
    """And only within the scope."""
    waiting()
    park, lee = entering("park", Role.OPERATOR, *BOTH), entering("lee", Role.MODERATOR, "othertimes")
    told = re.search(r'href="([^"]+)">whytimes에서 기다리는 의견 1건', park.sees("/moderation/?site=othertimes").text)
    assert told is not None
    assert "시발 이게 기사냐" in park.sees(told[1]).text
    assert "whytimes" not in lee.sees().text


def chosen(visitor: DeskVisitor, page: str) -> str:
    found = re.search(r"<option selected>(\w+times)</option>", visitor.sees(f"/moderation/{page}").text)
    assert found is not None
    return found[1]
