"""Whether an author may write now, and what they are told beside the answer.  Every sanction is told to its author."""

from collections.abc import Sequence
from datetime import timedelta

from moderation.comment import Comment
from moderation.desk import Desk
from moderation.errors import Barred, Slowed
from moderation.sanction import SHUT_OUT, Measure, Profile, Sanction
from moderation.standing import Writer
from moderation.told import explain_sanction


def profile_of(desk: Desk, writer: Writer | None) -> Profile | None:
    """What is known of an author, None for somebody whom nobody can tell."""
    return desk.authors.profiles([writer])[0] if writer else None


def admit(desk: Desk, profile: Profile | None) -> None:
    """Raises Barred, with what the author may know, where they may write nothing now."""
    now = desk.clock()
    shut = profile.under(*SHUT_OUT, at=now) if profile else None
    if shut:
        code = "banned" if shut.measure is Measure.BAN else "suspended"
        raise Barred(explain_sanction(shut), code, shut.until)


def keep_pace(desk: Desk, profile: Profile | None, token: str) -> None:
    """In slow mode, begin the pause until the next comment.  Raises Slowed while one is on, unless it is `token`'s."""
    now = desk.clock()
    slow = profile.under(Measure.SLOW, at=now) if profile else None
    if profile is None or slow is None:
        return
    over = desk.authors.pause(profile.writer, token, now, now + timedelta(minutes=slow.minutes))
    if over:
        raise Slowed(explain_sanction(slow), max(1, round((over - now).total_seconds())))


def premoderated(desk: Desk, profile: Profile | None) -> bool:
    """Whether a person looks before anything of this author is seen."""
    return bool(profile and profile.under(Measure.PREMODERATE, at=desk.clock()))


def profiles_of(desk: Desk, comments: Sequence[Comment]) -> list[Profile | None]:
    """What is known of the author of each comment, as far as anything is."""
    return _profiles(desk, desk.authors.writers(comments))


def _profiles(desk: Desk, writers: Sequence[Writer | None]) -> list[Profile | None]:
    known = list(dict.fromkeys(writer for writer in writers if writer))
    profiles = {profile.writer: profile for profile in desk.authors.profiles(known)} if known else {}
    return [profiles[writer] if writer else None for writer in writers]


def notices(desk: Desk, writer: Writer | None) -> tuple[Sanction, ...]:
    """What holds for an author now, to be told with the next answer."""
    profile = profile_of(desk, writer)
    return profile.in_force(desk.clock()) if profile else ()
