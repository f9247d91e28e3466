"""What every Batches store promises: each comment lies on one pile, and is moved once."""

from datetime import timedelta

from moderation.desk import Desk
from moderation.store.batches import Batch, Pile
from tests.builders import NOON
from tests.contracts.conftest import every_desk

desk = every_desk()
BATCH = Batch("b-1", "whytimes", "kim", "hide", "insult", NOON + timedelta(days=1))
ITEMS = [("c_1", (1, 1)), ("c_2", (2, 1)), ("c_3", (1, 2))]


def test_a_batch_is_kept_with_everything_to_do(desk: Desk) -> None:
    assert desk.batches.find("b-1") is None
    desk.batches.open(BATCH, ITEMS)
    found = desk.batches.find("b-1")
    assert found is not None
    assert (found.site, found.by, found.verdict, found.label, found.until) == (
        "whytimes",
        "kim",
        "hide",
        "insult",
        BATCH.until,
    )
    assert [found.on(pile) for pile in Pile] == [3, 0, 0, 0, 0]
    assert sorted(desk.batches.pile("b-1", Pile.TODO, 10)) == ITEMS
    assert len(desk.batches.pile("b-1", Pile.TODO, 2)) == 2


def test_what_was_moved_is_not_moved_again(desk: Desk) -> None:
    """Somebody pressed twice: the second finds it settled, and must not count it as left."""
    desk.batches.open(BATCH, ITEMS)
    desk.batches.move("b-1", Pile.TODO, {"c_1": (Pile.RULED, (2, 1)), "c_2": (Pile.LEFT, (2, 1))})
    desk.batches.move("b-1", Pile.TODO, {"c_1": (Pile.LEFT, (1, 1))})
    found = desk.batches.find("b-1")
    assert found is not None
    assert [found.on(pile) for pile in Pile] == [1, 1, 1, 0, 0]
    assert desk.batches.pile("b-1", Pile.RULED, 10) == [("c_1", (2, 1))]
    assert desk.batches.pile("b-2", Pile.TODO, 10) == []
