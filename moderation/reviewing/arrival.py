"""Who comes in by an OpenID provider: to an account that an operator has made, and to no other."""

import json
import secrets
from dataclasses import asdict
from datetime import timedelta

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.errors import NotAuthenticated
from moderation.openid import Challenge, Provider
from moderation.reviewing.entrance import NOBODY, Admission, admit
from moderation.reviewing.lockout import Lock, digest

AWAY = timedelta(minutes=10)
"""How long somebody may take at the provider."""


def depart(desk: Desk, provider: Provider, token: str, redirect: str) -> str:
    """Where to send the browser that has this token.  Raises ProviderUnavailable."""
    challenge, now = Challenge(*(secrets.token_urlsafe(32) for _ in range(3))), desk.clock()
    address = provider.address(redirect, challenge)
    kept = json.dumps({**asdict(challenge), "browser": digest(token)})
    desk.keyring.keep(_ticket(challenge.state), kept, now, now + AWAY)
    return address


def arrive(desk: Desk, provider: Provider, token: str, back: tuple[str, str], redirect: str) -> Admission:
    """Let in whoever comes `back` with a state and a code: once, and in the browser that set out.

    Raises NotAuthenticated or ProviderUnavailable.  Whoever has a second factor is asked for it, too.
    """
    state, code = back
    kept = json.loads(desk.keyring.take(_ticket(state), desk.clock()) or "{}")
    if not code or not secrets.compare_digest(str(kept.pop("browser", "")), digest(token)):
        raise NotAuthenticated("시간이 지났습니다. 처음부터 다시 로그인해 주십시오.")
    identity = provider.identity(redirect, Challenge(**kept), code, desk.clock())
    found = [each for each in desk.people.everybody() if each.identity in identity]
    if len(found) != 1:
        desk.logbook.write(Entry(desk.clock(), NOBODY, Deed.REFUSED, "openid", outcome=NotAuthenticated.code))
        raise NotAuthenticated("이 OpenID 계정으로 들어올 수 있는 담당자가 없습니다. 운영자에게 알려 주십시오.")
    return admit(desk, found[0], Lock(desk, found[0].name, ""))


def _ticket(state: str) -> str:
    return f"openid:{digest(state)}"
