"""What every page of the demo newspaper needs: the API, asked for the visitor who is there, as cards."""

from collections.abc import Iterable, Iterator

from moderation.client import Hanmadi, NotFound
from moderation.client.standing import Sanction
from moderation.web.demo import article, complaint
from moderation.web.demo.card import Card
from moderation.web.demo.complaint import Problem
from moderation.web.demo.visitor import Visitor

PAGE = 20
"""Comments a page."""

PATIENCE = 2
"""Seconds that a form sent without JavaScript waits for the decision: its page cannot ask again by itself."""


class Newsroom:
    """Knows whose comments are whose; asks the API with the site key for members, with their receipts for guests."""

    def __init__(self, hanmadi: Hanmadi) -> None:
        self.hanmadi = hanmadi

    def on_behalf_of(self, visitor: Visitor, comment: str) -> Hanmadi:
        """The API for what only the author may do; the API itself sees to it that a guest touches nothing else."""
        receipt = visitor.receipt(comment)
        return self.hanmadi.with_receipt(receipt) if receipt else self.hanmadi

    def listed(self, visitor: Visitor, cursor: str | None) -> tuple[list[Card], str | None, str | None]:
        """A page of what readers may see, the cursor of the next, and what there is to know before one writes."""
        page = self.hanmadi.article_page(article.ID, PAGE, cursor)
        notice = told(page.notice, self.sanctions(visitor))
        return [Card.of(comment, visitor.wrote(comment)) for comment in page.comments], page.next, notice

    def sanctions(self, visitor: Visitor) -> list[Sanction]:
        """What holds for a member now; a guest is told with the answer to a comment."""
        if not visitor.member:
            return []
        return [sanction for sanction in self.hanmadi.member(visitor.member).sanctions if sanction.holds]

    def mine(self, visitor: Visitor, cursor: str | None = None) -> tuple[list[Card], str | None]:
        """A page of what the visitor wrote, in every state, and the cursor of the next; a guest has one page."""
        if visitor.member:
            page = self.hanmadi.member_page(visitor.member, PAGE, cursor)
            cards = [Card.of(comment, mine=True) for comment in page.comments]
            return [card for card in cards if card.state != "deleted"], page.next
        return [card for card in self._receipted(visitor) if card.state != "deleted"], None

    def waiting(self, visitor: Visitor, listed: set[str]) -> list[Card]:
        """What the visitor wrote and readers do not see (yet)."""
        cards, _ = self.mine(visitor)
        return [card for card in cards if card.id not in listed and card.state != "published"]

    def own(self, visitor: Visitor, comment: str) -> Card:
        """One of the visitor's own comments.  Raises Problem where it is nobody's business of theirs."""
        if not visitor.member and visitor.receipt(comment) is None:
            raise complaint.not_yours()
        found = self.on_behalf_of(visitor, comment).comment(comment)
        if not visitor.wrote(found):
            raise complaint.not_yours()
        return Card.of(found, mine=True)

    def _receipted(self, visitor: Visitor) -> Iterator[Card]:
        for comment, _ in list(visitor.receipts):
            try:
                yield self.own(visitor, comment)
            except (NotFound, Problem):
                visitor.forget(comment)


def told(notice: str | None, sanctions: Iterable[Sanction]) -> str | None:
    """The sentences that an author reads before writing: of the article, and of what holds for them."""
    return " ".join(filter(None, [notice, *(sanction.explanation for sanction in sanctions)])) or None
