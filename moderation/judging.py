"""Judges pending comments: shows them to the stages, lets the policy rule, and writes the rulings down."""

import logging
from collections.abc import Iterator, Sequence

from moderation.admission import profiles_of
from moderation.comment import Echo
from moderation.decision import SILENT, Reason, Referral, Ruling
from moderation.desk import Desk
from moderation.discussion import Discussion
from moderation.errors import StoreUnavailable
from moderation.objecting import with_windows
from moderation.pipeline import Case, Stage, assess
from moderation.record import Record
from moderation.stages.lexicon import LexiconStage
from moderation.stages.nickname import PREFIX
from moderation.store import Join
from moderation.store.echoes import Heard, MemoryEchoes
from moderation.strikes import strike
from moderation.text.written import Written

log = logging.getLogger(__name__)


def judge(desk: Desk, stages: Sequence[Stage], ids: Sequence[str], join: Join | None = None) -> list[Record]:
    """Rule on those of the comments that are pending; whatever `join` writes is in the same transaction.

    Asking twice is harmless: what is not pending any more is left alone.
    """
    records = [record for record in desk.comments.find(ids) if record and record.waiting]
    texts = [Written(record.latest.text) for record in records]
    heard = [Heard(record.latest, text.sketch) for record, text in zip(records, texts, strict=True)]
    assessments = assess(_cases(desk, heard, texts), stages)
    at = desk.clock()
    comments = [record.latest for record in records]
    known = zip(records, _discussions(desk, records), assessments, profiles_of(desk, comments), strict=True)
    rulings = [
        (record, desk.policies.rule(record.latest, discussion, assessment, at, profile))
        for record, discussion, assessment, profile in known
    ]
    ruled = desk.comments.rule(with_windows(desk, rulings), join)
    desk.echoes.remember(heard)
    done = [record for record in ruled if record]
    _count_hits(desk, done)
    strike(desk, done)
    return done


def refer(desk: Desk, ids: Sequence[str], stage: str) -> None:
    """Hand pending comments to a person because `stage` kept failing on them."""
    records = [record for record in desk.comments.find(ids) if record and record.waiting]
    referral = Referral(desk.clock(), (Reason(SILENT, stage),), policy=desk.policies.base.identity)
    desk.comments.rule([(record, referral) for record in records])


def entries_of(ruling: Ruling) -> set[str]:
    """Keys of the lexicon's entries that a ruling rests on."""
    return {
        reason.detail.removeprefix(PREFIX)
        for reason in ruling.reasons
        if reason.stage == LexiconStage.name and reason.detail
    }


def count_overturned(desk: Desk, ruling: Ruling, times: int = 1) -> None:
    """Count against the lexicon's entries that a person published what was ruled on because of them, or (-1) that
    nobody did; best effort."""
    try:
        desk.lexicon.count_overturned(entries_of(ruling), times)
    except StoreUnavailable as error:
        log.warning("overturned hits of the lexicon were not counted: %s", error)


def _count_hits(desk: Desk, ruled: Sequence[Record]) -> None:
    """Best effort: what cannot be counted must not undo a ruling that is written."""
    try:
        desk.lexicon.count_hits(key for record in ruled for key in entries_of(record.trail[-1]))
    except StoreUnavailable as error:
        log.warning("hits of the lexicon were not counted: %s", error)


def _discussions(desk: Desk, records: Sequence[Record]) -> list[Discussion]:
    """The discussion of each comment."""
    return desk.articles.discussions([(record.comment.site, record.comment.article) for record in records])


def _cases(desk: Desk, heard: Sequence[Heard], texts: Sequence[Written]) -> list[Case]:
    """Each comment with what stood before it: in the same batch, and in the store."""
    recalled = desk.echoes.recall([each.comment for each in heard])
    return [
        Case(each.comment, (*before, *stored), text)
        for each, before, stored, text in zip(heard, _before(heard), recalled, texts, strict=True)
    ]


def _before(heard: Sequence[Heard]) -> Iterator[tuple[Echo, ...]]:
    """For each comment what stands near it, and before it, in the same batch, newest first."""
    batch = MemoryEchoes()
    for each in heard:
        yield from batch.recall([each.comment])
        batch.remember([each])
