"""Draws a page of the desk: what every template may use."""

from typing import Any

from flask import render_template, request

from moderation.desk import Desk
from moderation.label import LABELS
from moderation.moderator import May
from moderation.reviewing.ruling import may_undo
from moderation.web.moderators import words
from moderation.web.moderators.language import spoken
from moderation.web.moderators.moments import Moment
from moderation.web.moderators.visit import BLUR, Visit


def draw(desk: Desk, page: str, **details: Any) -> str:
    """A page by its template's name."""
    visit, say, now = Visit.of(desk), spoken(request), desk.clock()
    return render_template(
        f"moderators/{page}.html",
        _=say,
        language=say.language,
        visit=visit,
        me=visit.moderator,
        May=May,
        LABELS=LABELS,
        words=words,
        may_undo=may_undo,
        blur=request.cookies.get(BLUR) == "on",
        when=lambda at: Moment.of(at, now, say),
        here=page,
        **details,
    )
