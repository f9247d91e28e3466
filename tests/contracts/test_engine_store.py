"""What every EngineStore promises."""

from datetime import timedelta

from moderation.desk import Desk
from moderation.record import Record
from tests.builders import NOON, a_comment, published
from tests.contracts.conftest import every_desk

desk = every_desk()


def test_it_tells_what_is_kept_and_how_durable_it_is(desk: Desk) -> None:
    for _ in range(30):
        comment = a_comment()
        desk.comments.receive([comment])
        desk.comments.rule([(Record(comment), published())])
    engine = desk.engine.look()
    assert engine.server
    assert engine.used > 0
    assert engine.keys >= 30
    kinds = {kind.name: kind for kind in engine.kinds}
    assert kinds["hm:comment"].keys >= 30
    assert sum(kind.size for kind in engine.kinds) > 0
    assert engine.per_comment is not None
    assert engine.per_comment > 100
    assert engine.sound


def test_the_last_sweep_is_remembered(desk: Desk) -> None:
    assert desk.engine.last_sweep() is None
    desk.engine.swept(NOON)
    desk.engine.swept(NOON + timedelta(seconds=2))
    assert desk.engine.last_sweep() == NOON + timedelta(seconds=2)
