"""What goes wrong, as a page with one sentence."""

from flask import make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import (
    BadSubmission,
    HanmadiError,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Overloaded,
    Refused,
    Settled,
)
from moderation.web.moderators.screen import draw

STATUS: dict[type[HanmadiError], int] = {
    NotAuthenticated: 401,
    NotAllowed: 403,
    NotFound: 404,
    Settled: 409,
    BadSubmission: 422,
    Overloaded: 429,
}


def status_of(error: Refused) -> int:
    """The status of a page that tells this."""
    return STATUS.get(type(error), 400)


class Faults:
    """The error handler of the desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __call__(self, error: HanmadiError) -> ResponseReturnValue:
        """Who is not logged in goes to the door; whatever else is refused is told."""
        if isinstance(error, NotAuthenticated):
            return redirect(url_for("moderators.door"), 303)
        if isinstance(error, Refused):
            return make_response(draw(self.desk, "fault", error=error), status_of(error))
        return make_response(AWAY, 503, {"Retry-After": "5"})


AWAY = """<!doctype html>
<html lang="ko"><meta charset="utf-8"><title>한마디</title>
<h1>지금은 저장소에 연결할 수 없습니다</h1>
<p>아무것도 잃지 않았습니다. 잠시 뒤 다시 불러와 주십시오. (The store does not answer. Nothing was lost.)</p>
"""
