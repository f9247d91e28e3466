"""What moderators say was wrong about rulings of the machine: a protocol, and the fake of it."""

from datetime import datetime
from typing import Protocol

from moderation.decision import State
from moderation.lesson import Lesson
from moderation.store.memory import MemoryComments


class Lessons(Protocol):
    """One lesson a comment, which goes when the comment's text does.  Every method raises StoreUnavailable."""

    def add(self, lesson: Lesson) -> None:
        """Keep a lesson, in place of an earlier one about the same comment."""
        ...

    def about(self, comment: str) -> Lesson | None:
        """The lesson about a comment."""
        ...

    def drop(self, comment: str, site: str) -> None:
        """Forget the lesson about a comment."""
        ...

    def since(self, site: str, at: datetime, limit: int) -> list[Lesson]:
        """The lessons of a site from that time on, oldest first, at most `limit`."""
        ...


class MemoryLessons:
    """The Lessons in memory, beside the comments that they are about."""

    def __init__(self, comments: MemoryComments) -> None:
        self.comments = comments
        self.lessons: dict[str, Lesson] = {}

    def add(self, lesson: Lesson) -> None:
        """See Lessons."""
        self.lessons[lesson.comment] = lesson

    def about(self, comment: str) -> Lesson | None:
        """See Lessons."""
        record = self.comments.records.get(comment)
        return None if record and record.state is State.DELETED else self.lessons.get(comment)

    def drop(self, comment: str, site: str) -> None:
        """See Lessons."""
        self.lessons.pop(comment, None)

    def since(self, site: str, at: datetime, limit: int) -> list[Lesson]:
        """See Lessons."""
        kept = [lesson for lesson in map(self.about, self.lessons) if lesson]
        found = [lesson for lesson in kept if lesson.site == site and lesson.at >= at]
        return sorted(found, key=lambda lesson: (lesson.at, lesson.comment))[:limit]
