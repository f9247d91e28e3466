"""How much came in, what became of it, how fast, and how often people and the machine agreed: from the day's counters.

Whatever the range, a page reads one set of counters a day, and never a ruling.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from moderation.decision import State, Verdict
from moderation.desk import Desk
from moderation.label import LABELS
from moderation.store.docket import Sizes
from moderation.tally import day_of, quantile

DAYS = 14
RANGES = (7, 14, 28, 90)
"""How many days may be looked at together."""

DECIDED = (State.PUBLISHED, State.HELD, State.HIDDEN, State.REJECTED)


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took: half of them no longer than `p50`, 95 of 100 no longer than `p95`."""

    count: int
    p50: timedelta | None
    p95: timedelta | None


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on a day, or on several: the rulings by what they made of a comment, and how long they took."""

    day: date
    received: int
    changes: Mapping[State, int]
    machine: Times
    people: Times
    overturned_machine: int
    overturned_people: int

    @property
    def total(self) -> int:
        """All rulings, of the machine and of people."""
        return sum(self.changes.values())

    def share(self, state: State) -> float | None:
        """Which part of the rulings made this of a comment."""
        return self.changes[state] / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class LabelRow:
    """What people did with what the machine had seen: by verdict, each comment with this label counted once."""

    label: str
    verdicts: Mapping[Verdict, int]

    @property
    def total(self) -> int:
        """How many people looked at."""
        return sum(self.verdicts.values())

    @property
    def agreed(self) -> float | None:
        """In which part people, too, did not let the text stand as it was."""
        return 1 - self.verdicts[Verdict.PUBLISH] / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What a moderator did: rulings, how long each comment was open, what others overturned, what they changed."""

    name: str
    rulings: int
    took: Times
    overturned: int
    changed: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The days from the first to the last, and all of them together; `sizes` and `oldest` are of what waits now."""

    days: tuple[Day, ...]
    whole: Day
    labels: tuple[LabelRow, ...]
    people: tuple[PersonRow, ...]
    sizes: Sizes
    oldest: timedelta | None


def numbers(desk: Desk, site: str, days: int = DAYS, last: date | None = None) -> Numbers:
    """The numbers of a site, for so many days up to `last` (today, if nothing is said)."""
    last = last or day_of(desk.clock())
    dates = [last - timedelta(days=ago) for ago in reversed(range(days))]
    found = desk.tallies.days(site, dates)
    whole: Counter[str] = Counter()
    for each in found:
        whole.update(each)
    (record,) = desk.comments.find(desk.docket.held(site, 1)) or (None,)
    return Numbers(
        tuple(_day(date, counted) for date, counted in zip(dates, found, strict=True)),
        _day(dates[0], whole),
        tuple(_labels(whole)),
        tuple(_people(whole)),
        desk.docket.sizes(site),
        desk.clock() - record.latest.received_at if record else None,
    )


def _day(day: date, counted: Counter[str]) -> Day:
    return Day(
        day,
        counted["received"],
        {state: counted[f"state {state}"] for state in DECIDED},
        _times(counted, "machine"),
        _times(counted, "people"),
        counted["overturned machine"],
        counted["overturned people"],
    )


def _labels(counted: Counter[str]) -> Iterable[LabelRow]:
    """The most frequent first.  A ruling that was taken back on a later day leaves less than nothing on that day."""
    verdicts = {label: dict.fromkeys(Verdict, 0) for label in LABELS}
    for (label, _, verdict), count in _named(counted, "label", 3):
        verdicts[label][Verdict(verdict)] += count
    floored = {label: {each: max(0, count) for each, count in row.items()} for label, row in verdicts.items()}
    rows = [LabelRow(label, row) for label, row in floored.items() if any(row.values())]
    return sorted(rows, key=lambda row: (-row.total, row.label))


def _people(counted: Counter[str]) -> Iterable[PersonRow]:
    names = sorted({name.split(" ")[1] for name in counted if name.startswith("by ")})
    rows = [
        PersonRow(
            name,
            counted[f"by {name} rulings"],
            _times(counted, f"by {name} took"),
            counted[f"by {name} overturned"],
            counted[f"by {name} changed"],
        )
        for name in names
    ]
    return sorted(rows, key=lambda row: (-row.rulings, row.name))


def _times(counted: Counter[str], of: str) -> Times:
    steps = {int(words[0]): count for words, count in _named(counted, of, 1)}
    return Times(sum(steps.values()), quantile(steps, 0.5), quantile(steps, 0.95))


def _named(counted: Counter[str], of: str, words: int) -> Iterable[tuple[Sequence[str], int]]:
    """The counters that begin so and go on with so many words: these words, and the count."""
    for name, count in counted.items():
        if name.startswith(f"{of} "):
            rest = name.removeprefix(f"{of} ").split(" ")
            if len(rest) == words:
                yield rest, count
