"""What every ProposalStore promises."""

from dataclasses import replace
from datetime import timedelta

from moderation.desk import Desk
from moderation.discussion import Mode
from moderation.store.proposals import MOST
from moderation.tightening import Proposal, Why
from tests.builders import NOON
from tests.contracts.conftest import every_desk

desk = every_desk()
PROPOSAL = Proposal("한글/기사:1", Mode.STRICT, NOON, Why.BLOCKED, 30, blocked=20)
BURST = Proposal("2", Mode.PRE, NOON + timedelta(minutes=1), Why.BURST, 50, usual=2.5)
REST = timedelta(hours=6)


def test_a_proposal_is_kept_once_until_somebody_answers(desk: Desk) -> None:
    assert desk.proposals.propose("whytimes", PROPOSAL)
    assert desk.proposals.propose("whytimes", BURST)
    assert not desk.proposals.propose("whytimes", replace(PROPOSAL, comments=99))
    assert desk.proposals.waiting("whytimes") == [BURST, PROPOSAL]
    assert desk.proposals.waiting("othertimes") == []
    assert desk.proposals.count(["whytimes", "othertimes"]) == 2
    assert desk.proposals.count([]) == 0


def test_after_an_answer_nothing_is_proposed_for_a_while(desk: Desk) -> None:
    desk.proposals.propose("whytimes", PROPOSAL)
    assert desk.proposals.settle("whytimes", PROPOSAL.article, NOON, REST) == PROPOSAL
    assert desk.proposals.settle("whytimes", PROPOSAL.article, NOON, REST) is None
    assert not desk.proposals.propose("whytimes", PROPOSAL)
    assert desk.proposals.propose("othertimes", PROPOSAL)


def test_what_was_answered_may_come_again_once_that_is_taken_back(desk: Desk) -> None:
    desk.proposals.propose("whytimes", PROPOSAL)
    desk.proposals.settle("whytimes", PROPOSAL.article, NOON, REST)
    assert [desk.proposals.rouse("whytimes", PROPOSAL.article) for _ in range(2)] == [True, False]
    assert desk.proposals.propose("whytimes", PROPOSAL)


def test_what_is_withdrawn_may_come_again(desk: Desk) -> None:
    desk.proposals.propose("whytimes", PROPOSAL)
    assert desk.proposals.settle("whytimes", PROPOSAL.article, NOON, timedelta()) == PROPOSAL
    assert desk.proposals.propose("whytimes", PROPOSAL)


def test_so_many_proposals_and_no_more(desk: Desk) -> None:
    kept = [desk.proposals.propose("whytimes", replace(BURST, article=str(n))) for n in range(MOST + 1)]
    assert kept == [*[True] * MOST, False]


def test_only_one_has_the_turn(desk: Desk) -> None:
    assert [desk.proposals.turn(NOON, timedelta(minutes=1)) for _ in range(3)] == [True, False, False]
