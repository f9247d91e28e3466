"""What moderators do with discussions: see how lively they are, tighten, close, loosen, answer what is proposed."""

from datetime import timedelta

import pytest

from moderation.comment import Article
from moderation.decision import Ruling
from moderation.desk import Desk
from moderation.discussion import Discussion, Mode
from moderation.errors import BadSubmission, NotAllowed, NotFound, Settled
from moderation.moderator import Moderator, Role
from moderation.record import Record
from moderation.reviewing import articles
from moderation.reviewing.proposing import EVERY, STALE, propose
from moderation.store.articles import discussion_of
from tests.builders import NOON, Clock, a_comment, a_desk, published, rejected
from tests.moderation.web.moderators.desk_visitor import a_site

KIM = Moderator("kim", Role.MODERATOR)
LEE = Moderator("lee", Role.SENIOR)
ARTICLE = a_comment().article


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return a_site(a_desk(clock), "whytimes", "othertimes")


def commented(desk: Desk, count: int, ruling: Ruling | None = None, article: Article = ARTICLE) -> None:
    """So many comments, now."""
    for _ in range(count):
        comment = a_comment(article=article, received_at=desk.clock())
        desk.comments.receive([comment])
        if ruling:
            desk.comments.rule([(Record(comment), ruling)])


def mode(desk: Desk) -> Mode:
    return discussion_of(desk.articles, "whytimes", ARTICLE).mode


def deeds(desk: Desk) -> list[tuple[str, str, str]]:
    return [(each.who, each.deed.value, each.outcome) for each in reversed(desk.logbook.read(20)[0])]


def test_the_liveliest_articles_come_first_and_those_with_a_choice_are_there(desk: Desk) -> None:
    commented(desk, 1, article=Article("1", title="조용한 기사"))
    commented(desk, 3, published(), Article("2", title="시끄러운 기사", section="정치"))
    desk.articles.put(Discussion("whytimes", Article("2"), closes_at=NOON))
    articles.set_mode(desk, KIM, "whytimes", "3", Mode.CLOSED, None)
    found = articles.lively(desk, KIM, "whytimes")
    assert [each.id for each in found] == ["2", "1", "3"]
    assert (found[0].discussion.article.title, found[0].discussion.closes_at) == ("시끄러운 기사", NOON)
    assert articles.sections_seen(found) == ["정치"]
    assert found[2].choice is not None
    assert [each.id for each in articles.lively(desk, KIM, "whytimes", "77")] == ["77"]


def test_one_act_closes_and_one_undoes_it(desk: Desk) -> None:
    desk.articles.put(Discussion("whytimes", ARTICLE, Mode.POST))
    articles.set_mode(desk, KIM, "whytimes", ARTICLE.id, Mode.STRICT, None)
    articles.set_mode(desk, LEE, "whytimes", ARTICLE.id, Mode.CLOSED, Mode.STRICT)
    (found,) = articles.lively(desk, KIM, "whytimes", ARTICLE.id)
    assert found.choice is not None
    assert (mode(desk), found.choice.before) == (Mode.CLOSED, Mode.STRICT)
    articles.set_mode(desk, KIM, "whytimes", ARTICLE.id, found.choice.before, Mode.CLOSED)
    articles.set_mode(desk, KIM, "whytimes", ARTICLE.id, None, Mode.STRICT)
    assert mode(desk) is Mode.POST
    assert deeds(desk) == [
        ("kim", "mode", "strict"),
        ("lee", "mode", "closed"),
        ("kim", "mode", "strict"),
        ("kim", "mode", "site"),
    ]


def test_nobody_overwrites_what_they_have_not_seen(desk: Desk) -> None:
    articles.set_mode(desk, LEE, "whytimes", "1", Mode.CLOSED, None)
    with pytest.raises(Settled):
        articles.set_mode(desk, KIM, "whytimes", "1", Mode.PRE, None)
    assert deeds(desk)[-1] == ("kim", "mode", "settled")


def test_who_may_not_does_not(desk: Desk) -> None:
    commented(desk, 1)
    auditor, elsewhere = Moderator("park", Role.AUDITOR), Moderator("choi", Role.SENIOR, ("othertimes",))
    culture = Moderator("han", Role.MODERATOR, ("whytimes",), sections=("문화",))
    with pytest.raises(NotAllowed):
        articles.set_mode(desk, auditor, "whytimes", ARTICLE.id, Mode.CLOSED, None)
    for stranger in (elsewhere, culture):
        with pytest.raises(NotFound):
            articles.set_mode(desk, stranger, "whytimes", ARTICLE.id, Mode.CLOSED, None)
        assert articles.lively(desk, stranger, "whytimes") == []
    with pytest.raises(NotFound):
        articles.set_section(desk, elsewhere, "whytimes", "정치", Mode.CLOSED)
    with pytest.raises(NotAllowed):
        articles.set_section(desk, KIM, "whytimes", "정치", Mode.CLOSED)
    for bad in ("", " ", "x" * 201, "가\n나"):
        with pytest.raises(BadSubmission):
            articles.set_mode(desk, LEE, "whytimes", bad, Mode.CLOSED, None)


