"""Looks for pending comments whose job is lost, enqueues them again, and hands the hopeless to a person; puts
before them what is late; shows again what was hidden until now; covers for good what was masked long enough ago;
proposes to tighten what gets out of hand."""

import logging
from collections.abc import Callable
from datetime import timedelta

from moderation.desk import Desk
from moderation.errors import StoreUnavailable
from moderation.judging import refer
from moderation.retention import redact_originals
from moderation.reviewing.expiry import show_again
from moderation.reviewing.proposing import propose
from moderation.reviewing.queue import call_late, take_in

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=5)
"""How long a comment may be pending before anyone asks where its job is."""

ATTEMPTS = 3
"""After so many lost or failed jobs a person looks."""

BATCH = 500


def sweep(desk: Desk) -> tuple[int, int]:
    """One round: how many comments were enqueued again, and how many were handed to a person."""
    overdue = desk.comments.overdue(desk.clock() - GRACE, BATCH)
    again = [comment.id for comment in overdue if comment.attempts < ATTEMPTS]
    hopeless = [comment.id for comment in overdue if comment.attempts >= ATTEMPTS]
    if again:
        desk.comments.enqueue_again(again)
        log.warning("enqueued %d comments again: their jobs were lost or failed", len(again))
    if hopeless:
        refer(desk, hopeless, stage="worker")
        log.error("handed %d comments to a person after %d failed attempts", len(hopeless), ATTEMPTS)
    if late := call_late(desk):
        log.warning("put %d comments before people: they were not judged in time", late)
    if shown := show_again(desk):
        log.info("showed %d comments again: the time for which they were hidden is over", len(shown))
    if redacted := redact_originals(desk, BATCH):
        log.info("covered what was masked in %d comments for good: the time for which it is kept is over", redacted)
    for each in propose(desk):
        log.warning("proposed to make the discussion under article %s %s", each.article, each.to.value)
    desk.engine.swept(desk.clock())
    return len(again), len(hopeless)


def sweep_until(desk: Desk, wait: Callable[[], bool]) -> None:
    """Sweep until `wait`, which sleeps between two rounds, says that it is time to stop.  Outlives an absent Redis."""
    begun = False
    while True:
        try:
            if not begun:
                take_in(desk)
                begun = True
            sweep(desk)
        except StoreUnavailable as error:
            log.warning("cannot sweep: %s", error)
        if wait():
            return
