"""What the demo newspaper's backend answers: the page, and the few calls that its script and forms make."""

from collections.abc import Callable, Iterable
from datetime import datetime
from secrets import token_urlsafe

from flask import current_app, get_template_attribute, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from moderation.text.graphemes import length
from moderation.web.demo import article, complaint
from moderation.web.demo.api import Api, Away, Json, Problem
from moderation.web.demo.card import Card, When
from moderation.web.demo.complaint import Complaint
from moderation.web.demo.visitor import MEMBERS, Typed, Visitor, once

PAGE = 20
"""Comments a page."""

PATIENCE = 2
"""Seconds that a form sent without JavaScript waits for the decision: its page cannot ask again by itself."""


class Pages:
    """The views.  Each reads who is there, asks the API, and shows what it said.

    What a view raises (`Problem`, `Away`, a form too large) is answered by `refused`, `away` and `too_large`.
    """

    def __init__(self, api: Api, now: Callable[[], datetime]) -> None:
        self._api = api
        self._now = now

    def front(self) -> ResponseReturnValue:
        """The article, and what readers said of it."""
        visitor = Visitor.here()
        return self._page(visitor, Typed(name=visitor.nickname))

    def comments(self) -> ResponseReturnValue:
        """A page of the list: the comments as the API tells them, and as this page shows them."""
        answer = self._api.comments(article.ID, PAGE, request.args.get("cursor"))
        cards = self._cards(answer["comments"], Visitor.here())
        return {**answer, "html": "".join(_drawn("shown", card) for card in cards)}

    def own(self, comment: str) -> ResponseReturnValue:
        """Where one of the visitor's own comments stands; nobody else is told."""
        visitor = Visitor.here()
        if comment not in visitor.own:
            raise complaint.not_yours()
        return _state_of(self._mine(comment), visitor)

    def post(self) -> ResponseReturnValue:
        """Hands the comment to the API; tells where it stands, or why it was not taken."""
        visitor = _trusted()
        typed = Typed.here()
        said = {"author": visitor.author(typed.name), "text": typed.text}
        about = {"article": article.told(url_for(".front", _external=True)), "parent": None}
        key = once(request.form.get("nonce", ""), visitor.member or "", typed)
        answer = self._api.submit(about | said, key, wait=0 if _for_script() else PATIENCE)
        visitor.wrote(answer["id"], typed.name)
        if not _for_script():
            return redirect(f"{url_for('.front')}#comment-{answer['id']}", 303)
        told = said | {"created_at": self._now().isoformat()} | answer
        return _state_of(Card.of(told, self._now(), mine=True), visitor), 202

    def forget(self, comment: str) -> ResponseReturnValue:
        """Puts away the card of a comment that was decided; the comment itself stays as it is."""
        _trusted().forget(comment)
        return ("", 204) if _for_script() else _back_to_the_box()

    def login(self) -> ResponseReturnValue:
        """Makes the visitor one of the made-up members."""
        _trusted().become(request.form.get("member"))
        return _back_to_the_box()

    def logout(self) -> ResponseReturnValue:
        """Makes the visitor a guest again."""
        _trusted().become(None)
        return _back_to_the_box()

    def refused(self, problem: Problem) -> ResponseReturnValue:
        """Tells what was wrong, and keeps what was typed."""
        return self._told(problem, Typed.here())

    def away(self, error: Away) -> ResponseReturnValue:
        """A polite sentence for the visitor, the cause for whoever runs the site."""
        current_app.logger.warning("the comment API is away: %s", error)
        return self.refused(complaint.away())

    def too_large(self, error: RequestEntityTooLarge) -> ResponseReturnValue:
        """A form beyond every bound was not even read."""
        return self._told(complaint.too_large(), Typed())

    def _told(self, problem: Problem, typed: Typed) -> ResponseReturnValue:
        """Problem+json for our script and for whoever reads JSON; else the page, with the text still in the box."""
        visitor, wrong = Visitor.here(), Complaint.of(problem)
        headers = {"Retry-After": problem.retry_after} if problem.retry_after else {}
        if request.method == "POST" and not _for_script():
            return self._page(visitor, typed, wrong), problem.status, headers
        told = problem.body | {"detail": wrong.detail, "fields": wrong.fields, "token": visitor.token}
        return jsonify(told), problem.status, headers | {"Content-Type": "application/problem+json"}

    def _page(self, visitor: Visitor, typed: Typed, wrong: Complaint | None = None) -> str:
        answer = self._listed()
        listed = self._cards(answer["comments"], visitor) if answer else []
        return render_template(
            "demo/article.html",
            article=article,
            visitor=visitor,
            members=MEMBERS,
            typed=typed,
            length=length(typed.text),
            wrong=wrong,
            nonce=token_urlsafe(12),
            listed=listed,
            waiting=self._waiting(visitor, {card.id for card in listed}) if answer else [],
            away=answer is None,
            next=answer and answer["next"],
            cursor=request.args.get("cursor"),
            now=When.of(self._now(), self._now()),
        )

    def _listed(self) -> Json | None:
        """The page of comments that was asked for, or None: the article can be read without them."""
        try:
            return self._api.comments(article.ID, PAGE, request.args.get("cursor"))
        except (Away, Problem) as error:
            current_app.logger.warning("the article is shown without its comments: %s", error)
            return None

    def _waiting(self, visitor: Visitor, listed: set[str]) -> list[Card]:
        """The visitor's own comments that readers do not see (yet), newest first."""
        waiting = []
        for comment in [known for known in visitor.own if known not in listed]:
            try:
                waiting.append(self._mine(comment))
            except Problem as problem:
                if problem.status == 404:
                    visitor.forget(comment)
            except Away:
                break
        return [card for card in waiting if card.state != "published"]

    def _mine(self, comment: str) -> Card:
        return Card.of(self._api.comment(comment), self._now(), mine=True)

    def _cards(self, items: Iterable[Json], visitor: Visitor) -> list[Card]:
        return [Card.of(item, self._now(), mine=item["id"] in visitor.own) for item in items]


def _for_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _trusted() -> Visitor:
    """The visitor, once the form has shown that it came from our page."""
    visitor = Visitor.here()
    if not visitor.vouches_for(request.form.get("token", "")):
        raise complaint.stale()
    return visitor


def _back_to_the_box() -> ResponseReturnValue:
    return redirect(f"{url_for('.front')}#hanmadi", 303)


def _state_of(card: Card, visitor: Visitor) -> Json:
    """What our script is told of the visitor's own comment: where it stands, and its card to show."""
    html = _drawn("shown", card) if card.state == "published" else _drawn("waiting", card, visitor.token)
    told = {"id": card.id, "state": card.state, "heading": card.heading, "explanation": card.explanation}
    return {**told, "html": html, "nonce": token_urlsafe(12)}


def _drawn(macro: str, card: Card, *more: str) -> str:
    return str(get_template_attribute("demo/cards.html", macro)(card, *more))
