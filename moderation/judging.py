"""Judges pending comments: shows them to the stages, lets the policy rule, and writes the rulings down."""

from collections.abc import Sequence

from moderation.comment import Case
from moderation.decision import SILENT, Reason, Referral
from moderation.desk import Desk
from moderation.pipeline import Stage, assess
from moderation.record import Record
from moderation.store import Join


def judge(desk: Desk, stages: Sequence[Stage], ids: Sequence[str], join: Join | None = None) -> list[Record]:
    """Rule on those of the comments that are pending; whatever `join` writes is in the same transaction.

    Asking twice is harmless: what is not pending any more is left alone.
    """
    records = [record for record in desk.comments.find(ids) if record and record.waiting]
    assessments = assess([Case(record.latest) for record in records], stages)
    at = desk.clock()
    rulings = [
        (record, desk.policy.rule(assessment, at)) for record, assessment in zip(records, assessments, strict=True)
    ]
    return [record for record in desk.comments.rule(rulings, join) if record]


def refer(desk: Desk, ids: Sequence[str], stage: str) -> None:
    """Hand pending comments to a person because `stage` kept failing on them."""
    records = [record for record in desk.comments.find(ids) if record and record.waiting]
    referral = Referral(desk.clock(), (Reason(SILENT, stage),), policy=desk.policy.identity)
    desk.comments.rule([(record, referral) for record in records])
