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
    HANDED = "handed"
    HANDED_BACK = "handed_back"
    TAUGHT = "taught"
    SANCTIONED = "sanctioned"
    LIFTED = "lifted"
    ADDED = "added"
    REMOVED = "removed"
    PASSWORD = "password"  # noqa: S105 - that one was changed
    SESSIONS = "sessions"
    POLICY = "policy"
    LEXICON = "lexicon"
    CHANGED = "changed"
    SECOND = "second"  # the second factor: on, off, reset
    EXPORTED = "exported"
    MODE = "mode"
    SECTION = "section"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    RETRIED = "retried"
    DISCARDED = "discarded"
    REPLAYED = "replayed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line.

    `about` is a comment's id, an account's name, a policy's version, a word, `member:` and a member's id, or `guest`;
    `outcome` a verdict, a measure, or the code of a refusal.
    """

    at: datetime
    who: str
    deed: Deed
    about: str = ""
    site: str = ""
    outcome: str = "done"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries somebody wants to see; what is empty matches everything.  `until` itself is not included."""

    who: str = ""
    deed: str = ""
    about: str = ""
    sites: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def __call__(self, entry: Entry) -> bool:
        """Whether the entry is wanted."""
        return (
            self.who in ("", entry.who)
            and self.deed in ("", entry.deed)
            and self.about in ("", entry.about)
            and (not self.sites or entry.site in self.sites)
            and (self.since is None or entry.at >= self.since)
            and (self.until is None or entry.at < self.until)
        )


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Note:
    """What a moderator wrote beside a comment, for other moderators only."""

    by: str
    at: datetime
    text: str
