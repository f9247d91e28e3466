"""Authors as the store knows them: standings and sanctions as a protocol, and the fake of it.

Standings are written by the CommentStore, in the transaction of the ruling that changes them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from moderation.audit import Entry
from moderation.comment import Comment
from moderation.sanction import ENDLESS, Profile, Sanction
from moderation.standing import Standing, Writer
from moderation.store.logbook import MemoryLogbook
from moderation.store.memory import MemoryComments


class AuthorStore(Protocol):
    """Standings, sanctions, and who wrote what.  Every method raises StoreUnavailable."""

    def writers(self, comments: Sequence[Comment]) -> list[Writer | None]:
        """Who wrote each; None for a guest without a network, or one whose network is forgotten."""
        ...

    def profiles(self, writers: Sequence[Writer]) -> list[Profile]:
        """What is known of each, in order."""
        ...

    def wrote(self, writer: Writer, limit: int) -> list[str]:
        """The comments of an author, newest first; those of a guest, from the same network in its week."""
        ...

    def uphold(self, writer: Writer, at: datetime, times: int = 1) -> None:
        """Count that a moderator agreed with those who reported a comment of theirs; -1 takes it back."""
        ...

    def amend(self, writer: Writer, before: Sanction | None, after: Sanction, entry: Entry | None = None) -> bool:
        """Keep a sanction in place of `before` (None: a new one), with its audit entry, in one transaction.

        False, and nothing written, where what is kept is not `before`.
        """
        ...

    def sanctioned(self, site: str, at: datetime, limit: int) -> list[Writer]:
        """Authors of a site with a sanction that may still hold, those that end last first."""
        ...

    def pause(self, writer: Writer, token: str, at: datetime, until: datetime) -> datetime | None:
        """Begin a pause in which nobody else's token gets through: None, or the end of the pause that is on."""
        ...


def member_of(comment: Comment) -> Writer | None:
    """The member who wrote a comment."""
    return Writer(comment.site, "member", comment.author.id) if comment.author.id else None


def guest_of(comment: Comment) -> Writer | None:
    """The guest who wrote a comment that is just being received."""
    return Writer(comment.site, "guest", comment.network) if comment.network else None


def until_when(sanction: Sanction) -> datetime:
    """When a sanction needs no looking at any more."""
    return sanction.lifted_at or sanction.until or ENDLESS


class MemoryAuthors:
    """The AuthorStore in memory, beside the comments that it counts; forgets nothing, which tests do not mind."""

    def __init__(self, comments: MemoryComments, logbook: MemoryLogbook) -> None:
        self.comments = comments
        self.logbook = logbook
        self.kept: dict[Writer, dict[str, Sanction]] = {}
        self.pauses: dict[Writer, tuple[str, datetime]] = {}

    def writers(self, comments: Sequence[Comment]) -> list[Writer | None]:
        """See AuthorStore."""
        return [self.comments.writer(comment) for comment in comments]

    def profiles(self, writers: Sequence[Writer]) -> list[Profile]:
        """See AuthorStore."""
        return [self._profile(writer) for writer in writers]

    def wrote(self, writer: Writer, limit: int) -> list[str]:
        """See AuthorStore."""
        written = [each.comment for each in self.comments.records.values() if each.comment.author.name]
        found = sorted((each for each in written if self.comments.writer(each) == writer), key=_newest, reverse=True)
        return [each.id for each in found][:limit]

    def uphold(self, writer: Writer, at: datetime, times: int = 1) -> None:
        """See AuthorStore."""
        self.comments.sums[writer]["upheld"] += times

    def amend(self, writer: Writer, before: Sanction | None, after: Sanction, entry: Entry | None = None) -> bool:
        """See AuthorStore."""
        kept = self.kept.setdefault(writer, {})
        if kept.get(after.id) != before:
            return False
        kept[after.id] = after
        if entry:
            self.logbook.write(entry)
        return True

    def sanctioned(self, site: str, at: datetime, limit: int) -> list[Writer]:
        """See AuthorStore."""
        ends = {writer: max(map(until_when, kept.values())) for writer, kept in self.kept.items() if kept}
        found = sorted((w for w, end in ends.items() if w.site == site and end > at), key=ends.__getitem__)
        return found[::-1][:limit]

    def pause(self, writer: Writer, token: str, at: datetime, until: datetime) -> datetime | None:
        """See AuthorStore."""
        holder, end = self.pauses.get(writer, ("", at))
        if end > at:
            return None if holder == token else end
        self.pauses[writer] = (token, until)
        return None

    def _profile(self, writer: Writer) -> Profile:
        sanctions = sorted(self.kept.get(writer, {}).values(), key=lambda each: (each.at, each.id))
        return Profile(writer, Standing.of(self.comments.sums.get(writer, {})), tuple(sanctions))


def _newest(comment: Comment) -> tuple[datetime, str]:
    return comment.received_at, comment.id
