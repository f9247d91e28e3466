"""Who moderates, and what each role may do: the matrix is data, and tested cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self


class Role(StrEnum):
    """What somebody is at the desk."""

    OPERATOR = "operator"
    SENIOR = "senior"
    MODERATOR = "moderator"
    AUDITOR = "auditor"


class May(StrEnum):
    """What somebody may do at the desk.  `measure` is to see everybody's numbers, not only one's own."""

    LOOK = "look"
    RULE = "rule"
    UNDO_OWN = "undo_own"
    UNDO_ANY = "undo_any"
    NOTE = "note"
    AUDIT = "audit"
    PEOPLE = "people"
    CAUTION = "caution"
    SANCTION = "sanction"
    LEXICON = "lexicon"
    POLICY = "policy"
    MEASURE = "measure"
    TIGHTEN = "tighten"
    SECTIONS = "sections"
    OPERATE = "operate"


PERMISSIONS: Final[Mapping[Role, frozenset[May]]] = {
    Role.OPERATOR: frozenset(May),
    Role.SENIOR: frozenset(
        {
            May.LOOK,
            May.RULE,
            May.UNDO_OWN,
            May.UNDO_ANY,
            May.NOTE,
            May.CAUTION,
            May.SANCTION,
            May.LEXICON,
            May.POLICY,
            May.MEASURE,
            May.TIGHTEN,
            May.SECTIONS,
        }
    ),
    Role.MODERATOR: frozenset({May.LOOK, May.RULE, May.UNDO_OWN, May.NOTE, May.CAUTION, May.TIGHTEN}),
    Role.AUDITOR: frozenset({May.LOOK, May.AUDIT, May.MEASURE}),
}


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody with an account.  No `sites` means all sites, no `sections` all sections of these.

    `hashed` is the argon2 hash of the password; `identity` the e-mail address or subject by which the OpenID
    provider knows them, if it does.
    """

    name: str
    role: Role
    sites: tuple[str, ...] = ()
    hashed: str = ""
    sections: tuple[str, ...] = ()
    identity: str = ""

    def may(self, act: May) -> bool:
        """Whether the role allows it."""
        return act in PERMISSIONS[self.role]

    def works_at(self, site: str) -> bool:
        """Whether anything of the site is within this account's scope."""
        return not self.sites or site in self.sites

    def serves(self, site: str, section: str | None) -> bool:
        """Whether comments under articles of this section are.  Who has sections does not see what is in none."""
        return self.works_at(site) and (not self.sections or section in self.sections)

    def covers(self, other: Self) -> bool:
        """Whether all that the other account sees is within the scope of this one."""
        mine, theirs = (self.sites, self.sections), (other.sites, other.sections)
        return all(not own or (bool(some) and set(some) <= set(own)) for own, some in zip(mine, theirs, strict=True))
