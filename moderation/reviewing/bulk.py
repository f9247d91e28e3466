"""One decision on many comments: asked about first, carried out in portions, and taken back as a whole.

Each comment is ruled on by itself, as it was seen; what was settled meanwhile is left, and told.
"""

import secrets
from collections.abc import Callable, Sequence
from itertools import islice

from moderation.decision import Verdict
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, NotAllowed, NotFound, Settled
from moderation.label import LABELS
from moderation.moderator import May, Moderator
from moderation.record import Record
from moderation.reviewing import ruling
from moderation.reviewing.queue import Filter, matching
from moderation.reviewing.review import Ruled
from moderation.reviewing.ruling import Turn
from moderation.store.batches import Batch, Pile

MOST = 100
"""How many may be chosen one by one."""

MOST_FILTERED = 5000
"""How many one decision on a filter takes; for the rest, one decides again."""

PORTION = 100
"""How many are ruled on in one request."""

SAMPLE = 20

Seen = tuple[str, Turn]


def propose(desk: Desk, moderator: Moderator, site: str, seen: Sequence[Seen], ruled: Ruled) -> Batch:
    """Keep the wish to decide alike on all of these; nothing is ruled on yet.

    Raises BadSubmission on none, too many, or a decision that says too little.
    """
    if not 1 <= len(seen) <= MOST_FILTERED:
        fault = Fault("/item", f"1건에서 {MOST}건까지 고를 수 있습니다.")
        raise BadSubmission("한 번에 1건에서 100건까지 고를 수 있습니다.", (fault,))
    if ruled.verdict is Verdict.MASK:
        fault = Fault("/verdict", "가릴 부분은 의견마다 다릅니다.")
        raise BadSubmission("가리고 게시는 한 건씩 결정해 주십시오.", (fault,))
    if ruled.verdict is not Verdict.PUBLISH and ruled.label not in LABELS:
        raise BadSubmission("작성자에게 알릴 사유를 골라 주십시오.", (Fault("/label", "사유가 필요합니다."),))
    id = secrets.token_urlsafe(12)
    desk.batches.open(Batch(id, site, moderator.name, ruled.verdict.value, ruled.label, ruled.until), seen)
    return batch_of(desk, moderator, id)


def chosen(seen: Sequence[Seen]) -> Sequence[Seen]:
    """The same.  Raises BadSubmission where more were chosen one by one than a page can hold."""
    if len(seen) > MOST:
        fault = Fault("/item", f"1건에서 {MOST}건까지 고를 수 있습니다.")
        raise BadSubmission("한 번에 1건에서 100건까지 고를 수 있습니다.", (fault,))
    return seen


def filtered(desk: Desk, moderator: Moderator, site: str, wanted: Filter) -> list[Seen]:
    """All that waits and is wanted, each as it stands now, the most urgent first; at most MOST_FILTERED."""
    slips = [slip for _, slip in islice(matching(desk, site, moderator, wanted), MOST_FILTERED)]
    seen: list[Seen] = []
    for start in range(0, len(slips), 500):
        records = desk.comments.find([slip.comment for slip in slips[start : start + 500]])
        seen += [(each.comment.id, each.turn) for each in records if each and wanted.found_in(each)]
    return seen


def batch_of(desk: Desk, moderator: Moderator, id: str) -> Batch:
    """A batch that this moderator may carry out or take back.  Raises NotFound."""
    batch = desk.batches.find(id)
    if batch is None or not (batch.by == moderator.name or moderator.may(May.UNDO_ANY)):
        raise NotFound("그런 일괄 결정이 없습니다. 하루가 지나면 지워집니다.")
    return batch


def sample(desk: Desk, moderator: Moderator, batch: Batch) -> list[Record]:
    """Some of what is still to do, as it stands."""
    found = desk.comments.find([comment for comment, _ in desk.batches.pile(batch.id, Pile.TODO, SAMPLE)])
    return [record for record in found if record and ruling.shown_to(moderator, record)]


def carry_out(desk: Desk, moderator: Moderator, id: str) -> Batch:
    """Rule on the next portion.  Asking twice is harmless.  Raises NotFound, NotAllowed."""
    batch = batch_of(desk, moderator, id)
    if batch.by != moderator.name:
        raise NotAllowed("일괄 결정은 시작한 사람만 이어서 할 수 있습니다.")
    ruled = Ruled(Verdict(batch.verdict), batch.label, until=batch.until)
    _each(desk, id, (Pile.TODO, Pile.RULED, Pile.LEFT), lambda it, turn: ruling.rule(desk, moderator, it, turn, ruled))
    return batch_of(desk, moderator, id)


def take_back(desk: Desk, moderator: Moderator, id: str) -> Batch:
    """Undo the next portion; what was ruled on again meanwhile is kept.  Raises NotFound."""
    batch_of(desk, moderator, id)
    _each(desk, id, (Pile.RULED, Pile.RESTORED, Pile.KEPT), lambda it, turn: ruling.undo(desk, moderator, it, turn))
    return batch_of(desk, moderator, id)


def _each(desk: Desk, id: str, piles: tuple[Pile, Pile, Pile], do: Callable[[str, Turn], Record]) -> None:
    todo, done, not_done = piles
    moved: dict[str, tuple[Pile, Turn]] = {}
    for comment, turn in desk.batches.pile(id, todo, PORTION):
        try:
            moved[comment] = done, do(comment, turn).turn
        except (NotFound, NotAllowed, Settled):
            moved[comment] = not_done, turn
    desk.batches.move(id, todo, moved)
