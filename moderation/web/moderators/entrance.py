"""The door: log in, log out, and what each browser prefers."""

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import NotAuthenticated, Overloaded, Refused
from moderation.reviewing import entrance
from moderation.web.moderators.language import LANGUAGES
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import BLUR, COOKIE, LANGUAGE, PATH, Visit, give, keep


class Entrance:
    """The views of the door."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def door(self) -> ResponseReturnValue:
        """The login page."""
        if Visit.of(self.desk).moderator:
            return redirect(url_for(".queue"), 303)
        return self._door()

    def enter(self) -> ResponseReturnValue:
        """Log in.  The token changes, so that nobody can have planted it."""
        visit = Visit.of(self.desk)
        try:
            visit.trusted()
            token = entrance.enter(
                self.desk, request.form.get("name", ""), request.form.get("password", ""), request.remote_addr or ""
            )
        except Refused as error:
            return self._door(error)
        return give(make_response(redirect(url_for(".queue"), 303)), token)

    def leave(self) -> ResponseReturnValue:
        """Log out."""
        visit = Visit.of(self.desk)
        visit.trusted()
        entrance.leave(self.desk, visit.token)
        response = make_response(redirect(url_for(".door"), 303))
        response.delete_cookie(COOKIE, path=PATH)
        return response

    def prefer(self) -> ResponseReturnValue:
        """The language, and whether the worst is blurred; kept in this browser."""
        Visit.of(self.desk).trusted()
        response = make_response(redirect(url_for(".queue"), 303))
        if request.form.get("language") in LANGUAGES:
            keep(response, LANGUAGE, request.form["language"])
        if request.form.get("blur") in ("on", "off"):
            keep(response, BLUR, request.form["blur"])
        return response

    def _door(self, error: Refused | None = None) -> ResponseReturnValue:
        visit = Visit.of(self.desk)
        status = {NotAuthenticated: 401, Overloaded: 429}.get(type(error), 403) if error else 200
        headers = {"Retry-After": str(error.retry_after)} if isinstance(error, Overloaded) else {}
        page = draw(self.desk, "login", error=error, name=request.form.get("name", ""))
        return give(make_response(page, status, headers), visit.token)
