"""The articles page: how lively discussions are, what is proposed, and one act that closes, tightens or loosens."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.discussion import Mode
from moderation.errors import BadSubmission, Fault, NotFound, Refused, Settled
from moderation.moderator import May, Moderator
from moderation.reviewing import articles as discussions
from moderation.web.moderators.asked import site_here, sites_of
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import Visit


class Articles:
    """The views of discussions."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def show(self) -> ResponseReturnValue:
        """The articles that one should look at."""
        _, moderator = Visit.inside(self.desk)
        return self._page(moderator, site_here(self.desk, moderator))

    def mode(self) -> ResponseReturnValue:
        """Close, tighten or loosen one discussion."""
        site, moderator = self._site(May.TIGHTEN)
        try:
            discussions.set_mode(
                self.desk, moderator, site, _field("article"), _mode(_field("mode")), _mode(_field("seen"))
            )
        except Settled as error:
            return self._page(moderator, site, error), 409
        return self._back(site, did=_field("article"))

    def section(self) -> ResponseReturnValue:
        """Choose the mode of a section, or none."""
        site, moderator = self._site(May.SECTIONS)
        discussions.set_section(self.desk, moderator, site, _field("section"), _mode(_field("mode")))
        return self._back(site)

    def answer(self) -> ResponseReturnValue:
        """Accept or dismiss what is proposed, or take a dismissal back."""
        site, moderator = self._site(May.TIGHTEN)
        answers = {"accept": discussions.accept, "dismiss": discussions.dismiss, "again": discussions.reconsider}
        act = answers.get(_field("answer"))
        if act is None:
            raise BadSubmission("무엇을 결정하셨는지 알 수 없습니다.", (Fault("/answer", "골라 주십시오."),))
        try:
            act(self.desk, moderator, site, _field("article"))
        except Settled as error:
            return self._page(moderator, site, error), 409
        told = {discussions.accept: "did", discussions.dismiss: "dismissed", discussions.reconsider: "again"}[act]
        return self._back(site, **{told: _field("article")})

    def _site(self, act: May) -> tuple[str, Moderator]:
        """Where somebody who may do this does it.  Raises NotAuthenticated, NotAllowed, NotFound."""
        visit, moderator = Visit.inside(self.desk, act)
        visit.trusted()
        site = _field("site")
        if site not in sites_of(self.desk, moderator):
            raise NotFound("그런 사이트가 없습니다.")
        return site, moderator

    def _back(self, site: str, **told: Any) -> ResponseReturnValue:
        return redirect(url_for(".articles", site=site, **told), 303)

    def _page(self, moderator: Moderator, site: str, error: Refused | None = None) -> str:
        wanted = request.args.get("article", "")[: discussions.LONGEST].strip()
        did = request.args.get("did", "")[: discussions.LONGEST]
        found = discussions.lively(self.desk, moderator, site, wanted) if site else []
        sites = sites_of(self.desk, moderator)
        return draw(
            self.desk,
            "articles",
            site=site,
            sites=sites,
            elsewhere={each: count for each in sites if each != site and (count := self.desk.proposals.count([each]))},
            found=found,
            did=next((each for each in found if each.id == did), None),
            dismissed=request.args.get("dismissed", "")[: discussions.LONGEST],
            again="again" in request.args,
            sections=self.desk.articles.sections(site) if site else {},
            known_sections=discussions.sections_seen(found),
            wanted=wanted,
            error=error,
        )


def routes(site: Blueprint, desk: Desk) -> None:
    """The page and its acts."""
    articles = Articles(desk)
    site.add_url_rule("/articles", view_func=articles.show, methods=["GET"], endpoint="articles")
    site.add_url_rule("/articles/mode", view_func=articles.mode, methods=["POST"], endpoint="set_mode")
    site.add_url_rule("/articles/section", view_func=articles.section, methods=["POST"], endpoint="set_section")
    site.add_url_rule("/articles/proposal", view_func=articles.answer, methods=["POST"], endpoint="answer_proposal")


def _field(name: str) -> str:
    return request.form.get(name, "")


def _mode(text: str) -> Mode | None:
    """A mode by its code, None for no choice.  Raises BadSubmission."""
    if text and text not in list(Mode):
        raise BadSubmission("그런 모드가 없습니다.", (Fault("/mode", "정해진 값 가운데 하나여야 합니다."),))
    return Mode(text) if text else None
