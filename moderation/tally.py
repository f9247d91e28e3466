"""What a ruling adds to the day's numbers, as names with counts: so that no page ever reads the rulings again.

`received` comments; `state {state}` rulings by what they made of a comment; `machine {step}` and `people {step}`, how
long the machine and people took; `label {label} {machine} {person}`, what people did with what the machine had seen;
`overturned machine` and `overturned people`; `by {name} {what}`, a moderator's own.  A step is a duration's place on a
scale of four steps to an octave.
"""

import math
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Final

from moderation.decision import Ruling
from moderation.label import LABELS
from moderation.record import Record

KST: Final = timezone(timedelta(hours=9), "KST")
"""Korea has one zone and no summer time."""

POLICY = "policy"
"""The name under which the machine rules."""

OCTAVE = 4
HELD = "hold"
"""What the machine did with what it handed to a person."""


def day_of(at: datetime) -> date:
    """The date in Korea."""
    return at.astimezone(KST).date()


def tally(before: Record, after: Record) -> Counter[str]:
    """What changed between two states of a record, if it was a ruling."""
    if len(after.trail) != len(before.trail) + 1:
        return Counter()
    ruling = after.trail[-1]
    earlier = _on(before, ruling.revision)
    last = earlier[-1] if earlier else None
    counted = Counter({f"state {ruling.state}": 1})
    counted.update(_durations(before, last, ruling))
    if ruling.by != POLICY:
        counted.update(_persons(last, ruling))
        counted.update(_agreement([*earlier, ruling]))
        counted.subtract(_agreement(earlier))
    return Counter({name: count for name, count in counted.items() if count})


def took(name: str, duration: timedelta) -> str:
    """That a moderator had a comment open for so long before they ruled."""
    return f"by {name} took {step_of(duration)}"


def step_of(duration: timedelta) -> int:
    """The step of a duration: at most 9% off."""
    return round(OCTAVE * math.log2(max(duration / timedelta(milliseconds=1), 1)))


def quantile(steps: Mapping[int, int], share: float) -> timedelta | None:
    """The duration that this share of them did not exceed, None where there are none."""
    wanted, seen = share * sum(steps.values()), 0
    for step in sorted(steps):
        seen += steps[step]
        if seen >= wanted > 0:
            return timedelta(milliseconds=2 ** (step / OCTAVE))
    return None


def _durations(before: Record, last: Ruling | None, ruling: Ruling) -> list[str]:
    """How long this took: the machine since the receipt, people since it was held (or received, if nobody held it)."""
    if last is None:
        who, since = ("machine" if ruling.by == POLICY else "people"), before.latest.received_at
    elif last.verdict is None and ruling.by != POLICY:
        who, since = "people", last.at
    else:
        return []
    return [f"{who} {step_of(ruling.at - since)}"]


def _persons(last: Ruling | None, ruling: Ruling) -> list[str]:
    """What a person's ruling says of them, and of whoever ruled before.  Whoever rules twice has changed their mind."""
    again = last is not None and last.by == ruling.by
    counted = [f"by {ruling.by} {'changed' if again else 'rulings'}"]
    if last and last.verdict and not again and last.verdict is not ruling.verdict:
        if last.by == POLICY:
            return [*counted, "overturned machine"]
        return [*counted, "overturned people", f"by {last.by} overturned"]
    return counted


def _agreement(trail: list[Ruling]) -> list[str]:
    """What a person did last with each label that the machine had given before."""
    persons = [ruling for ruling in trail if ruling.by != POLICY]
    if not persons or persons[-1].verdict is None or trail[0].by != POLICY:
        return []
    machine = trail[trail.index(persons[0]) - 1]
    labels = {reason.code for reason in machine.reasons if reason.code in LABELS}
    return [f"label {label} {machine.verdict or HELD} {persons[-1].verdict}" for label in sorted(labels)]


def _on(record: Record, revision: int) -> list[Ruling]:
    return [ruling for ruling in record.trail if ruling.revision == revision]
