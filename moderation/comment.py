"""What was written, by whom, under which article.  None of it ever changes: an edit is a new revision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Article:
    """What is commented on, by the site's own id."""

    id: str
    url: str | None = None
    title: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """A `guest` has a nickname and no account (`id` is None); a `member` has the site's own id."""

    kind: Literal["guest", "member"]
    name: str
    id: str | None = None

    @property
    def nickname(self) -> str:
        """What a guest calls himself, which nobody has looked at; nothing for a member, who is the site's affair."""
        return self.name if self.kind == "guest" else ""


@dataclass(frozen=True, slots=True)
class Comment:
    """One revision of one comment.  `text` is NFC, as written otherwise; `received_at` is UTC.

    `post`: received under post-moderation, so that readers see it already while it is pending.  `network` is a
    guest's pseudonym (`network.py`) on its way into the store, which keeps it beside the record, and not for long.
    """

    id: str
    site: str
    article: Article
    author: Author
    text: str
    received_at: datetime
    parent: str | None = None
    revision: int = 1
    post: bool = False
    network: str | None = None


@dataclass(frozen=True, slots=True)
class Echo:
    """A comment that stood shortly before another one: what the flood stage compares with.

    `sketch` is `text.written.Written.sketch` of its text: enough to tell a near-duplicate, not to read it.
    """

    comment: str
    sketch: tuple[int, ...]
    same_author: bool
