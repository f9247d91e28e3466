"""A moderator rules: through the same verb of the store as the machine, and never over somebody else's head."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from moderation.assessment import Span
from moderation.decision import Appealed, Decision, Reason, Verdict
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, NotAllowed, Settled
from moderation.judging import count_overturned
from moderation.label import LABELS
from moderation.objecting import with_windows
from moderation.record import Record
from moderation.store import Also
from moderation.strikes import POLICY, strike

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


def review(desk: Desk, moderator: str, seen: Record, ruled: Ruled, also: Also | None = None) -> Record:
    """Write a moderator's decision on the record that they looked at; reports and an appeal are settled by it.

    What `also` writes is in the same transaction.

    Raises BadSubmission on a decision that says too little, NotAllowed where the moderator would judge their own
    ruling on appeal, and Settled where somebody else came first.
    """
    faults = tuple(_faults(seen, ruled))
    if faults:
        raise BadSubmission(faults[0].reason, faults)
    comment = seen.comment
    appeal = desk.objections.appeal_of(comment.id)
    if appeal and seen.trail[appeal.turn - 1].by == moderator:
        raise NotAllowed("이의 제기는 처음 결정한 담당자가 아닌 다른 담당자가 확인해야 합니다.")
    decision = _decision(desk, moderator, ruled)
    if appeal:
        decision = replace(decision, appealed=_answer(seen, decision))
    (record,) = desk.comments.rule(with_windows(desk, [(seen, decision)]), also=also)
    if record is None:
        raise Settled("다른 담당자가 먼저 결정했거나 작성자가 의견을 고쳤습니다.")
    if ruled.verdict is Verdict.PUBLISH and seen.trail and seen.trail[-1].by == POLICY and not _taught(desk, seen):
        count_overturned(desk, seen.trail[-1])
    agreed, turn = ruled.verdict in AGREES, len(record.trail)
    if desk.objections.settle_reports(comment.id, comment.site, turn, agreed=agreed) and agreed:
        _uphold(desk, record, 1)
    strike(desk, [record])
    if appeal:
        desk.objections.settle_appeal(comment.id, comment.site, turn)
    return record


def reopen(desk: Desk, record: Record, turn: int) -> None:
    """Open the reports and the appeal again that the ruling number `turn`, which was taken back, had settled."""
    reopened = desk.objections.reopen(record.comment.id, record.comment.site, turn)
    if reopened.reports and reopened.agreed:
        _uphold(desk, record, -1)
    if reopened.appeal:
        desk.comments.contest(record)


def _uphold(desk: Desk, record: Record, times: int) -> None:
    (writer,) = desk.authors.writers([record.comment])
    if writer:
        desk.authors.uphold(writer, desk.clock(), times)


def _taught(desk: Desk, seen: Record) -> bool:
    """Whether a lesson has counted the last ruling against its entries."""
    lesson = desk.lessons.about(seen.comment.id)
    return lesson is not None and bool(lesson.entries) and lesson.turn == len(seen.trail)


def overturned(before: Record, after: Record) -> bool:
    """Whether a decision replaced another that said something else."""
    earlier = [ruling for ruling in before.trail if ruling.verdict]
    return bool(earlier and after.ruling and earlier[-1].verdict is not after.ruling.verdict)


def _decision(desk: Desk, moderator: str, ruled: Ruled) -> Decision:
    reasons = (Reason(ruled.label, STAGE),) if ruled.label else ()
    return Decision(
        ruled.verdict, desk.clock(), reasons, ruled.masks, moderator, desk.policies.base.identity, until=ruled.until
    )


def _answer(seen: Record, decision: Decision) -> Appealed:
    """What a decision answers to an appeal against the one in force."""
    before = seen.ruling
    same = before is not None and (before.verdict, before.masks) == (decision.verdict, decision.masks)
    return Appealed.UPHELD if same else Appealed.OVERTURNED


def _faults(seen: Record, ruled: Ruled) -> Sequence[Fault]:
    length = len(seen.latest.text)
    faults = []
    if ruled.verdict is not Verdict.PUBLISH and ruled.label not in LABELS:
        faults.append(Fault("/label", "작성자에게 알릴 사유를 골라 주십시오."))
    if (ruled.verdict is Verdict.MASK) != bool(ruled.masks):
        needless = "가릴 부분은 가리고 게시할 때에만 고릅니다."
        faults.append(Fault("/masks", needless if ruled.masks else "가릴 부분을 골라 주십시오."))
    if any(not 0 <= span.start < span.end <= length for span in ruled.masks):
        faults.append(Fault("/masks", "가릴 부분이 의견을 벗어났습니다."))
    if ruled.until and ruled.verdict is not Verdict.HIDE:
        faults.append(Fault("/until", "기한은 숨길 때에만 정할 수 있습니다."))
    return faults
