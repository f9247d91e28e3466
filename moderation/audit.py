"""The audit trail of the desk: who did what, when, to which comment, and what came of it.  Never a text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What is written down."""

    ENTERED = "entered"
    REFUSED = "refused"
    LEFT = "left"
    RULED = "ruled"
    UNDID = "undid"
    NOTED = "noted"
    ADDED = "added"
    REMOVED = "removed"
    PASSWORD = "password"  # noqa: S105 - that one was changed
    SESSIONS = "sessions"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line.  `about` is a comment's id or an account's name; `outcome` a verdict, or the code of a refusal."""

    at: datetime
    who: str
    deed: Deed
    about: str = ""
    site: str = ""
    outcome: str = "done"


@dataclass(frozen=True, slots=True)
class Note:
    """What a moderator wrote beside a comment, for other moderators only."""

    by: str
    at: datetime
    text: str
