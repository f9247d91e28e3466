"""Slow mode by itself for authors who were refused too often, where the policy says so."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from moderation.conduct import Strikes
from moderation.decision import State
from moderation.desk import Desk
from moderation.errors import Settled, StoreUnavailable
from moderation.explanation import gravest
from moderation.record import Record
from moderation.sanction import Measure
from moderation.sanctioning import Imposed, impose, lift
from moderation.standing import Writer

log = logging.getLogger(__name__)

POLICY = "policy"
ANY = "toxic"
"""The label to tell where the last ruling names none."""


def strike(desk: Desk, ruled: Sequence[Record]) -> None:
    """Look at the authors of what was just refused; best effort, for the rulings are written."""
    refused = [record for record in ruled if record.state in (State.REJECTED, State.HIDDEN)]
    if not refused:
        return
    try:
        for record, writer, strikes in _watched(desk, refused):
            _strike(desk, writer, strikes, record)
    except StoreUnavailable as error:
        log.warning("strikes were not counted: %s", error)


def spare(desk: Desk, record: Record, since: datetime) -> None:
    """Lift the slow mode that began `since` this was refused, which was taken back, if too little is left for it; best
    effort."""
    try:
        for _, writer, strikes in _watched(desk, [record]):
            _spare(desk, writer, strikes, since)
    except StoreUnavailable as error:
        log.warning("strikes were not taken back: %s", error)
    except Settled:
        log.info("what was to be lifted has ended meanwhile")


def _watched(desk: Desk, records: Sequence[Record]) -> Iterator[tuple[Record, Writer, Strikes]]:
    """Those whose authors are known, where the policy counts strikes."""
    comments = [record.comment for record in records]
    discussions = desk.articles.discussions([(comment.site, comment.article) for comment in comments])
    for record, discussion, writer in zip(records, discussions, desk.authors.writers(comments), strict=True):
        strikes = desk.policies.of(record.comment, discussion).conduct.strikes
        if writer and strikes:
            yield record, writer, strikes


def _strike(desk: Desk, writer: Writer, strikes: Strikes, record: Record) -> None:
    now = desk.clock()
    (profile,) = desk.authors.profiles([writer])
    if profile.standing.refused(now) < strikes.rejected or profile.under(Measure.SLOW, at=now):
        return
    reason = gravest(record.ruling.reasons) if record.ruling else None
    until = now + timedelta(days=strikes.days)
    impose(desk, POLICY, writer, Imposed(Measure.SLOW, reason.code if reason else ANY, until, strikes.minutes))


def _spare(desk: Desk, writer: Writer, strikes: Strikes, since: datetime) -> None:
    now = desk.clock()
    (profile,) = desk.authors.profiles([writer])
    if profile.standing.refused(now) >= strikes.rejected:
        return
    for sanction in profile.in_force(now):
        if sanction.measure is Measure.SLOW and sanction.by == POLICY and sanction.at >= since:
            lift(desk, POLICY, writer, sanction.id)
