"""Who moderates, and what each role may do: the matrix is data, and tested cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is at the desk."""

    OPERATOR = "operator"
    SENIOR = "senior"
    MODERATOR = "moderator"
    AUDITOR = "auditor"


class May(StrEnum):
    """What somebody may do at the desk."""

    LOOK = "look"
    RULE = "rule"
    UNDO_OWN = "undo_own"
    UNDO_ANY = "undo_any"
    NOTE = "note"
    AUDIT = "audit"
    PEOPLE = "people"


PERMISSIONS: Final[Mapping[Role, frozenset[May]]] = {
    Role.OPERATOR: frozenset(May),
    Role.SENIOR: frozenset({May.LOOK, May.RULE, May.UNDO_OWN, May.UNDO_ANY, May.NOTE}),
    Role.MODERATOR: frozenset({May.LOOK, May.RULE, May.UNDO_OWN, May.NOTE}),
    Role.AUDITOR: frozenset({May.LOOK, May.AUDIT}),
}


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody with an account.  No `sites` means all sites; `hashed` is the argon2 hash of the password."""

    name: str
    role: Role
    sites: tuple[str, ...] = ()
    hashed: str = ""

    def may(self, act: May) -> bool:
        """Whether the role allows it."""
        return act in PERMISSIONS[self.role]

    def serves(self, site: str) -> bool:
        """Whether the site is within this account's scope."""
        return not self.sites or site in self.sites
