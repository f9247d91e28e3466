"""What a moderator says was wrong about a ruling of the machine, so that the machine may learn from it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """Whose fault it was."""

    LEXICON = "lexicon"
    MODEL = "model"
    POLICY = "policy"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Lesson:
    """The last word on one comment: `turn` is the number (from 1) of the ruling that was wrong, on that `revision`.

    `entries` are the keys of the lexicon's entries that it rested on; `remark` is free text, which may quote.
    """

    comment: str
    site: str
    turn: int
    revision: int
    fault: Fault
    by: str
    at: datetime
    entries: tuple[str, ...] = ()
    remark: str = ""
