"""Authors as the desk sees them: how they stand, what they wrote, what was asked of them; and sanctions, by role."""

from collections.abc import Sequence
from dataclasses import dataclass

from moderation import sanctioning
from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound
from moderation.moderator import May, Moderator
from moderation.network import PSEUDONYM
from moderation.record import Record
from moderation.reviewing.ruling import within_scope
from moderation.sanction import FOR_GUESTS, Measure, Profile, Sanction
from moderation.sanctioning import Imposed, sanction_of
from moderation.standing import Writer

SHOWN = 30
"""How many of an author's comments are shown."""

MOST = 100
"""How many authors under a sanction are listed."""

MILD = frozenset({Measure.WARN, Measure.SLOW})
"""What every moderator may ask of an author; the rest asks for May.SANCTION."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """An author with the comments that this moderator may see, newest first."""

    profile: Profile
    comments: tuple[Record, ...]

    @property
    def name(self) -> str:
        """What the author called themselves last; empty where nothing is left."""
        return self.comments[0].latest.author.name if self.comments else ""


def portray(desk: Desk, moderator: Moderator, writer: Writer) -> Portrait:
    """What there is to see of an author.  Raises NotFound outside the moderator's scope."""
    _within_reach(moderator, writer)
    (profile,) = desk.authors.profiles([writer])
    found = desk.comments.find(desk.authors.wrote(writer, SHOWN))
    return Portrait(profile, tuple(each for each in found if each and within_scope(moderator, each)))


def under_sanction(desk: Desk, moderator: Moderator, site: str) -> list[Portrait]:
    """Authors of a site of whom something is asked now; those who object come first.  Raises NotFound."""
    now = desk.clock()
    found = [portray(desk, moderator, writer) for writer in desk.authors.sanctioned(site, now, MOST)]
    found = [each for each in found if each.profile.in_force(now)]
    return sorted(found, key=lambda each: not any(one.appeal for one in each.profile.in_force(now)))


def impose(desk: Desk, moderator: Moderator, writer: Writer, imposed: Imposed) -> Sanction:
    """Ask something of an author.  Raises NotFound, NotAllowed, BadSubmission."""
    _within_reach(moderator, writer)
    if imposed.measure not in measures(moderator, writer):
        raise NotAllowed("이 제재를 하실 권한이 없습니다.")
    return sanctioning.impose(desk, moderator.name, writer, imposed)


def lift(desk: Desk, moderator: Moderator, writer: Writer, id: str) -> Sanction:
    """End a sanction before its time.  Raises NotFound, NotAllowed, Settled."""
    _within_reach(moderator, writer)
    if not may_lift(moderator, sanction_of(desk, writer, id)):
        raise NotAllowed("이 제재는 정한 사람이나 선임 담당자만 풀 수 있습니다.")
    return sanctioning.lift(desk, moderator.name, writer, id)


def measures(moderator: Moderator, writer: Writer) -> Sequence[Measure]:
    """What this moderator may ask of this author.  A sanction holds for a whole site, so sections do not do."""
    if moderator.sections:
        return ()
    may = [each for each in Measure if moderator.may(May.SANCTION) or (each in MILD and moderator.may(May.CAUTION))]
    return [each for each in may if writer.kind == "member" or each in FOR_GUESTS]


def may_lift(moderator: Moderator, sanction: Sanction) -> bool:
    """Whether this moderator may end it: their own, or any with May.SANCTION."""
    if moderator.sections:
        return False
    own = sanction.by == moderator.name and moderator.may(May.CAUTION)
    return own or moderator.may(May.SANCTION)


def _within_reach(moderator: Moderator, writer: Writer) -> None:
    known = writer.kind == "member" or PSEUDONYM.fullmatch(writer.id)
    if not moderator.works_at(writer.site) or not known:
        raise NotFound("그런 작성자가 없습니다.")
