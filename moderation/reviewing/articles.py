"""The discussions of a site: how lively each is, what mode it is in, and one act that closes, tightens or loosens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from moderation.audit import Deed, Entry
from moderation.comment import Article
from moderation.desk import Desk
from moderation.discussion import Choice, Discussion, Mode
from moderation.errors import BadSubmission, Fault, NotAllowed, NotFound, Settled
from moderation.moderator import May, Moderator
from moderation.store.activity import Activity
from moderation.tightening import DAY, Pace, Proposal

MOST = 50
"""How many articles are shown."""

READ = 100
"""How many of the latest active ones are looked at for that: those with most comments in the last hour come first."""

LONGEST = 200
"""Characters of an article's id or a section's name."""

AS_THE_SITE_SAYS = "site"
"""What the audit trail says of a mode that the desk took back."""

NONE: Mapping[str, Proposal] = {}


@dataclass(frozen=True, slots=True)
class Lively:
    """One article: its discussion, its pace, the desk's choice for it, and a proposal that waits."""

    discussion: Discussion
    pace: Pace
    choice: Choice | None = None
    proposal: Proposal | None = None

    @property
    def id(self) -> str:
        """The site's own id."""
        return self.discussion.article.id


def lively(desk: Desk, moderator: Moderator, site: str, wanted: str = "") -> list[Lively]:
    """The articles of a site that one should look at: those with a proposal, the most active, those with a choice.

    With `wanted`, that article alone, also where nothing happens.
    """
    now = desk.clock()
    proposals = {each.article: each for each in desk.proposals.waiting(site)}
    active = desk.activity.active(site, now - DAY, READ)
    ids = [wanted] if wanted else list(dict.fromkeys([*proposals, *active, *desk.articles.chosen(site, MOST)]))
    found = [each for each in look(desk, site, ids, proposals) if _within(moderator, each.discussion)]
    found.sort(key=lambda each: (each.proposal is None, -each.pace.hour.comments, -each.pace.day.comments))
    return found[:MOST]


def sections_seen(found: Iterable[Lively]) -> list[str]:
    """The sections of these articles."""
    return sorted({each.discussion.article.section for each in found if each.discussion.article.section})


def set_mode(desk: Desk, moderator: Moderator, site: str, article: str, mode: Mode | None, seen: Mode | None) -> None:
    """Choose a mode for an article (None: as the site says), where the desk's choice was `seen` until now.

    An open proposal that this answers is settled.  Raises NotFound, NotAllowed, BadSubmission, Settled.
    """
    discussion = _within_reach(desk, moderator, site, article)
    now = desk.clock()
    choice = Choice(mode, moderator.name, now, discussion.by_desk) if mode else None
    if not desk.articles.choose(site, article, choice, seen):
        _write(desk, moderator, Deed.MODE, site, article, Settled.code)
        raise Settled("다른 담당자가 먼저 바꾸었습니다. 지금 상태를 확인해 주십시오.")
    _write(desk, moderator, Deed.MODE, site, article, mode.value if mode else AS_THE_SITE_SAYS)
    waiting = next((each for each in desk.proposals.waiting(site) if each.article == article), None)
    if waiting and mode and mode.tightness >= waiting.to.tightness:
        desk.proposals.settle(site, article, now, desk.limits.rest)


def set_section(desk: Desk, moderator: Moderator, site: str, section: str, mode: Mode | None) -> None:
    """Choose a mode for the articles of a section.  Raises NotFound, NotAllowed, BadSubmission."""
    section = _named(section, "지면 이름을 확인해 주십시오.")
    if not moderator.works_at(site) or site not in desk.sites.sites():
        raise NotFound("그런 사이트가 없습니다.")
    if not moderator.may(May.SECTIONS) or not moderator.serves(site, section):
        raise NotAllowed("이 일을 하실 권한이 없습니다.")
    if not desk.articles.put_section(site, section, mode):
        fault = Fault("/section", "이미 많은 지면에 모드가 정해져 있습니다.")
        raise BadSubmission(fault.reason, (fault,))
    _write(desk, moderator, Deed.SECTION, site, section, mode.value if mode else AS_THE_SITE_SAYS)


