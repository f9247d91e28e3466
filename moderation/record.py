"""A comment as the store keeps it: where it stands, and every ruling on it so far."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from moderation.assessment import Span
from moderation.comment import Author, Comment
from moderation.decision import READERS_SEE, Appealed, Decision, Reason, Referral, Ruling, State

COVER = "●"


@dataclass(frozen=True, slots=True)
class Record:
    """`comment` is the revision in force; `edit` a newer one that waits while readers still see the one in force.

    `trail` holds all rulings, oldest first.  A new ruling names the `turn` that it looked at, so that two people
    (or a person and the machine) never overwrite each other.
    """

    comment: Comment
    state: State = State.PENDING
    trail: tuple[Ruling, ...] = ()
    edit: Comment | None = None

    @property
    def turn(self) -> tuple[int, int]:
        """Changes with every ruling and every edit."""
        return len(self.trail), self.latest.revision

    @property
    def latest(self) -> Comment:
        """What the author wrote last."""
        return self.edit or self.comment

    @property
    def waiting(self) -> Comment | None:
        """The revision that the machine must still judge, or None."""
        if self.edit:
            return None if self._ruling_on(self.edit) else self.edit
        return self.comment if self.state is State.PENDING else None

    @property
    def changed_at(self) -> datetime:
        """When anything last happened to this comment, as far as it is told: a ruling, an edit, its receipt."""
        return max([self.latest.received_at, *(ruling.at for ruling in self.trail)])

    @property
    def seen(self) -> bool:
        """Whether anything of it reaches readers: the text (perhaps masked), or a stub."""
        return self.state in READERS_SEE or (self.state is State.PENDING and self.comment.post)

    @property
    def hidden_until(self) -> datetime | None:
        """When a hiding ends by itself."""
        return self.ruling.until if self.state is State.HIDDEN and self.ruling else None

    @property
    def held(self) -> bool:
        """Whether a person must look at the latest revision."""
        return self.state is State.HELD or bool(self.edit and self._ruling_on(self.edit))

    @property
    def ruling(self) -> Ruling | None:
        """The ruling on the revision in force, or None while nobody has ruled on it."""
        return self._ruling_on(self.comment)

    def ruled(self, ruling: Ruling) -> "Record":
        """This record after a ruling on its latest revision.  While an edit is held, the revision in force stays."""
        trail = (*self.trail, replace(ruling, revision=self.latest.revision))
        if self.edit and isinstance(ruling, Referral):
            return replace(self, trail=trail)
        return Record(self._in_place(self.latest), ruling.state, trail)

    def revised(self, comment: Comment) -> "Record":
        """This record after its author's edit: what readers see stays until the new revision is ruled on."""
        if self.state is State.PUBLISHED:
            return replace(self, edit=comment)
        return Record(self._in_place(comment), State.PENDING, self.trail)

    def contested(self) -> "Record":
        """This record once its author has appealed against the decision in force."""
        inforce = self.ruling
        return replace(self, trail=tuple(_contested(each) if each is inforce else each for each in self.trail))

    def erased(self) -> "Record":
        """The tombstone: no text, no name, and a trail that quotes nothing and keeps no score but that of a reason."""
        author = Author(self.comment.author.kind, "")
        comment = replace(self.latest, text="", author=author)
        return Record(comment, State.DELETED, tuple(_without_words(ruling) for ruling in self.trail))

    @property
    def originals(self) -> tuple[Span, ...]:
        """What was masked in the revision in force and still stands in the text as it was written."""
        masks = {span for ruling in self.trail if ruling.revision == self.comment.revision for span in ruling.masks}
        return tuple(sorted(span for span in masks if set(self.comment.text[slice(*span)]) - {COVER}))

    def redacted(self) -> "Record":
        """This record without its originals: each masked code point is a ● for good; spans stay where they were."""
        letters = list(self.comment.text)
        for start, end in self.originals:
            letters[start:end] = COVER * (end - start)
        return replace(self, comment=replace(self.comment, text="".join(letters)))

    def _in_place(self, comment: Comment) -> Comment:
        """An edited comment keeps its place among the others: its time is that of its first receipt."""
        return replace(comment, received_at=self.comment.received_at)

    def _ruling_on(self, comment: Comment) -> Ruling | None:
        on_it = (ruling for ruling in reversed(self.trail) if ruling.revision == comment.revision)
        return next(on_it, None)


def _contested(ruling: Ruling) -> Ruling:
    return replace(ruling, appealed=Appealed.OPEN) if isinstance(ruling, Decision) else ruling


def _without_words(ruling: Ruling) -> Decision | Referral:
    return replace(ruling, reasons=tuple(_without_detail(ruling.reasons)), masks=(), traces="")


def _without_detail(reasons: Iterable[Reason]) -> Iterable[Reason]:
    return (replace(reason, detail=None, spans=()) for reason in reasons)
