"""Accounts of the desk: made, removed, and given a new password, from the console or by an operator."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.errors import Refused
from moderation.moderator import Moderator, Role
from moderation.reviewing.passwords import hashed, invent

NAME = re.compile(r"\w[\w.@-]{0,39}")
POLICY = "policy"
"""The name under which the machine rules: nobody else may have it."""


def add(desk: Desk, by: str, name: str, role: Role, sites: Sequence[str] = ()) -> str:
    """A new account: its password, told once.  Raises Refused with a sentence for the operator."""
    name = written(name)
    if not NAME.fullmatch(name) or name == POLICY:
        raise Refused(
            f"이름은 글자, 숫자, '.', '_', '@', '-'로 40자까지 쓸 수 있습니다. ({name!r} cannot be an account's name.)"
        )
    unknown = sorted(set(sites) - set(desk.sites.sites()))
    if unknown:
        raise Refused(f"등록되지 않은 사이트입니다: {', '.join(unknown)}. (No such site.)")
    password = invent()
    if not desk.people.add(Moderator(name, role, tuple(sorted(set(sites))), hashed(password))):
        raise Refused(f"이미 있는 이름입니다: {name}. (There is already an account of that name.)")
    _written(desk, by, Deed.ADDED, name, role.value)
    return password


def remove(desk: Desk, by: str, name: str) -> None:
    """Forget an account; its sessions end, what it ruled stays.  Raises Refused."""
    name = written(name)
    if not desk.people.remove(name):
        raise _unknown(name)
    _written(desk, by, Deed.REMOVED, name)


def renew(desk: Desk, by: str, name: str) -> str:
    """A new password, told once; all sessions of the account end.  Raises Refused."""
    found = desk.people.find(written(name))
    password = invent()
    if found is None or not desk.people.change(replace(found, hashed=hashed(password))):
        raise _unknown(name)
    desk.people.send_off(found.name)
    _written(desk, by, Deed.PASSWORD, found.name)
    return password


def send_off(desk: Desk, by: str, name: str) -> int:
    """End all sessions of somebody: how many there were."""
    ended = desk.people.send_off(written(name))
    _written(desk, by, Deed.SESSIONS, written(name), str(ended))
    return ended


def written(name: str) -> str:
    """A name as it is kept: NFC, without white space around it."""
    return unicodedata.normalize("NFC", name.strip())


def _unknown(name: str) -> Refused:
    return Refused(f"그런 이름의 계정이 없습니다: {name}. (There is no account of that name.)")


def _written(desk: Desk, by: str, deed: Deed, name: str, outcome: str = "done") -> None:
    desk.logbook.write(Entry(desk.clock(), by, deed, name, outcome=outcome))
