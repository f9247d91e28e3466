"""What the demo newspaper's backend answers under the article: the page, the list, and what visitors write."""

from collections.abc import Callable
from datetime import datetime
from secrets import token_urlsafe

from flask import current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from moderation.client import ClientError, Refused
from moderation.text.graphemes import length
from moderation.web.demo import article, complaint
from moderation.web.demo.card import ACTS, Card, threads
from moderation.web.demo.complaint import Complaint, Problem
from moderation.web.demo.mine import DONE
from moderation.web.demo.newsroom import PATIENCE, Newsroom, told
from moderation.web.demo.visitor import MEMBERS, Typed, Visitor, by_script, line, once, trusted, words


class Pages:
    """The views.  Each reads who is there, asks the API, and shows what it said.

    What a view raises (`Problem`, what the client raises, a form too large) is answered by `refused`, `failed` and
    `too_large`.
    """

    def __init__(self, newsroom: Newsroom, now: Callable[[], datetime]) -> None:
        self._newsroom = newsroom
        self._now = now

    def front(self) -> ResponseReturnValue:
        """The article, and what readers said of it."""
        visitor = Visitor.here()
        return self._page(visitor, Typed(name=visitor.nickname, parent=request.args.get("parent", "")))

    def bare(self) -> ResponseReturnValue:
        """The least that a site needs for the box: a form, and the script."""
        lang = "en" if request.args.get("lang") == "en" else "ko"
        return render_template("demo/bare.html", visitor=Visitor.here(), nonce=token_urlsafe(12), lang=lang)

    def comments(self) -> ResponseReturnValue:
        """For the box: a page of the list."""
        cards, following, notice = self._newsroom.listed(Visitor.here(), request.args.get("cursor"))
        return {"comments": [card.told() for card in cards], "next": following, "notice": notice}

    def own(self, comment: str) -> ResponseReturnValue:
        """For the box: where one of the visitor's own comments stands; nobody else is told."""
        return self._newsroom.own(Visitor.here(), comment).told()

    def preview(self) -> ResponseReturnValue:
        """For the box: what reads badly in a text, before it is sent.  Scores and stages are nobody's business."""
        trusted()
        found = self._newsroom.hanmadi.preview(words("text"), article.told(url_for(".front", _external=True)))
        reasons = [reason for reason in found.decision.reasons if reason.spans]
        return {"reasons": [{"code": each.code, "name": each.name, "spans": each.spans} for each in reasons]}

    def post(self) -> ResponseReturnValue:
        """Hands the comment to the API; tells where it stands, or why it was not taken."""
        visitor, typed = trusted(), Typed.here()
        author, parent = visitor.author(typed.name), typed.parent or None
        answer = self._newsroom.hanmadi.submit(
            article.told(url_for(".front", _external=True)),
            author,
            typed.text,
            parent,
            wait=0 if by_script() else PATIENCE,
            key=once(line("nonce"), visitor.member or "", typed),
        )
        visitor.remember(answer.id, answer.receipt, typed.name)
        if not by_script():
            return redirect(f"{url_for('.front')}#comment-{answer.id}", 303)
        card = Card.sent(answer, author, typed.text, parent, self._now())
        return card.told() | {"nonce": token_urlsafe(12), "notice": told(None, answer.sanctions)}, 202

    def login(self) -> ResponseReturnValue:
        """Makes the visitor one of the made-up members."""
        trusted().become(line("member"))
        return redirect(f"{url_for('.front')}#hanmadi", 303)

    def logout(self) -> ResponseReturnValue:
        """Makes the visitor a guest again."""
        trusted().become(None)
        return redirect(f"{url_for('.front')}#hanmadi", 303)

    def refused(self, problem: Problem) -> ResponseReturnValue:
        """Tells what was wrong, and keeps what was typed."""
        return self._told(problem, Typed.here())

    def failed(self, error: ClientError) -> ResponseReturnValue:
        """What the API refused; or a polite sentence for the visitor, and the cause for whoever runs the site."""
        problem = Problem.of(error)
        if not isinstance(error, Refused) or problem.status != error.status:
            current_app.logger.warning("the comment API is away: %s", error)
        return self.refused(problem)

    def too_large(self, error: RequestEntityTooLarge) -> ResponseReturnValue:
        """A form beyond every bound was not even read."""
        return self._told(complaint.too_large(), Typed())

    def _told(self, problem: Problem, typed: Typed) -> ResponseReturnValue:
        """Problem+json for our script and for whoever reads JSON; else the page, with the text still in the box."""
        visitor, wrong = Visitor.here(), Complaint.of(problem)
        headers = {"Retry-After": f"{problem.retry_after:.0f}"} if problem.retry_after else {}
        if not by_script():
            return self._page(visitor, typed, wrong), problem.status, headers
        body = {"status": problem.status, "code": problem.code, "detail": wrong.detail}
        body |= {"fields": wrong.fields, "token": visitor.token}
        return jsonify(body), problem.status, headers | {"Content-Type": "application/problem+json"}

    def _page(self, visitor: Visitor, typed: Typed, wrong: Complaint | None = None) -> str:
        cards, following, notice, away = self._listed(visitor)
        listed = {card.id: card for card in cards}
        return render_template(
            "demo/article.html",
            article=article,
            visitor=visitor,
            members=MEMBERS,
            typed=typed,
            replied=listed.get(typed.parent),
            length=length(typed.text),
            wrong=wrong,
            done=DONE.get(request.args.get("done", "")),
            nonce=token_urlsafe(12),
            listed=threads(cards),
            waiting=[] if away else self._waiting(visitor, set(listed)),
            away=away,
            notice=notice,
            next=following,
            cursor=request.args.get("cursor"),
            words=ACTS,
        )

    def _listed(self, visitor: Visitor) -> tuple[list[Card], str | None, str | None, bool]:
        """The page of comments that was asked for; without them (away), the article can still be read."""
        try:
            return *self._newsroom.listed(visitor, request.args.get("cursor")), False
        except ClientError as error:
            current_app.logger.warning("the article is shown without its comments: %s", error)
            return [], None, None, True

    def _waiting(self, visitor: Visitor, listed: set[str]) -> list[Card]:
        try:
            return self._newsroom.waiting(visitor, listed)
        except ClientError as error:
            current_app.logger.warning("the article is shown without the visitor's own comments: %s", error)
            return []
