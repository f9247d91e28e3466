"""What every store promises of a ruling's company: it is written with the ruling, or not at all."""

from typing import Any

import pytest
from redis import Redis

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.record import Record
from tests.builders import NOON, a_comment, a_desk_on, published, rejected
from tests.contracts.conftest import every_desk

desk = every_desk()


def entering(desk: Desk) -> Any:
    """Writes an entry beside each ruling."""

    def enter(transaction: Any, after: Record) -> None:
        entry = Entry(NOON, "kim", Deed.RULED, after.comment.id, "whytimes", str(after.state))
        desk.logbook.write(entry, transaction)

    return enter


def test_an_entry_is_written_with_its_ruling(desk: Desk) -> None:
    comment = a_comment()
    desk.comments.receive([comment])
    desk.comments.rule([(Record(comment), published())], also=entering(desk))
    entries, _ = desk.logbook.read(10)
    assert [(each.about, each.outcome) for each in entries] == [(comment.id, "published")]


def test_a_ruling_that_came_too_late_leaves_no_entry(desk: Desk) -> None:
    first, second = a_comment(), a_comment()
    desk.comments.receive([first, second])
    desk.comments.rule([(Record(first), published())])
    seen = [(Record(first), rejected()), (Record(second), rejected())]
    assert [bool(each) for each in desk.comments.rule(seen, also=entering(desk))] == [False, True]
    entries, _ = desk.logbook.read(10)
    assert [each.about for each in entries] == [second.id]


def test_a_transaction_that_fails_leaves_neither_ruling_nor_entry(redis: Redis) -> None:
    desk, comment = a_desk_on(redis), a_comment()
    desk.comments.receive([comment])

    def breaks(transaction: Any, after: Record) -> None:
        entering(desk)(transaction, after)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.comments.rule([(Record(comment), published())], also=breaks)
    assert desk.logbook.read(10) == ([], None)
    assert desk.comments.find([comment.id]) == [Record(comment)]
