"""Readers report comments, and authors appeal against rulings; both are always looked at by a person."""

from dataclasses import replace
from datetime import timedelta

from moderation.comment import Author
from moderation.decision import State, Verdict
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, Settled
from moderation.intake import checked
from moderation.lifecycle import owned
from moderation.objection import REPORT_REASONS, Appeal, Report

APPEAL_WINDOW = timedelta(days=30)
"""How long after a ruling its author may appeal."""

GUEST_WEIGHT = 0.25
"""A guest's report weighs a quarter of its accuracy: a nickname costs nothing."""


def report(desk: Desk, site: str, id: str, reporter: Author, reason: str, note: str = "") -> Report:
    """Keep a reader's report; it never hides anything by itself, it tells a moderator where to look.

    Raises NotFound, BadSubmission, or Settled where this reader reported this comment before.
    """
    if reason not in REPORT_REASONS:
        fault = Fault("/reason", f"다음 가운데 하나여야 합니다: {', '.join(REPORT_REASONS)}.")
        raise BadSubmission("신고 사유가 올바르지 않습니다.", (fault,))
    record = owned(desk, site, id)
    if not record.seen:
        raise Settled("이 의견은 지금 게시되어 있지 않습니다.")
    filed = Report(id, site, reporter, reason, note and checked(note), desk.clock(), weight=0.0)
    (accuracy,) = desk.objections.accuracy(site, [filed.reporter_key])
    filed = replace(filed, weight=accuracy.share * (1 if reporter.id else GUEST_WEIGHT))
    if not desk.objections.report(filed):
        raise Settled("이미 신고하신 의견입니다. 담당자가 확인하고 있습니다.")
    return filed


def appeal(desk: Desk, site: str, id: str, reason: str) -> Appeal:
    """Keep an author's appeal against the ruling in force, for a person who did not rule first.

    Raises NotFound, BadSubmission, or Settled where there is nothing to appeal against (any more).
    """
    record = owned(desk, site, id)
    ruling = record.ruling
    if ruling is None or record.state is State.HELD:
        raise Settled("아직 결정되지 않은 의견입니다. 결정된 뒤에 이의를 제기하실 수 있습니다.")
    if ruling.verdict is Verdict.PUBLISH:
        raise Settled("게시된 의견에는 이의를 제기하실 내용이 없습니다.")
    now = desk.clock()
    if now - ruling.at > APPEAL_WINDOW:
        raise Settled(f"이의 제기 기간({APPEAL_WINDOW.days}일)이 지났습니다.")
    filed = Appeal(id, site, len(record.trail), checked(reason), now)
    if not desk.objections.appeal(filed):
        raise Settled("이 결정에는 이미 이의를 제기하셨습니다.")
    return filed
