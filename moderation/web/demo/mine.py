"""내 의견, and what may be done with one comment: the pages of it without a script, and the answers to the box."""

from collections.abc import Callable
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from moderation.client import ClientError
from moderation.web.demo.card import ACTS, Card
from moderation.web.demo.complaint import Complaint, Problem, not_shown, not_yours
from moderation.web.demo.newsroom import PATIENCE, Newsroom
from moderation.web.demo.visitor import Visitor, by_script, line, trusted, words

REASONS = {
    "profanity": "욕설",
    "insult": "모욕",
    "hate": "혐오·차별",
    "sexual": "성희롱",
    "threat": "협박",
    "pii": "개인정보",
    "advert": "광고",
    "flood": "도배",
    "other": "그 밖",
}
"""For what a comment may be reported."""

DONE = {
    "report": "신고를 접수했습니다. 담당자가 확인합니다.",
    "appeal": "이의를 접수했습니다. 처음 결정하지 않은 담당자가 다시 살펴봅니다.",
    "edit": "고친 글을 보냈습니다.",
    "delete": "의견을 삭제했습니다.",
    "objection": "이의를 접수했습니다. 담당자가 읽고 판단합니다.",
}


ACTS_HERE = {act: word for act, word in ACTS.items() if act != "reply"}
"""One replies under the article, where the box to write in is."""


class Mine:
    """The page of one's own comments; and `ask` and `do` for each of edit, delete, report and appeal."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._deeds: dict[str, Callable[[Visitor, str], None]] = {
            "report": self._report,
            "appeal": self._appeal,
            "edit": self._edit,
            "delete": self._delete,
        }

    def page(self) -> ResponseReturnValue:
        """What the visitor wrote, in every state, with reasons."""
        visitor = Visitor.here()
        cards, following = self._newsroom.mine(visitor, request.args.get("cursor"))
        done = DONE.get(request.args.get("done", ""))
        return render_template(
            "demo/mine.html",
            visitor=visitor,
            listed=cards,
            next=following,
            done=done,
            words=ACTS_HERE,
            sanctions=self._newsroom.sanctions(visitor),
        )

    def object(self, sanction: str) -> ResponseReturnValue:
        """What a member says against a sanction, once for each."""
        visitor = trusted()
        if not visitor.member:
            raise not_yours()
        self._newsroom.hanmadi.appeal_sanction(visitor.member, sanction, words("reason"))
        return redirect(url_for(".mine", done="objection"), 303)

    def ask(self, comment: str, act: str) -> ResponseReturnValue:
        """The form, as a page: for browsers without scripts."""
        visitor = Visitor.here()
        return self._form(visitor, act, self._card(visitor, act, comment))

    def do(self, comment: str, act: str) -> ResponseReturnValue:
        """Does it, and tells the box how the comment stands now, or leads back to where it is seen."""
        visitor = trusted()
        card = self._card(visitor, act, comment)
        try:
            self._deeds[act](visitor, comment)
        except ClientError as error:
            if by_script():
                raise
            problem = Problem.of(error)
            return self._form(visitor, act, card, Complaint.of(problem)), problem.status
        if by_script():
            return self._told(visitor, act, card)
        back = "front" if act == "report" else "mine"
        return redirect(f"{url_for(f'.{back}', done=act)}#comment-{comment}", 303)

    def _card(self, visitor: Visitor, act: str, comment: str) -> Card:
        """The comment in question.  Raises Problem if the visitor may not do this with it."""
        if act != "report":
            return self._newsroom.own(visitor, comment)
        found = self._newsroom.hanmadi.comment(comment)
        if found.state != "published":
            raise not_shown()
        return Card.of(found, visitor.wrote(found))

    def _form(self, visitor: Visitor, act: str, card: Card, wrong: Complaint | None = None) -> str:
        typed = {"text": words("text") or card.text, "reason": words("reason"), "note": words("note")}
        page = {"visitor": visitor, "act": act, "words": ACTS, "card": card}
        return render_template("demo/act.html", **page, typed=typed, wrong=wrong, reasons=REASONS)

    def _told(self, visitor: Visitor, act: str, card: Card) -> ResponseReturnValue:
        if act == "edit":
            return self._newsroom.own(visitor, card.id).told()
        if act == "delete":
            return replace(card, state="deleted", text=None, masked=False, explanation="", edit=None).told()
        return "", 204

    def _report(self, visitor: Visitor, comment: str) -> None:
        self._newsroom.hanmadi.report(comment, visitor.reporter(), line("reason"), words("note"))

    def _appeal(self, visitor: Visitor, comment: str) -> None:
        self._newsroom.on_behalf_of(visitor, comment).appeal(comment, words("reason"))

    def _edit(self, visitor: Visitor, comment: str) -> None:
        wait = 0 if by_script() else PATIENCE
        self._newsroom.on_behalf_of(visitor, comment).edit(comment, words("text"), wait=wait)

    def _delete(self, visitor: Visitor, comment: str) -> None:
        self._newsroom.on_behalf_of(visitor, comment).delete(comment)
        visitor.forget(comment)
