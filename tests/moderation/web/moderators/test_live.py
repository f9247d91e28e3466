"""What changes is told to an open page, to a bounded number of them, and only as long as they may know."""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from moderation.desk import Desk
from moderation.web.moderators.live import SEATS, STOPPING
from tests.builders import NOON
from tests.moderation.web.moderators.conftest import Waiting
from tests.moderation.web.moderators.desk_visitor import DeskVisitor

EVENTS = "/moderation/events?site=whytimes"


def listens(visitor: DeskVisitor) -> tuple[TestResponse, Iterator[Any]]:
    answer = visitor.http.get(EVENTS)
    return answer, iter(answer.response)


def test_an_open_page_is_told_at_once_and_when_something_changes(kim: DeskVisitor, waiting: Waiting) -> None:
    waiting()
    answer, told = listens(kim)
    assert (answer.status_code, answer.mimetype) == (200, "text/event-stream")
    assert next(told) == b"retry: 5000\n\n"
    assert b'"held": 1' in next(told)
    waiting("새로 온 글")
    assert b'"held": 2' in next(told)
    answer.close()


def test_nobody_else_is_told(app: Flask) -> None:
    assert DeskVisitor(app).http.get(EVENTS).status_code == 303


def test_there_are_so_many_seats_and_no_more(kim: DeskVisitor) -> None:
    """Whoever is refused asks instead: sites must not wait for threads that only listen."""
    taken = [listens(kim)[0] for _ in range(SEATS)]
    assert kim.http.get(EVENTS).status_code == 503
    for answer in taken:
        answer.close()
    answer, _ = listens(kim)
    assert answer.status_code == 200
    answer.close()


def test_a_stream_ends_when_the_server_stops(app: Flask, kim: DeskVisitor) -> None:
    app.config[STOPPING] = lambda: True
    answer, told = listens(kim)
    assert list(told) == [b"retry: 5000\n\n"]
    answer.close()


def test_a_card_that_was_closed_is_free_for_others(desk: Desk, kim: DeskVisitor, waiting: Waiting) -> None:
    id = waiting().comment.id
    kim.sees(f"/moderation/?open={id}")
    assert desk.logbook.leases([id], NOON) == ["kim"]
    assert kim.sends(f"/moderation/comments/{id}/release").status_code == 204
    assert desk.logbook.leases([id], NOON) == [None]
