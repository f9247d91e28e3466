"""What was hidden until now is shown again: the ruling from before the hiding, if readers saw the text then."""

from dataclasses import replace
from datetime import datetime

from moderation.decision import Decision, Verdict
from moderation.desk import Desk
from moderation.objecting import with_windows
from moderation.record import Record
from moderation.reviewing.accounts import POLICY
from moderation.reviewing.ruling import former

BATCH = 500


def show_again(desk: Desk) -> list[Record]:
    """Publish what was hidden until now, with whatever was masked before.  Asking twice is harmless."""
    now = desk.clock()
    found = [each for each in desk.comments.find(desk.docket.ended(now, BATCH)) if each]
    ended = [each for each in found if each.hidden_until and each.hidden_until <= now and each.edit is None]
    rulings = with_windows(desk, [(each, _shown(each, now)) for each in ended])
    return [each for each in desk.comments.rule(rulings) if each]


def _shown(record: Record, at: datetime) -> Decision:
    before = former(record)
    if isinstance(before, Decision) and before.verdict is Verdict.MASK:
        return replace(before, at=at, by=POLICY, appealed=None)
    return Decision(Verdict.PUBLISH, at, by=POLICY, policy=record.trail[-1].policy)
