"""Whoever is responsible for some sections sees and rules on these alone, by whatever door."""

from dataclasses import replace

import pytest
from flask import Flask

from moderation.comment import Article, Author
from moderation.decision import State
from moderation.desk import Desk
from moderation.moderator import Moderator, Role
from tests.moderation.web.moderators.conftest import Waiting
from tests.moderation.web.moderators.desk_visitor import DeskVisitor, a_moderator

POLITICS = Article("1", title="정치 기사", section="정치")
CULTURE = Article("2", title="문화 기사", section="문화")
NOWHERE = Article("3", title="지면이 없는 기사")


@pytest.fixture
def kim(desk: Desk, app: Flask) -> DeskVisitor:
    """A moderator of the politics section of whytimes."""
    a_moderator(desk, "kim", Role.MODERATOR, "whytimes")
    desk.people.change("kim", lambda kim: replace(kim, sections=("정치",)))
    visitor = DeskVisitor(app)
    visitor.logs_in("kim")
    return visitor


@pytest.mark.parametrize(
    ("site", "section", "served"),
    [("whytimes", "정치", True), ("whytimes", "문화", False), ("whytimes", None, False), ("othertimes", "정치", False)],
)
def test_a_scope_is_sites_and_sections(site: str, section: str | None, served: bool) -> None:
    moderator = Moderator("kim", Role.MODERATOR, ("whytimes",), sections=("정치", "사회"))
    assert moderator.serves(site, section) is served
    assert replace(moderator, sections=()).serves(site, section) is (site == "whytimes")


def test_the_queue_holds_what_is_within_the_scope(kim: DeskVisitor, waiting: Waiting) -> None:
    mine = waiting(article=POLITICS).comment.id
    others = [waiting(article=article).comment.id for article in (CULTURE, NOWHERE)]
    page = kim.sees().text
    assert mine in page
    assert not [id for id in others if id in page]
    assert kim.sees("/moderation/sizes").get_json()["held"] == 1


@pytest.mark.parametrize("article", [CULTURE, NOWHERE])
def test_no_act_reaches_another_section(desk: Desk, kim: DeskVisitor, waiting: Waiting, article: Article) -> None:
    id = waiting(article=article).comment.id
    assert "그런 의견이 없습니다" in kim.sees(f"/moderation/?open={id}").text
    fields = {"verdict": "reject", "label": "insult", "turn": "1.1", "text": "메모"}
    for act in ("ruling", "undo", "notes"):
        assert kim.sends(f"/moderation/comments/{id}/{act}", **fields).status_code == 404
    kim.sends("/moderation/bulk", item=[f"{id} 1.1"], verdict="reject", label="insult", sure="yes")
    (record,) = desk.comments.find([id])
    assert record is not None
    assert record.state is State.HELD
    assert desk.logbook.notes(id) == []


def test_what_else_an_author_wrote_is_shown_from_the_scope_alone(kim: DeskVisitor, waiting: Waiting) -> None:
    author = Author("member", "새벽기차", "m-1")
    mine = waiting("정치 의견", article=POLITICS, author=author).comment.id
    waiting("다른 정치 의견", article=POLITICS, author=author)
    waiting("비밀 문화 의견", article=CULTURE, author=author)
    page = kim.sees(f"/moderation/?open={mine}").text
    assert "다른 정치 의견" in page
    assert "비밀 문화 의견" not in page
