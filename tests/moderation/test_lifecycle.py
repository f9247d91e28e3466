"""What an author wants is done although somebody else comes in between."""

from dataclasses import replace
from datetime import datetime

import pytest

from moderation.comment import Author
from moderation.decision import State
from moderation.errors import NotAllowed, NotFound
from moderation.lifecycle import erase, owned
from moderation.record import Record
from moderation.store.memory import MemoryComments
from tests.builders import a_comment, a_desk


class Overtaken(MemoryComments):
    """Somebody else erases just before."""

    def erase(self, seen: Record, at: datetime) -> Record | None:
        super().erase(seen, at)
        return super().erase(seen, at)


def test_two_who_erase_at_the_same_time_have_both_erased() -> None:
    """A reader presses twice, or in two tabs."""
    desk, comment = replace(a_desk(), comments=Overtaken()), a_comment()
    desk.comments.receive([comment])
    erase(desk, "whytimes", comment.id)
    (record,) = desk.comments.find([comment.id])
    assert record is not None
    assert record.state is State.DELETED
    erase(desk, "whytimes", comment.id)
    with pytest.raises(NotFound):
        erase(desk, "othertimes", comment.id)


def test_nobody_erases_in_the_name_of_a_member_who_did_not_write_it() -> None:
    desk, comment = a_desk(), a_comment(author=Author("member", "김독자", "m-1"))
    desk.comments.receive([comment])
    with pytest.raises(NotAllowed):
        erase(desk, "whytimes", comment.id, "m-2")
    assert owned(desk, "whytimes", comment.id).state is State.PENDING
    erase(desk, "whytimes", comment.id, "m-1")
