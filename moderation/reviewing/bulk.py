"""One decision on several comments.  Each is ruled on by itself, as it was seen; what was settled meanwhile is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, NotAllowed, NotFound, Settled
from moderation.moderator import May, Moderator
from moderation.record import Record
from moderation.reviewing.review import Ruled
from moderation.reviewing.ruling import Turn, rule, within_reach

MOST = 100


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were ruled on, and how many were left as they are."""

    ruled: int
    left: int


def rule_all(desk: Desk, moderator: Moderator, seen: Sequence[tuple[str, Turn]], ruled: Ruled) -> Tally:
    """Decide alike on all of them.  Raises BadSubmission on none, too many, or a decision that says too little."""
    done = sum(_ruled(desk, moderator, id, turn, ruled) for id, turn in within_bounds(seen))
    return Tally(done, len(seen) - done)


def chosen(desk: Desk, moderator: Moderator, seen: Sequence[tuple[str, Turn]]) -> list[Record]:
    """Those of the comments that are still as they were seen.  Raises BadSubmission on none or too many."""
    found = []
    for id, turn in within_bounds(seen):
        try:
            record = within_reach(desk, moderator, id, May.RULE)
        except NotFound:
            continue
        if record.turn == turn:
            found.append(record)
    return found


def within_bounds(seen: Sequence[tuple[str, Turn]]) -> Sequence[tuple[str, Turn]]:
    """The same.  Raises BadSubmission on none or too many."""
    if not 1 <= len(seen) <= MOST:
        fault = Fault("/item", f"1건에서 {MOST}건까지 고를 수 있습니다.")
        raise BadSubmission("한 번에 1건에서 100건까지 고를 수 있습니다.", (fault,))
    return seen


def _ruled(desk: Desk, moderator: Moderator, id: str, turn: Turn, ruled: Ruled) -> bool:
    try:
        rule(desk, moderator, id, turn, ruled)
    except (NotFound, NotAllowed, Settled):
        return False
    return True
