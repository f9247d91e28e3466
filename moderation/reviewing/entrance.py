"""Who comes in: passwords are asked for, wrong tries counted, sessions begun and ended."""

import hashlib
import secrets
from datetime import timedelta

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.errors import NotAuthenticated, Overloaded
from moderation.moderator import Moderator
from moderation.reviewing.accounts import written
from moderation.reviewing.passwords import matches

SESSION = timedelta(hours=12)
LOCKED = timedelta(minutes=15)
TRIES = 5
"""Wrong tries for one name from one address, before both are locked out together."""

TRIES_ANYWHERE = 50
"""The same from anywhere: more than that is somebody with many addresses."""


def enter(desk: Desk, name: str, password: str, address: str) -> str:
    """Begin a session: its token, which is kept only as a digest.

    Raises NotAuthenticated, the same for a wrong name as for a wrong password, or Overloaded after too many tries,
    whether or not there is such an account.
    """
    name, now = written(name)[:200], desk.clock()
    from_here, anywhere = _digest(f"{name}\n{address}"), _digest(name)
    if desk.people.misses(from_here, now) >= TRIES or desk.people.misses(anywhere, now) >= TRIES_ANYWHERE:
        raise Overloaded("여러 번 틀리셨습니다. 15분 뒤에 다시 시도해 주십시오.", int(LOCKED.total_seconds()))
    found = desk.people.find(name)
    if not matches(found.hashed if found else None, password) or found is None:
        desk.people.miss(from_here, now, now + LOCKED)
        desk.people.miss(anywhere, now, now + LOCKED)
        if found:
            desk.logbook.write(Entry(now, found.name, Deed.REFUSED, outcome=NotAuthenticated.code))
        raise NotAuthenticated("이름이나 비밀번호가 맞지 않습니다.")
    desk.people.forgive(from_here)
    token = secrets.token_urlsafe(32)
    desk.people.enter(_digest(token), found.name, now + SESSION)
    desk.logbook.write(Entry(now, found.name, Deed.ENTERED))
    return token


def present(desk: Desk, token: str) -> Moderator | None:
    """Whose session this is."""
    return desk.people.present(_digest(token), desk.clock())


def leave(desk: Desk, token: str) -> None:
    """End a session."""
    found = present(desk, token)
    desk.people.leave(_digest(token))
    if found:
        desk.logbook.write(Entry(desk.clock(), found.name, Deed.LEFT))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
