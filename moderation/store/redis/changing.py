"""How records change: what is watched, and what becomes of a record that is still as it was seen."""

from collections.abc import Callable, Sequence
from typing import Any

from moderation.decision import Ruling, State
from moderation.record import Record
from moderation.store.records import unpack
from moderation.store.redis import keys

Change = Callable[[Record], Record]


def record_keys(ids: Sequence[str]) -> list[str]:
    """The keys that hold these records, for one MGET: what their views do not say, and their views."""
    return [*map(keys.comment_key, ids), *map(keys.decision_key, ids)]


def watch(pipe: Any, ids: Sequence[str]) -> list[Record | None]:
    """These records, which `pipe` watches from here on: no record changes without what stands in `hm:comment:*`."""
    if not ids:
        return []
    pipe.watch(*map(keys.comment_key, ids))
    return unpacked(pipe.mget(record_keys(ids)))


def unpacked(found: Sequence[Any]) -> list[Record | None]:
    """Records as they were read from these; None where there is none."""
    half = len(found) // 2
    return [unpack(rest, view) if rest else None for rest, view in zip(found[:half], found[half:], strict=True)]


def ruled_so(ruling: Ruling) -> Change:
    """The change that a ruling makes."""
    return lambda now: now.ruled(ruling)


def changed_so(changes: Sequence[tuple[Record, Change]], current: Sequence[Record | None]) -> list[Record | None]:
    """The records after their changes; None where something else came first."""
    return [
        change(now) if now is not None and now.state is not State.DELETED and now.turn == seen.turn else None
        for (seen, change), now in zip(changes, current, strict=True)
    ]
