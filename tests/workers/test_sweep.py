"""The sweep enqueues lost work again, and hands what keeps failing to a person."""

from dataclasses import replace

from moderation.decision import State
from moderation.desk import Desk
from moderation.errors import StoreUnavailable
from moderation.record import Record
from moderation.store import Overdue
from moderation.store.memory import MemoryComments
from tests.builders import Clock, a_comment, a_desk, hidden
from workers.sweep import ATTEMPTS, sweep, sweep_until


def lost(desk: Desk) -> str:
    comment = a_comment()
    desk.comments.receive([comment])
    assert isinstance(desk.comments, MemoryComments)
    desk.comments.queued.clear()
    return comment.id


def test_a_comment_just_received_is_given_time() -> None:
    desk = a_desk()
    lost(desk)
    assert sweep(desk) == (0, 0)


def test_lost_work_is_enqueued_again_and_after_so_many_times_a_person_looks() -> None:
    clock = Clock()
    desk = a_desk(clock)
    id = lost(desk)
    assert isinstance(desk.comments, MemoryComments)
    clock.forward(minutes=1)
    for _ in range(ATTEMPTS):
        assert sweep(desk) == (1, 0)
        assert desk.comments.queued == [id]
        desk.comments.queued.clear()
    assert sweep(desk) == (0, 1)
    (record,) = desk.comments.find([id])
    assert record is not None
    assert record.state is State.HELD
    assert sweep(desk) == (0, 0)


def test_the_sweep_outlives_a_store_that_is_away() -> None:
    class Away(MemoryComments):
        """Answers only from the third time on."""

        asked = 0

        def overdue(self, before: object, limit: int) -> list[Overdue]:
            self.asked += 1
            if self.asked < 3:
                raise StoreUnavailable("away")
            return []

    comments = Away()
    desk = replace(a_desk(), comments=comments)
    sweep_until(desk, lambda: comments.asked == 3)
    assert comments.asked == 3


def test_what_was_hidden_until_now_is_shown_again() -> None:
    clock = Clock()
    desk = a_desk(clock)
    comment = a_comment()
    desk.comments.receive([comment])
    desk.comments.rule([(Record(comment), hidden())])
    clock.forward(days=1)
    sweep(desk)
    (record,) = desk.comments.find([comment.id])
    assert record is not None
    assert record.state is State.PUBLISHED
