"""The versions of policies that operators saved: a list that is only ever added to."""

from typing import Protocol

from moderation.policies.edition import Edition
from moderation.store import Join


class EditionStore(Protocol):
    """Saved versions of policies.  Every method raises StoreUnavailable, and Misconfigured on a row nobody can read."""

    def add(self, edition: Edition, join: Join | None = None) -> bool:
        """Save a version; whatever `join` writes is in the same transaction.

        False, and nothing is written, where the policy already has a version of that number or a higher one.
        """
        ...

    def editions(self, name: str) -> list[Edition]:
        """Every saved version of a policy, newest first."""
        ...

    def latest(self) -> dict[str, Edition]:
        """The newest version of each policy, by name."""
        ...

    def count(self) -> int:
        """How many versions there are of all policies; cheap to ask for."""
        ...


class MemoryEditions:
    """The EditionStore in memory."""

    def __init__(self) -> None:
        self.rows: list[Edition] = []

    def add(self, edition: Edition, join: Join | None = None) -> bool:
        """See EditionStore."""
        if not is_next(edition, self.rows):
            return False
        self.rows.append(edition)
        if join:
            join(self)
        return True

    def editions(self, name: str) -> list[Edition]:
        """See EditionStore."""
        return [each for each in reversed(self.rows) if each.name == name]

    def latest(self) -> dict[str, Edition]:
        """See EditionStore."""
        return {each.name: each for each in self.rows}

    def count(self) -> int:
        """See EditionStore."""
        return len(self.rows)


def is_next(edition: Edition, rows: list[Edition]) -> bool:
    """Whether it is newer than every version of its policy among these."""
    return all(each.version < edition.version for each in rows if each.name == edition.name)
