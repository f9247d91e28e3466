"""What takes its time is loaded beside the requests, once; a card that comes before it is drawn without it."""

import threading

from moderation.desk import Desk
from moderation.judging import judge
from moderation.pipeline import Stage
from moderation.stages.toxicity import Toxicity
from moderation.web import create_app
from moderation.web.moderators.beside import Beside
from tests.builders import a_comment
from tests.moderation.web.moderators.desk_visitor import DeskVisitor, a_moderator
from tests.moderation.web.moderators.test_hints import Swearing


def test_it_is_loaded_once_however_many_ask() -> None:
    go, calls = threading.Event(), list[int]()

    def load() -> str:
        go.wait(10)
        calls.append(1)
        return "loaded"

    slow = Beside(load)
    assert [slow.within(0) for _ in range(3)] == [None] * 3
    go.set()
    assert slow.within(10) == slow.within(0) == "loaded"
    assert calls == [1]


def test_a_card_is_drawn_without_it_and_with_it_once_it_is_there(desk: Desk) -> None:
    comment, stage, go = a_comment("기사는 잘 봤는데 나쁜놈 말이 많다"), Toxicity(Swearing()), threading.Event()
    desk.comments.receive([comment])
    judge(desk, [stage], [comment.id])
    a_moderator(desk)

    def load() -> list[Stage]:
        go.wait(10)
        return [stage]

    kim = DeskVisitor(create_app(desk, load))
    kim.logs_in()
    assert "나쁜놈" in kim.sees(f"/moderation/?open={comment.id}").text
    assert "<mark" not in kim.page
    go.set()
    while "<mark" not in kim.page:
        kim.sees(f"/moderation/?open={comment.id}")
