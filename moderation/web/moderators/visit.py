"""Who asks: one cookie with a random token, which is a session once its digest is known to the store."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Self

from flask import Response, current_app, g, request

from moderation.desk import Desk
from moderation.errors import NotAllowed, NotAuthenticated
from moderation.moderator import May, Moderator
from moderation.reviewing.entrance import SESSION, present

COOKIE = "hm_desk"
LANGUAGE = "hm_desk_language"
BLUR = "hm_desk_blur"
SITE = "hm_desk_site"
PATH = "/moderation"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """One request's token, the proof that a form is ours (`csrf`), and who is logged in."""

    token: str
    csrf: str
    moderator: Moderator | None
    fresh: bool

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """The visit of this request, looked up once."""
        if "desk_visit" not in g:
            known = request.cookies.get(COOKIE)
            token = known or secrets.token_urlsafe(32)
            who = present(desk, token) if known else None
            g.desk_visit = cls(token, _csrf(token), who, fresh=known is None)
        found: Self = g.desk_visit
        return found

    @classmethod
    def inside(cls, desk: Desk, act: May = May.LOOK) -> tuple[Self, Moderator]:
        """The visit of somebody who is logged in and may do this.  Raises NotAuthenticated, NotAllowed."""
        visit = cls.of(desk)
        if visit.moderator is None:
            raise NotAuthenticated("로그인해 주십시오.")
        if not visit.moderator.may(act):
            raise NotAllowed("이 일을 하실 권한이 없습니다.")
        return visit, visit.moderator

    def trusted(self) -> None:
        """Raises NotAllowed unless this form came from a page that we gave to this visitor."""
        if not hmac.compare_digest(self.csrf.encode(), request.form.get("csrf", "").encode()):
            raise NotAllowed("화면이 오래되었습니다. 다시 불러온 뒤에 한 번 더 눌러 주십시오.")


def give(response: Response, token: str) -> Response:
    """The cookie of a session, or of somebody who may log in."""
    return keep(response, COOKIE, token, int(SESSION.total_seconds()))


def keep(response: Response, name: str, value: str, seconds: int = YEAR) -> Response:
    """A cookie for the desk alone."""
    response.set_cookie(
        name, value, max_age=seconds, path=PATH, secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return response


def _csrf(token: str) -> str:
    return hmac.new(str(current_app.secret_key).encode(), f"csrf:{token}".encode(), hashlib.sha256).hexdigest()
