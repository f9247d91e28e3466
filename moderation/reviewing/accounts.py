"""Accounts of the desk: made, changed and removed, from the console or by an operator within their own scope."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Self

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound, Refused
from moderation.moderator import May, Moderator, Role
from moderation.reviewing.passwords import hashed, invent

NAME = re.compile(r"\w[\w.@-]{0,39}")
POLICY = "policy"
"""The name under which the machine rules."""

CONSOLE: Final = Moderator("console", Role.OPERATOR)
"""Who works from the command line.  Nobody else may have this name, or the machine's."""

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Scope:
    """Where somebody moderates: no sites means all sites, no sections all sections of these."""

    sites: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @classmethod
    def of(cls, sites: Iterable[str] = (), sections: Iterable[str] = ()) -> Self:
        """In order, each once, and without what is empty."""
        return cls(*(tuple(sorted({written(each) for each in some} - {""})) for some in (sites, sections)))


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Post:
    """What an operator decides about an account."""

    role: Role
    scope: Scope = EVERYWHERE
    identity: str = ""


def add(desk: Desk, by: Moderator, name: str, post: Post) -> str:
    """A new account: its password, told once.  Raises Refused with a sentence for the operator."""
    name = written(name)
    if not NAME.fullmatch(name) or name in (POLICY, CONSOLE.name):
        raise Refused(
            f"이름은 글자, 숫자, '.', '_', '@', '-'로 40자까지 쓸 수 있습니다. ({name!r} cannot be an account's name.)"
        )
    password = invent()
    account = _posted(desk, by, Moderator(name, post.role, hashed=hashed(password)), post)
    if not desk.people.add(account):
        raise Refused(f"이미 있는 이름입니다: {name}. (There is already an account of that name.)")
    _written(desk, by, Deed.ADDED, name, post.role.value)
    return password


def change(desk: Desk, by: Moderator, name: str, post: Post) -> Moderator:
    """Another role, scope or identity, at once also for open sessions.  Raises Refused."""
    found = within_reach(desk, by, name, own=False)
    _posted(desk, by, found, post)
    changed = desk.people.change(found.name, lambda now: _posted(desk, by, now, post))
    if changed is None:
        raise _unknown(name)
    _written(desk, by, Deed.CHANGED, found.name, post.role.value)
    return changed


def remove(desk: Desk, by: Moderator, name: str) -> None:
    """Forget an account; its sessions end, what it ruled stays.  Raises Refused."""
    found = within_reach(desk, by, name, own=False)
    desk.people.remove(found.name)
    desk.keyring.forget(found.name)
    _written(desk, by, Deed.REMOVED, found.name)


def renew(desk: Desk, by: Moderator, name: str) -> str:
    """A new password, told once; all sessions of the account end.  Raises Refused."""
    found = within_reach(desk, by, name)
    password = invent()
    if desk.people.change(found.name, lambda now: replace(now, hashed=hashed(password))) is None:
        raise _unknown(name)
    desk.people.send_off(found.name)
    _written(desk, by, Deed.PASSWORD, found.name)
    return password


def reset_second(desk: Desk, by: Moderator, name: str) -> None:
    """Take the second factor from somebody who has lost it; all their sessions end.  Raises Refused."""
    found = within_reach(desk, by, name)
    if not desk.keyring.forget(found.name):
        raise Refused(f"2단계 인증을 쓰지 않는 계정입니다: {found.name}. (It has no second factor.)")
    desk.people.send_off(found.name)
    _written(desk, by, Deed.SECOND, found.name, "reset")


def send_off(desk: Desk, by: Moderator, name: str) -> int:
    """End all sessions of somebody: how many there were.  Raises Refused."""
    found = within_reach(desk, by, name)
    ended = desk.people.send_off(found.name)
    _written(desk, by, Deed.SESSIONS, found.name, str(ended))
    return ended


def everybody(desk: Desk, by: Moderator) -> list[Moderator]:
    """The accounts within an operator's scope, by name."""
    return [each for each in desk.people.everybody() if by.covers(each)]


def within_reach(desk: Desk, by: Moderator, name: str, own: bool = True) -> Moderator:
    """The account, if this operator may change it; without `own`, not their own.  Raises Refused, NotAllowed."""
    found = desk.people.find(written(name))
    if not by.may(May.PEOPLE):
        raise NotAllowed("이 일을 하실 권한이 없습니다.")
    if found is None or not by.covers(found):
        raise _unknown(name)
    if not own and found.name == by.name:
        raise NotAllowed("자기 계정의 역할을 바꾸거나 지울 수 없습니다. 다른 운영자에게 부탁해 주십시오.")
    return found


def written(name: str) -> str:
    """A name as it is kept: NFC, without white space around it."""
    return unicodedata.normalize("NFC", name.strip())


def _posted(desk: Desk, by: Moderator, account: Moderator, post: Post) -> Moderator:
    """The account after the change.  Raises Refused where it would reach further than whoever makes it."""
    unknown = sorted(set(post.scope.sites) - set(desk.sites.sites()))
    if unknown:
        raise Refused(f"등록되지 않은 사이트입니다: {', '.join(unknown)}. (No such site.)")
    identity = written(post.identity)[:LONGEST]
    if identity and any(each.identity == identity and each.name != account.name for each in desk.people.everybody()):
        raise Refused(f"다른 계정이 쓰고 있는 로그인 주소입니다: {identity}. (Another account has that identity.)")
    after = replace(account, role=post.role, sites=post.scope.sites, sections=post.scope.sections, identity=identity)
    if not by.may(May.PEOPLE) or not by.covers(after):
        raise NotAllowed("자신이 맡지 않은 사이트나 지면은 다른 사람에게도 맡길 수 없습니다.")
    return after


def _unknown(name: str) -> NotFound:
    return NotFound(f"그런 이름의 계정이 없습니다: {name}. (There is no account of that name.)")


def _written(desk: Desk, by: Moderator, deed: Deed, name: str, outcome: str = "done") -> None:
    desk.logbook.write(Entry(desk.clock(), by.name, deed, name, outcome=outcome))