def test_a_section_is_tightened_and_loosened(desk: Desk) -> None:
    assert ARTICLE.section is not None
    articles.set_section(desk, LEE, "whytimes", ARTICLE.section, Mode.STRICT)
    assert mode(desk) is Mode.STRICT
    articles.set_section(desk, LEE, "whytimes", ARTICLE.section, None)
    assert mode(desk) is Mode.PRE
    assert deeds(desk) == [("lee", "section", "strict"), ("lee", "section", "site")]


def test_a_discussion_that_gets_out_of_hand_is_proposed_once_and_nothing_happens_by_itself(
    desk: Desk, clock: Clock
) -> None:
    commented(desk, 20, rejected())
    (proposal,) = propose(desk)
    assert (proposal.article, proposal.to, proposal.blocked) == (ARTICLE.id, Mode.STRICT, 20)
    assert mode(desk) is Mode.PRE
    clock.forward(seconds=60)
    assert propose(desk) == []
    assert desk.proposals.count(["whytimes"]) == 1
    assert deeds(desk) == [("policy", "proposed", "strict")]
    (found,) = articles.lively(desk, KIM, "whytimes")
    assert found.proposal == proposal


def test_it_is_looked_at_now_and_then(desk: Desk, clock: Clock) -> None:
    assert propose(desk) == []
    commented(desk, 20, rejected())
    assert propose(desk) == []
    clock.now += EVERY
    assert propose(desk) != []


def test_accepting_tightens_and_can_be_undone(desk: Desk) -> None:
    commented(desk, 20, rejected())
    propose(desk)
    assert articles.accept(desk, KIM, "whytimes", ARTICLE.id) is Mode.STRICT
    assert mode(desk) is Mode.STRICT
    with pytest.raises(Settled):
        articles.accept(desk, LEE, "whytimes", ARTICLE.id)
    articles.set_mode(desk, KIM, "whytimes", ARTICLE.id, None, Mode.STRICT)
    assert mode(desk) is Mode.PRE
    assert deeds(desk)[1:] == [("kim", "accepted", "strict"), ("kim", "mode", "site")]


def test_what_was_dismissed_is_not_proposed_again_for_hours(desk: Desk, clock: Clock) -> None:
    commented(desk, 20, rejected())
    propose(desk)
    articles.dismiss(desk, KIM, "whytimes", ARTICLE.id)
    assert deeds(desk)[-1] == ("kim", "dismissed", "strict")
    for hours, proposed in ((5, 0), (1, 1)):
        clock.forward(hours=hours)
        commented(desk, 20, rejected())
        assert len(propose(desk)) == proposed


def test_a_dismissal_is_taken_back_and_the_proposal_comes_again(desk: Desk, clock: Clock) -> None:
    commented(desk, 20, rejected())
    propose(desk)
    articles.dismiss(desk, KIM, "whytimes", ARTICLE.id)
    for _ in range(2):
        articles.reconsider(desk, KIM, "whytimes", ARTICLE.id)
    assert deeds(desk)[1:] == [("kim", "dismissed", "strict"), ("kim", "dismissed", "undone")]
    clock.now += EVERY
    assert len(propose(desk)) == 1


def test_a_proposal_that_somebodys_choice_overtook_is_withdrawn(desk: Desk, clock: Clock) -> None:
    commented(desk, 20, rejected())
    propose(desk)
    articles.set_mode(desk, KIM, "whytimes", ARTICLE.id, Mode.CLOSED, None)
    assert desk.proposals.waiting("whytimes") == []
    articles.set_mode(desk, KIM, "whytimes", ARTICLE.id, None, Mode.CLOSED)
    clock.now += timedelta(hours=7)
    commented(desk, 20, rejected())
    assert len(propose(desk)) == 1
    desk.articles.put(Discussion("whytimes", ARTICLE, Mode.CLOSED))
    clock.now += EVERY
    propose(desk)
    assert desk.proposals.waiting("whytimes") == []


def test_a_proposal_that_nobody_answers_is_withdrawn(desk: Desk, clock: Clock) -> None:
    commented(desk, 20, rejected())
    propose(desk)
    clock.now += STALE
    propose(desk)
    assert desk.proposals.waiting("whytimes") == []
