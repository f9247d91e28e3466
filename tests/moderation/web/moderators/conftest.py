"""A desk with a site, and a moderator who is logged in."""

from collections.abc import Callable

import pytest
from flask import Flask

from moderation.comment import Comment
from moderation.decision import Ruling
from moderation.desk import Desk
from moderation.moderator import Role
from moderation.record import Record
from tests.builders import Clock, a_comment, a_desk, held
from tests.moderation.web.moderators.desk_visitor import DeskVisitor, a_moderator, a_site, an_app

Waiting = Callable[..., Record]
Entering = Callable[..., DeskVisitor]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return a_site(a_desk(clock), "othertimes", "whytimes")


@pytest.fixture
def app(desk: Desk) -> Flask:
    return an_app(desk)


@pytest.fixture
def entering(desk: Desk, app: Flask) -> Entering:
    """Makes an account and logs it in."""

    def enter(name: str = "kim", role: Role = Role.MODERATOR, *sites: str) -> DeskVisitor:
        a_moderator(desk, name, role, *(sites or ("whytimes",)))
        visitor = DeskVisitor(app)
        visitor.logs_in(name)
        return visitor

    return enter


@pytest.fixture
def kim(entering: Entering) -> DeskVisitor:
    """A moderator of whytimes."""
    return entering()


@pytest.fixture
def waiting(desk: Desk) -> Waiting:
    """Receives a comment and rules on it; held if nothing else is said."""

    def wait(text: str = "시발 이게 기사냐", *rulings: Ruling, **changes: object) -> Record:
        comment: Comment = a_comment(text, **changes)
        desk.comments.receive([comment])
        record: Record | None = Record(comment)
        for ruling in rulings or (held(),):
            assert record is not None
            (record,) = desk.comments.rule([(record, ruling)])
        assert record is not None
        return record

    return wait
