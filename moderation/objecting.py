"""Readers report comments, and authors appeal against rulings; both are always looked at by a person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from moderation.comment import Author
from moderation.decision import Appealed, Decision, Ruling
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, Settled
from moderation.explanation import korean_time
from moderation.lifecycle import owned
from moderation.objection import REPORT_REASONS, Appeal, Report
from moderation.record import Record
from moderation.writing import NOTE, REASON, checked

TWICE = "이 결정에는 이미 이의를 제기하셨습니다. 처음 결정하지 않은 담당자가 확인하고 있습니다."

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
    filed = Report(id, site, reporter, reason, note and checked(note, NOTE), desk.clock(), weight=0.0)
    (accuracy,) = desk.objections.accuracy(site, [filed.reporter_key])
    filed = replace(filed, weight=accuracy.share * (1 if reporter.id else GUEST_WEIGHT))
    if not desk.objections.report(filed):
        raise Settled("이미 신고하신 의견입니다. 담당자가 확인하고 있습니다.")
    return filed


def appeal(desk: Desk, site: str, id: str, reason: str) -> Appeal:
    """Keep an author's appeal against the decision in force, for a person who did not rule first.

    Raises NotFound, BadSubmission, or Settled where there is nothing to appeal against (any more).
    """
    record = owned(desk, site, id)
    now, words = desk.clock(), checked(reason, REASON)
    _must_be_open_to_appeal(record.ruling, now)
    filed = Appeal(id, site, len(record.trail), words, now)
    if not desk.objections.appeal(filed):
        raise Settled(TWICE)
    desk.comments.contest(record)
    return filed


def with_windows(desk: Desk, rulings: Sequence[tuple[Record, Ruling]]) -> list[tuple[Record, Ruling]]:
    """The same rulings, each with its site's window for appeals.  Costs nothing where nothing was taken away."""
    sites = sorted({record.comment.site for record, ruling in rulings if ruling.appeal_until})
    days = dict(zip(sites, desk.sites.appeal_days(sites), strict=True)) if sites else {}
    return [
        (record, replace(ruling, appeal_days=days[record.comment.site]))
        if isinstance(ruling, Decision) and ruling.appeal_until
        else (record, ruling)
        for record, ruling in rulings
    ]


def _must_be_open_to_appeal(ruling: Ruling | None, now: datetime) -> None:
    """Raises Settled, and says why."""
    if not isinstance(ruling, Decision):
        raise Settled("아직 결정되지 않은 의견입니다. 결정된 뒤에 이의를 제기하실 수 있습니다.")
    if ruling.appealed is Appealed.OPEN:
        raise Settled(TWICE)
    if ruling.appealed:
        raise Settled("이의 제기에 대한 결정에는 다시 이의를 제기하실 수 없습니다.")
    if ruling.appeal_until is None:
        raise Settled("게시된 의견에는 이의를 제기하실 내용이 없습니다.")
    if now > ruling.appeal_until:
        raise Settled(f"이의 제기 기간이 {korean_time(ruling.appeal_until)}에 끝났습니다.")
