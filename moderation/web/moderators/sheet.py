"""What the templates show of a comment: a row of the queue, and a card."""

from dataclasses import dataclass
from typing import Any

from moderation.assessment import Span
from moderation.decision import Reason, Ruling, State
from moderation.explanation import gravest
from moderation.hinting import Hints
from moderation.judging import entries_of
from moderation.moderator import May, Moderator
from moderation.publication import published_view
from moderation.record import Record
from moderation.reviewing.marking import Piece, pieces
from moderation.reviewing.queue import Item
from moderation.reviewing.ruling import Brief, may_undo
from moderation.reviewing.teaching import wrong
from moderation.store.waiting import Kind, latest_ruling, risk
from moderation.text.graphemes import mask

WORST = 0.9
"""The risk from which a text is blurred for those who wish it."""

EXCERPT = 90


def scored(record: Record) -> Ruling | None:
    """The last ruling on the latest text that says what the stages saw of it: a person's only says why."""
    on_it = [ruling for ruling in record.trail if ruling.revision == record.latest.revision]
    return next((each for each in reversed(on_it) if _scores(each)), latest_ruling(record))


def _scores(ruling: Ruling) -> list[float]:
    return [reason.score for reason in ruling.reasons if reason.score is not None]


def _worst(record: Record) -> bool:
    """Whether it is blurred for those who wish it, whatever a person has ruled since."""
    ruling = scored(record)
    highest = max(_scores(ruling), default=0.0) if ruling else 0.0
    return max(risk(record), highest) >= WORST


@dataclass(frozen=True, slots=True)
class Row:
    """A comment in the list.  `holder` is who has it open."""

    item: Item
    holder: str | None
    moderator: Moderator

    @property
    def id(self) -> str:
        """The comment's id."""
        return self.item.record.comment.id

    @property
    def turn(self) -> str:
        """What a ruling names, so that it overwrites nothing."""
        return "{}.{}".format(*self.item.record.turn)

    @property
    def excerpt(self) -> str:
        """How it begins."""
        text = " ".join(self.item.record.latest.text.split())
        return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"

    @property
    def worst(self) -> bool:
        """Whether it is blurred for those who wish it."""
        return _worst(self.item.record)

    @property
    def handed(self) -> bool:
        """Whether it waits for a senior, and this is none."""
        return Kind.HANDED in self.item.kinds and not self.moderator.may(May.UNDO_ANY)

    @property
    def theirs(self) -> bool:
        """Whether this moderator should see to it: nobody else has it open, and it is not for the seniors."""
        return self.holder in (None, self.moderator.name) and not self.handed


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comment opened.

    `item` is None where it waits no more; `next` is the comment to see after it; `hints` say what struck the model.
    """

    brief: Brief
    item: Item | None
    moderator: Moderator
    next: str | None
    hints: Hints

    @property
    def id(self) -> str:
        """The comment's id."""
        return self.brief.record.comment.id

    @property
    def turn(self) -> str:
        """What a ruling names, so that it overwrites nothing."""
        return "{}.{}".format(*self.brief.record.turn)

    @property
    def ruling(self) -> Ruling | None:
        """The last ruling on the latest revision."""
        return latest_ruling(self.brief.record)

    @property
    def seen(self) -> tuple[Reason, ...]:
        """What the stages saw in the latest text."""
        ruling = scored(self.brief.record)
        return ruling.reasons if ruling else ()

    @property
    def pieces(self) -> list[Piece]:
        """The latest text with what was seen in it."""
        return pieces(self.brief.record.latest.text, self.seen, self.hints)

    @property
    def offered(self) -> list[tuple[Span, str, str]]:
        """What may be covered: where, its words, and the label seen there; hints where no place is known."""
        text = self.brief.record.latest.text
        found: dict[Span, str] = {}
        for reason in self.seen:
            for span in reason.spans:
                found.setdefault(span, reason.code)
        for span in self.ruling.masks if self.ruling else ():
            found.setdefault(span, "")
        for code, spans in () if found else self.hints.items():
            for span in spans:
                found.setdefault(span, code)
        return [(span, text[span.start : span.end], code) for span, code in sorted(found.items())]

    @property
    def label(self) -> str:
        """The public reason that is offered first."""
        reason = gravest(self.ruling.reasons) if self.ruling else None
        return reason.code if reason else ""

    @property
    def readers(self) -> dict[str, Any]:
        """What readers are shown now."""
        return published_view(self.brief.record)

    @property
    def if_masked(self) -> str | None:
        """What readers would see with all offered places covered; None where there are none."""
        spans = [span for span, _, _ in self.offered]
        return mask(self.brief.record.latest.text, spans) if spans else None

    @property
    def worst(self) -> bool:
        """Whether it is blurred for those who wish it."""
        return _worst(self.brief.record)

    @property
    def taken(self) -> str | None:
        """Who else has it open."""
        return self.brief.holder if self.brief.holder != self.moderator.name else None

    @property
    def decidable(self) -> bool:
        """Whether this moderator may rule on it now."""
        return self.moderator.may(May.RULE) and self.brief.record.state is not State.DELETED

    @property
    def teachable(self) -> bool:
        """Whether the machine ruled on this text, so that it may have been wrong."""
        return wrong(self.brief.record)[1] is not None

    @property
    def by_words(self) -> bool:
        """Whether that ruling rests on entries of the lexicon."""
        ruling = wrong(self.brief.record)[1]
        return ruling is not None and bool(entries_of(ruling))

    @property
    def undoable(self) -> bool:
        """Whether this moderator may take the last ruling back."""
        return may_undo(self.moderator, self.brief.record) and self.brief.appeal is None
