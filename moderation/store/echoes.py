"""What was posted shortly before, as sketches: enough to notice a repetition, too little to read; forgotten soon."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from moderation.comment import Author, Comment, Echo

SECONDS = 600
"""How long a sketch is remembered."""

MOST = 40
"""How many of the newest are remembered for each article and for each member."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A comment and its sketch (`text.written.Written.sketch`)."""

    comment: Comment
    sketch: tuple[int, ...]

    def echo(self, other: Comment) -> Echo:
        """This comment as one that stood before `other`."""
        return Echo(self.comment.id, self.sketch, same_member(self.comment.author, other.author))


def neighbourhoods(comment: Comment) -> list[tuple[str, ...]]:
    """Comments are near each other that share one of these: those under the same article, and those by one member."""
    article, member = (comment.site, "article", comment.article.id), comment.author.id
    return [article] if member is None else [article, (comment.site, "member", member)]


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
    """The EchoStore in memory, of tests and of one batch; forgets nothing, which neither minds."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.places = defaultdict[tuple[str, ...], list[int]](list)

    def recall(self, comments: Sequence[Comment]) -> list[tuple[Echo, ...]]:
        """See EchoStore."""
        return [tuple(self._near(comment)) for comment in comments]

    def remember(self, heard: Sequence[Heard]) -> None:
        """See EchoStore."""
        for each in heard:
            for neighbourhood in neighbourhoods(each.comment):
                self.places[neighbourhood].append(len(self.heard))
            self.heard.append(each)

    def _near(self, comment: Comment) -> Iterator[Echo]:
        places = {place for each in neighbourhoods(comment) for place in self.places.get(each, ())}
        newest_first = (self.heard[place] for place in sorted(places, reverse=True))
        return (heard.echo(comment) for heard in newest_first if heard.comment.id != comment.id)
