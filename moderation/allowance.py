"""How much is taken in at once: rates, as buckets that fill up again, and how long a comment may wait for a ruling."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """A bucket of `count` that fills up again evenly in `seconds`: so many at once, and as many again in that time."""

    count: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one site may send and one of its authors may write (None: as much as they like).

    `backlog`: seconds within which what is accepted must be ruled on, as far as one can tell.
    """

    site: Rate | None = None
    author: Rate | None = None
    backlog: int = 300


@dataclass(frozen=True, slots=True)
class Draw:
    """`cost` that is to be taken from the bucket `name` of a site; the site's own bucket has no name."""

    name: str
    rate: Rate
    cost: int = 1


@dataclass(frozen=True, slots=True)
class Level:
    """What came of a draw: what is left, and the milliseconds until there is enough for it (0: it was drawn)."""

    left: int
    wait: int


@dataclass(frozen=True, slots=True)
class Load:
    """How many comments wait for judgement, and how many a second the workers judge together (0.0: nobody works)."""

    waiting: int = 0
    rate: float = 0.0
