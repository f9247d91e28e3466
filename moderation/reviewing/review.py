"""A moderator rules: through the same verb of the store as the machine, and never over somebody else's head."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation.assessment import Span
from moderation.decision import Decision, Reason, Verdict
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, NotAllowed, Settled
from moderation.judging import count_overturned
from moderation.label import LABELS
from moderation.record import Record

STAGE = "moderator"
AGREES = {Verdict.MASK, Verdict.HIDE, Verdict.REJECT}
"""Verdicts by which a moderator agrees with those who reported."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a moderator decided: `label` is the public reason; `masks` for a mask; `until` ends a hiding."""

    verdict: Verdict
    label: str | None = None
    masks: tuple[Span, ...] = ()
    until: datetime | None = None


def review(desk: Desk, moderator: str, seen: Record, ruled: Ruled) -> Record:
    """Write a moderator's decision on the record that they looked at; reports and an appeal are settled by it.

    Raises BadSubmission on a decision that says too little, NotAllowed where the moderator would judge their own
    ruling on appeal, and Settled where somebody else came first.
    """
    faults = tuple(_faults(seen, ruled))
    if faults:
        raise BadSubmission(faults[0].reason, faults)
    comment = seen.comment
    appeal = desk.objections.appeal_of(comment.id)
    if appeal and seen.ruling and seen.ruling.by == moderator:
        raise NotAllowed("이의 제기는 처음 결정한 담당자가 아닌 다른 담당자가 확인해야 합니다.")
    (record,) = desk.comments.rule([(seen, _decision(desk, moderator, ruled))])
    if record is None:
        raise Settled("다른 담당자가 먼저 결정했거나 작성자가 의견을 고쳤습니다.")
    if ruled.verdict is Verdict.PUBLISH and seen.trail:
        count_overturned(desk, seen.trail[-1])
    desk.objections.settle_reports(comment.id, comment.site, agreed=ruled.verdict in AGREES)
    if appeal:
        desk.objections.settle_appeal(comment.id, comment.site)
    return record


def overturned(before: Record, after: Record) -> bool:
    """Whether a decision replaced another that said something else."""
    earlier = [ruling for ruling in before.trail if ruling.verdict]
    return bool(earlier and after.ruling and earlier[-1].verdict is not after.ruling.verdict)


def _decision(desk: Desk, moderator: str, ruled: Ruled) -> Decision:
    reasons = (Reason(ruled.label, STAGE),) if ruled.label else ()
    return Decision(
        ruled.verdict, desk.clock(), reasons, ruled.masks, moderator, desk.policies.base.identity, until=ruled.until
    )


def _faults(seen: Record, ruled: Ruled) -> Sequence[Fault]:
    length = len(seen.latest.text)
    faults = []
    if ruled.verdict is not Verdict.PUBLISH and ruled.label not in LABELS:
        faults.append(Fault("/label", "작성자에게 알릴 사유를 골라 주십시오."))
    if (ruled.verdict is Verdict.MASK) != bool(ruled.masks):
        faults.append(Fault("/masks", "가릴 부분은 가리고 게시할 때에만, 그리고 그때는 반드시 골라야 합니다."))
    if any(not 0 <= span.start < span.end <= length for span in ruled.masks):
        faults.append(Fault("/masks", "가릴 부분이 의견을 벗어났습니다."))
    if ruled.until and ruled.verdict is not Verdict.HIDE:
        faults.append(Fault("/until", "기한은 숨길 때에만 정할 수 있습니다."))
    return faults
