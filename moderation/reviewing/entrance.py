"""Who comes in: passwords and second factors are asked for, sessions begun and ended."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.errors import NotAuthenticated
from moderation.moderator import Moderator
from moderation.reviewing.accounts import written
from moderation.reviewing.lockout import Lock, digest
from moderation.reviewing.passwords import matches
from moderation.reviewing.second import accepts

SESSION = timedelta(hours=12)
NOBODY = "-"
"""Who was refused, in the trail, where there is no such account."""

HALFWAY = timedelta(minutes=5)
"""How long somebody whose password was right has to tell the code."""


@dataclass(frozen=True, slots=True)
class Admission:
    """`token` is a session, or halfway to one: then the code of the second factor is `asked` for."""

    token: str
    asked: bool = False


def enter(desk: Desk, name: str, password: str, address: str) -> Admission:
    """Begin a session, or ask for the second factor.  A token is kept only as a digest.

    Raises NotAuthenticated, the same for a wrong name as for a wrong password, or Overloaded after too many tries,
    whether or not there is such an account.
    """
    name = written(name)[:200]
    lock = Lock(desk, name, address)
    lock.check()
    found = desk.people.find(name)
    if not matches(found.hashed if found else None, password) or found is None:
        lock.miss()
        raise _refused(desk, found, lock.place, "이름이나 비밀번호가 맞지 않습니다.")
    return admit(desk, found, lock)


def admit(desk: Desk, moderator: Moderator, lock: Lock) -> Admission:
    """Somebody is who they say: let them in, or ask for the second factor that they have."""
    now = desk.clock()
    if desk.keyring.factor(moderator.name) is None:
        lock.forgive()
        return Admission(begin(desk, moderator))
    token = secrets.token_urlsafe(32)
    desk.keyring.keep(_halfway(token), moderator.name, now, now + HALFWAY)
    return Admission(token, asked=True)


def confirm(desk: Desk, token: str, code: str, address: str) -> Admission:
    """Begin the session of somebody who is halfway in and tells the right code.

    Raises NotAuthenticated on a wrong or used code, or Overloaded.
    """
    found = halfway(desk, token)
    if found is None:
        raise NotAuthenticated("시간이 지났습니다. 처음부터 다시 로그인해 주십시오.")
    lock = Lock(desk, found.name, address)
    lock.check()
    if not accepts(desk, found.name, code):
        lock.miss()
        raise _refused(desk, found, lock.place, "인증 번호가 맞지 않거나 이미 쓰였습니다.")
    desk.keyring.take(_halfway(token), desk.clock())
    lock.forgive()
    return Admission(begin(desk, found))


def halfway(desk: Desk, token: str) -> Moderator | None:
    """Whose password was right, and whose code is still to be told."""
    name = desk.keyring.look(_halfway(token), desk.clock())
    return desk.people.find(name) if name else None


def begin(desk: Desk, moderator: Moderator) -> str:
    """A new session: its token."""
    token, now = secrets.token_urlsafe(32), desk.clock()
    desk.people.enter(digest(token), moderator.name, now + SESSION)
    desk.logbook.write(Entry(now, moderator.name, Deed.ENTERED))
    return token


def present(desk: Desk, token: str) -> Moderator | None:
    """Whose session this is."""
    return desk.people.present(digest(token), desk.clock())


def leave(desk: Desk, token: str) -> None:
    """End a session."""
    found = present(desk, token)
    desk.people.leave(digest(token))
    if found:
        desk.logbook.write(Entry(desk.clock(), found.name, Deed.LEFT))


def _refused(desk: Desk, found: Moderator | None, place: str, why: str) -> NotAuthenticated:
    """The error, written down; but not the name of an account that is not there: it may be a password."""
    who = found.name if found else NOBODY
    desk.logbook.write(Entry(desk.clock(), who, Deed.REFUSED, about=place, outcome=NotAuthenticated.code))
    return NotAuthenticated(why)


def _halfway(token: str) -> str:
    return f"halfway:{digest(token)}"
