"""The operators' page: queues, workers, failed jobs, versions, storage, webhooks; each act is asked for once more."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault
from moderation.moderator import May, Moderator
from moderation.notifying import PREFIX
from moderation.reviewing import operating
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import Visit


class Operators:
    """The views for operators."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def show(self) -> ResponseReturnValue:
        """How the machinery is."""
        _, moderator = Visit.inside(self.desk, May.OPERATE)
        return draw(self.desk, "operators", seen=operating.machinery(self.desk, moderator), PREFIX=PREFIX)

    def job(self) -> ResponseReturnValue:
        """Retry or discard a failed job."""
        moderator, act, id = self._asked("retry", "discard")
        if not _sure():
            failure = operating.failed_job(self.desk, moderator, id)
            return draw(self.desk, "sure", act=act, id=id, site="", failure=failure, PREFIX=PREFIX)
        done = operating.retry_job if act == "retry" else operating.discard_job
        done(self.desk, moderator, id)
        return redirect(url_for(".operators"), 303)

    def letters(self) -> ResponseReturnValue:
        """Replay or discard what could not be delivered to a site: one, or all where none is named."""
        moderator, act, id = self._asked("replay", "drop")
        site = request.form.get("site", "")
        if not _sure():
            return draw(self.desk, "sure", act=act, id=id, site=site, failure=None, PREFIX=PREFIX)
        done = operating.replay_letters if act == "replay" else operating.discard_letters
        done(self.desk, moderator, site, id.removeprefix(PREFIX) or None)
        return redirect(url_for(".operators", _anchor="webhooks"), 303)

    def _asked(self, *acts: str) -> tuple[Moderator, str, str]:
        """Who asks for which act on what.  Raises NotAuthenticated, NotAllowed, BadSubmission."""
        visit, moderator = Visit.inside(self.desk, May.OPERATE)
        visit.trusted()
        act = request.form.get("act", "")
        if act not in acts:
            raise BadSubmission("무엇을 결정하셨는지 알 수 없습니다.", (Fault("/act", "골라 주십시오."),))
        return moderator, act, request.form.get("id", "")


def routes(site: Blueprint, desk: Desk) -> None:
    """The page and its acts."""
    operators = Operators(desk)
    site.add_url_rule("/operators", view_func=operators.show, methods=["GET"], endpoint="operators")
    site.add_url_rule("/operators/jobs", view_func=operators.job, methods=["POST"], endpoint="operate_job")
    site.add_url_rule("/operators/letters", view_func=operators.letters, methods=["POST"], endpoint="operate_letters")


def _sure() -> bool:
    return request.form.get("sure") == "yes"
