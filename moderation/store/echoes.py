"""What was posted shortly before, as sketches: enough to notice a repetition, too little to read; forgotten soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from moderation.comment import Author, Comment, Echo

SECONDS = 600
"""How long a sketch is remembered."""

MOST = 40
"""How many of the newest are remembered for each article and for each member."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A comment and its sketch (`stages.flood.sketch`)."""

    comment: Comment
    sketch: tuple[int, ...]

    def echo(self, other: Comment) -> Echo:
        """This comment as one that stood before `other`."""
        return Echo(self.comment.id, self.sketch, same_member(self.comment.author, other.author))

    def neighbourhoods(self) -> list[tuple[str, ...]]:
        """Near it stands what shares one of these: what is under the same article, or by the same member."""
        comment, member = self.comment, self.comment.author.id
        article = (comment.site, "article", comment.article.id)
        return [article] if member is None else [article, (comment.site, "member", member)]

    def near(self, other: Comment) -> bool:
        """Whether it stands near another comment."""
        if self.comment.id == other.id:
            return False
        return not set(self.neighbourhoods()).isdisjoint(Heard(other, ()).neighbourhoods())


class EchoStore(Protocol):
    """Sketches of what was posted lately.  Every method raises StoreUnavailable."""

    def recall(self, comments: Sequence[Comment]) -> list[tuple[Echo, ...]]:
        """For each comment what was posted under its article or by its member lately, newest first."""
        ...

    def remember(self, heard: Sequence[Heard]) -> None:
        """Keep these sketches for a while."""
        ...


def same_member(one: Author, other: Author) -> bool:
    """Whether one person wrote both, as far as one can tell: many guests call themselves 독자."""
    return one.id is not None and one.id == other.id


class MemoryEchoes:
    """The EchoStore in memory; forgets nothing, which tests do not mind."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []

    def recall(self, comments: Sequence[Comment]) -> list[tuple[Echo, ...]]:
        """See EchoStore."""
        return [
            tuple(heard.echo(comment) for heard in reversed(self.heard) if heard.near(comment)) for comment in comments
        ]

    def remember(self, heard: Sequence[Heard]) -> None:
        """See EchoStore."""
        self.heard.extend(heard)