def accept(desk: Desk, moderator: Moderator, site: str, article: str) -> Mode:
    """Do what was proposed.  Raises NotFound, NotAllowed, and Settled where somebody has answered already."""
    discussion = _within_reach(desk, moderator, site, article)
    proposal = _answered(desk, site, article)
    choice = Choice(proposal.to, moderator.name, desk.clock(), discussion.by_desk)
    if not desk.articles.choose(site, article, choice, discussion.by_desk):
        _write(desk, moderator, Deed.ACCEPTED, site, article, Settled.code)
        raise Settled("다른 담당자가 먼저 바꾸었습니다. 지금 상태를 확인해 주십시오.")
    _write(desk, moderator, Deed.ACCEPTED, site, article, proposal.to.value)
    return proposal.to


def dismiss(desk: Desk, moderator: Moderator, site: str, article: str) -> None:
    """Leave things as they are, for a while.  Raises as `accept` does."""
    _within_reach(desk, moderator, site, article)
    _write(desk, moderator, Deed.DISMISSED, site, article, _answered(desk, site, article).to.value)


def reconsider(desk: Desk, moderator: Moderator, site: str, article: str) -> None:
    """Take a dismissal back: where there is still cause for it, the proposal comes again with the next look.

    Raises NotFound, NotAllowed.
    """
    _within_reach(desk, moderator, site, article)
    if desk.proposals.rouse(site, article):
        _write(desk, moderator, Deed.DISMISSED, site, article, "undone")


def _answered(desk: Desk, site: str, article: str) -> Proposal:
    proposal = desk.proposals.settle(site, article, desk.clock(), desk.limits.rest)
    if proposal is None:
        raise Settled("이 제안에는 다른 담당자가 먼저 답했습니다.")
    return proposal


def look(desk: Desk, site: str, ids: Sequence[str], proposals: Mapping[str, Proposal] = NONE) -> list[Lively]:
    """These articles, in order."""
    now = desk.clock()
    activities = desk.activity.activities(site, ids, now)
    discussions = desk.articles.discussions([(site, article) for article in _articles(desk, site, ids, activities)])
    choices = desk.articles.choices(site, ids)
    return [
        Lively(discussion, Pace.of(activity.tallies, now), choice, proposals.get(id))
        for id, discussion, activity, choice in zip(ids, discussions, activities, choices, strict=True)
    ]


def _articles(desk: Desk, site: str, ids: Sequence[str], activities: Sequence[Activity]) -> list[Article]:
    """The articles by these ids, as the site told of them with their latest comment."""
    latest = [each.latest for each in activities if each.latest]
    records = {each.comment.id: each.comment.article for each in desk.comments.find(latest) if each}
    return [records.get(activity.latest or "", Article(id)) for id, activity in zip(ids, activities, strict=True)]


def _within_reach(desk: Desk, moderator: Moderator, site: str, article: str) -> Discussion:
    """The discussion, if the moderator may change it.  Raises NotFound, NotAllowed, BadSubmission."""
    article = _named(article, "기사 번호를 확인해 주십시오.")
    (found,) = look(desk, site, [article])
    if site not in desk.sites.sites() or not _within(moderator, found.discussion):
        raise NotFound("그런 기사가 없습니다.")
    if not moderator.may(May.TIGHTEN):
        raise NotAllowed("이 일을 하실 권한이 없습니다.")
    return found.discussion


def _within(moderator: Moderator, discussion: Discussion) -> bool:
    return moderator.serves(discussion.site, discussion.article.section)


def _named(text: str, wrong: str) -> str:
    """A name within bounds.  Raises BadSubmission."""
    if not 1 <= len(text.strip()) <= LONGEST or not text.isprintable():
        fault = Fault("/name", f"1자에서 {LONGEST}자 사이여야 합니다.")
        raise BadSubmission(wrong, (fault,))
    return text


def _write(desk: Desk, moderator: Moderator, deed: Deed, site: str, about: str, outcome: str) -> None:
    desk.logbook.write(Entry(desk.clock(), moderator.name, deed, about, site, outcome))
