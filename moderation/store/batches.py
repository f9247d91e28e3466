"""Decisions on many comments at once, as far as they were carried out: a protocol, and the fake of it.

Each comment lies on one pile, with the turn at which it was seen or left: still to do; ruled on, or left because
something else came first; and after an undo, restored or kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

Turn = tuple[int, int]


class Pile(StrEnum):
    """How far a comment of a batch has come."""

    TODO = "todo"
    RULED = "ruled"
    LEFT = "left"
    RESTORED = "restored"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Batch:
    """What `by` wishes to decide alike, and how many comments lie on each pile."""

    id: str
    site: str
    by: str
    verdict: str
    label: str | None = None
    until: datetime | None = None
    piles: Mapping[Pile, int] = field(default_factory=dict)

    def on(self, pile: str) -> int:
        """How many lie there."""
        return self.piles.get(Pile(pile), 0)


class Batches(Protocol):
    """Batches of the last day; older ones are forgotten.  Every method raises StoreUnavailable."""

    def open(self, batch: Batch, items: Sequence[tuple[str, Turn]]) -> None:
        """Keep a batch, with everything still to do."""
        ...

    def find(self, id: str) -> Batch | None:
        """The batch by that id."""
        ...

    def pile(self, id: str, pile: Pile, limit: int) -> list[tuple[str, Turn]]:
        """Some of the comments on a pile, at most `limit`."""
        ...

    def move(self, id: str, pile: Pile, moved: Mapping[str, tuple[Pile, Turn]]) -> None:
        """Move comments to other piles; what does not lie on `pile` any more stays where it is."""
        ...


class MemoryBatches:
    """The Batches in memory."""

    def __init__(self) -> None:
        self.batches: dict[str, Batch] = {}
        self.lying: dict[str, dict[str, tuple[Pile, Turn]]] = {}

    def open(self, batch: Batch, items: Sequence[tuple[str, Turn]]) -> None:
        """See Batches."""
        self.batches[batch.id] = batch
        self.lying[batch.id] = {comment: (Pile.TODO, turn) for comment, turn in items}

    def find(self, id: str) -> Batch | None:
        """See Batches."""
        batch = self.batches.get(id)
        if batch is None:
            return None
        piles = [pile for pile, _ in self.lying[id].values()]
        counts = {pile: piles.count(pile) for pile in Pile}
        return Batch(batch.id, batch.site, batch.by, batch.verdict, batch.label, batch.until, counts)

    def pile(self, id: str, pile: Pile, limit: int) -> list[tuple[str, Turn]]:
        """See Batches."""
        rows = self.lying.get(id, {}).items()
        return [(comment, turn) for comment, (there, turn) in rows if there is pile][:limit]

    def move(self, id: str, pile: Pile, moved: Mapping[str, tuple[Pile, Turn]]) -> None:
        """See Batches."""
        here = dict(self.pile(id, pile, len(self.lying.get(id, {}))))
        self.lying[id].update({comment: to for comment, to in moved.items() if comment in here})
