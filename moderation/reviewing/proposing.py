"""Proposes to tighten discussions that get out of hand; what nobody answered, or what no longer applies, is withdrawn.

Nothing is ever tightened here: a person accepts or dismisses (`reviewing.articles`).
"""

from datetime import timedelta

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.reviewing.accounts import POLICY
from moderation.reviewing.articles import look
from moderation.tightening import BURST, DAY, Proposal, proposal

EVERY = timedelta(seconds=15)
"""Between two looks, however many processes sweep."""

MOST = 200
"""How many articles of a site are looked at: those under which something happened last."""

STALE = timedelta(hours=12)
"""A proposal that nobody has answered for so long is withdrawn."""


def propose(desk: Desk) -> list[Proposal]:
    """Look at every site, if it is time to: what was proposed now."""
    if not desk.proposals.turn(desk.clock(), EVERY):
        return []
    return [each for site in desk.sites.sites() for each in _propose(desk, site)]


def _propose(desk: Desk, site: str) -> list[Proposal]:
    now = desk.clock()
    desk.activity.forget(site, now - DAY)
    _withdraw(desk, site)
    found = [
        proposal(each.id, each.discussion.mode, each.pace, desk.limits, now)
        for each in look(desk, site, desk.activity.active(site, now - BURST, MOST))
    ]
    kept = [each for each in found if each and desk.proposals.propose(site, each)]
    for each in kept:
        desk.logbook.write(Entry(now, POLICY, Deed.PROPOSED, each.article, site, each.to.value))
    return kept


def _withdraw(desk: Desk, site: str) -> None:
    """Proposals that are old, or that somebody's choice has overtaken."""
    now, waiting = desk.clock(), desk.proposals.waiting(site)
    for proposed, found in zip(waiting, look(desk, site, [each.article for each in waiting]), strict=True):
        if proposed.at <= now - STALE or found.discussion.mode.tightness >= proposed.to.tightness:
            desk.proposals.settle(site, proposed.article, now, timedelta())
