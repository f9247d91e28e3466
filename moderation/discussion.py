"""The discussion under one article: who may see a comment when, until when one may write, and how careful to be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.comment import Article

CLOSED = "이 기사의 의견 등록이 마감되었습니다."
CLOSED_EN = "Comments under this article are closed."
CONDOLENCE = "이 기사에는 추모의 뜻만 남겨 주십시오. 담당자가 읽은 뒤에 게시하며, 답글은 받지 않습니다."
CONDOLENCE_EN = "Please leave condolences only. A moderator reads each before it is published; there are no replies."


class Mode(StrEnum):
    """When readers see a comment, how careful the machine is, and whether there may be new ones; the loosest first."""

    POST = "post"
    PRE = "pre"
    STRICT = "strict"
    CONDOLENCE = "condolence-only"
    CLOSED = "closed"

    @property
    def tightness(self) -> int:
        """How tight it is beside the others."""
        return list(Mode).index(self)

    @property
    def careful(self) -> bool:
        """Whether the strict policy rules."""
        return self in (Mode.STRICT, Mode.CONDOLENCE)

    @property
    def tighter(self) -> "Mode | None":
        """What to go to when a discussion gets out of hand; None where there is nothing to propose."""
        return {Mode.POST: Mode.PRE, Mode.PRE: Mode.STRICT, Mode.STRICT: Mode.CLOSED}.get(self)


class Source(StrEnum):
    """Who said how a discussion is to be."""

    DESK = "desk"
    SITE = "site"
    SECTION = "section"
    DEFAULT = "default"


class Sensitive(StrEnum):
    """What makes an article one under which more care is owed."""

    DISASTER = "disaster"
    SUICIDE = "suicide"
    SEXUAL_CRIME = "sexual_crime"
    MINORS = "minors"
    OBITUARY = "obituary"
    ELECTION = "election"


@dataclass(frozen=True, slots=True)
class Discussion:
    """`said` is the site's mode for this article, `by_section` the desk's for its section, `by_desk` the desk's for it.

    `pre`: readers see a comment once it is published; `post`: already while it is pending; `strict`: as `pre`, and the
    strict policy rules; `condolence-only`: as `strict`, a person reads everything before readers do, and there are no
    replies; `closed`: no new ones.

    `reach` is how many read the article, as far as the site tells: what more people see is looked at earlier.
    """

    site: str
    article: Article
    said: Mode | None = None
    closes_at: datetime | None = None
    sensitive: frozenset[Sensitive] = frozenset()
    reach: int | None = None
    by_section: Mode | None = None
    by_desk: Mode | None = None

    @property
    def mode(self) -> Mode:
        """The mode in force: the desk's for this article; else the tighter of the site's and the section's."""
        return self._chosen[0]

    @property
    def source(self) -> Source:
        """Who said so."""
        return self._chosen[1]

    @property
    def _chosen(self) -> tuple[Mode, Source]:
        if self.by_desk:
            return self.by_desk, Source.DESK
        asked = [(self.said, Source.SITE), (self.by_section, Source.SECTION)]
        found = [(mode, source) for mode, source in asked if mode]
        return max(found, key=lambda each: each[0].tightness, default=(Mode.PRE, Source.DEFAULT))

    def open_at(self, now: datetime) -> bool:
        """Whether new comments and edits are accepted."""
        return self.mode is not Mode.CLOSED and (self.closes_at is None or now < self.closes_at)

    def notice_at(self, now: datetime, *, english: bool = False) -> str | None:
        """A sentence for readers who are about to write, where there is something to know."""
        if not self.open_at(now):
            return CLOSED_EN if english else CLOSED
        if self.mode is not Mode.CONDOLENCE:
            return None
        return CONDOLENCE_EN if english else CONDOLENCE


@dataclass(frozen=True, slots=True)
class Choice:
    """What the desk chose for an article, and what held before by its own choice (None: what the site says)."""

    mode: Mode
    by: str
    at: datetime
    before: Mode | None = None
