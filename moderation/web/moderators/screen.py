"""Draws a page of the desk: what every template may use."""

from datetime import datetime
from typing import Any

from flask import render_template, request

from moderation.admission import profiles_of
from moderation.desk import Desk
from moderation.label import LABELS
from moderation.moderator import May
from moderation.reviewing.noting import may_unnote
from moderation.reviewing.queue import AGES
from moderation.reviewing.ruling import may_undo
from moderation.web.moderators import words
from moderation.web.moderators.asked import sites_of
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
        AGES=AGES,
        words=words,
        may_undo=may_undo,
        may_unnote=may_unnote,
        blur=request.cookies.get(BLUR) == "on",
        when=lambda at: Moment.of(at, now, say),
        when_text=lambda at: Moment.of(datetime.fromisoformat(at), now, say),
        here=page,
        clock=desk.clock,
        known=lambda comment: profiles_of(desk, [comment])[0],
        proposed=lambda: desk.proposals.count(sites_of(desk, visit.moderator)) if visit.moderator else 0,
        **details,
    )
