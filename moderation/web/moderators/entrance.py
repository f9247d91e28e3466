"""The door: log in, log out, and what each browser prefers."""

from flask import Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import Overloaded, Refused
from moderation.reviewing import entrance
from moderation.reviewing.entrance import Admission
from moderation.web.moderators.faults import status_of
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import BLUR, COOKIE, LANGUAGE, PATH, Visit, give, keep
from moderation.web.spoken import LANGUAGES


class Entrance:
    """The views of the door."""

    def __init__(self, desk: Desk, openid: bool = False) -> None:
        self.desk = desk
        self.openid = openid

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
            admission = entrance.enter(
                self.desk, request.form.get("name", ""), request.form.get("password", ""), request.remote_addr or ""
            )
        except Refused as error:
            return self._door(error)
        return admitted(admission)

    def code(self) -> ResponseReturnValue:
        """Where the code of the second factor is told."""
        if entrance.halfway(self.desk, Visit.of(self.desk).token) is None:
            return redirect(url_for(".door"), 303)
        return draw(self.desk, "code", error=None)

    def confirm(self) -> ResponseReturnValue:
        """Log in with the code."""
        visit = Visit.of(self.desk)
        try:
            visit.trusted()
            admission = entrance.confirm(
                self.desk, visit.token, request.form.get("code", ""), request.remote_addr or ""
            )
        except Refused as error:
            return make_response(draw(self.desk, "code", error=error), status_of(error), waiting(error))
        return admitted(admission)

    def leave(self) -> ResponseReturnValue:
        """Log out."""
        visit = Visit.of(self.desk)
        visit.trusted()
        entrance.leave(self.desk, visit.token)
        response = make_response(redirect(url_for(".door"), 303))
        response.delete_cookie(COOKIE, path=PATH)
        return response

    def prefer(self) -> ResponseReturnValue:
        """The language, and whether the worst is blurred; kept in this browser, which stays where it is."""
        Visit.of(self.desk).trusted()
        back = request.form.get("back", "")
        response = make_response(redirect(back if back.startswith(f"{PATH}/") else url_for(".queue"), 303))
        if request.form.get("language") in LANGUAGES:
            keep(response, LANGUAGE, request.form["language"])
        if request.form.get("blur") in ("on", "off"):
            keep(response, BLUR, request.form["blur"])
        return response

    def _door(self, error: Refused | None = None) -> ResponseReturnValue:
        visit = Visit.of(self.desk)
        page = draw(self.desk, "login", error=error, name=request.form.get("name", ""), openid=self.openid)
        return give(make_response(page, status_of(error) if error else 200, waiting(error)), visit.token)


def admitted(admission: Admission) -> Response:
    """The cookie of whoever was let in, or let halfway in; and where to go with it."""
    return give(make_response(redirect(url_for(".code" if admission.asked else ".queue"), 303)), admission.token)


def waiting(error: Refused | None) -> dict[str, str]:
    """How long somebody must wait who tried too often."""
    return {"Retry-After": str(error.retry_after)} if isinstance(error, Overloaded) else {}
