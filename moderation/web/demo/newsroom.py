"""What every page of the demo newspaper needs: the API, asked for the visitor who is there, as cards."""

from collections.abc import Iterator

from moderation.web.demo import article, complaint
from moderation.web.demo.api import Api, Problem
from moderation.web.demo.card import Card
from moderation.web.demo.visitor import Visitor

PAGE = 20
"""Comments a page."""

PATIENCE = 2
"""Seconds that a form sent without JavaScript waits for the decision: its page cannot ask again by itself."""


class Newsroom:
    """Knows whose comments are whose; asks the API with the site key for members, with their receipts for guests."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def listed(self, visitor: Visitor, cursor: str | None) -> tuple[list[Card], str | None]:
        """A page of what readers may see, and the cursor of the next."""
        answer = self.api.comments(article.ID, PAGE, cursor)
        return [Card.of(item, visitor.wrote(item)) for item in answer["comments"]], answer["next"]

    def mine(self, visitor: Visitor, cursor: str | None = None) -> tuple[list[Card], str | None]:
        """A page of what the visitor wrote, in every state, and the cursor of the next; a guest has one page."""
        if visitor.member:
            answer = self.api.written_by(visitor.member, PAGE, cursor)
            cards = [Card.of(item, mine=True) for item in answer["comments"]]
            return [card for card in cards if card.state != "deleted"], answer["next"]
        return [card for card in self._receipted(visitor) if card.state != "deleted"], None

    def waiting(self, visitor: Visitor, listed: set[str]) -> list[Card]:
        """What the visitor wrote and readers do not see (yet)."""
        cards, _ = self.mine(visitor)
        return [card for card in cards if card.id not in listed and card.state != "published"]

    def own(self, visitor: Visitor, comment: str) -> Card:
        """One of the visitor's own comments.  Raises Problem where it is nobody's business of theirs."""
        receipt = visitor.receipt(comment)
        if not visitor.member and receipt is None:
            raise complaint.not_yours()
        item = self.api.comment(comment, receipt)
        if not visitor.wrote(item):
            raise complaint.not_yours()
        return Card.of(item, mine=True)

    def _receipted(self, visitor: Visitor) -> Iterator[Card]:
        for comment, _ in list(visitor.receipts):
            try:
                yield self.own(visitor, comment)
            except Problem as problem:
                if problem.status != 404:
                    raise
                visitor.forget(comment)
