"""What a policy would have done with the comments of the last days, beside what the one in force does with them.

Both rule on what the stages saw then (`traces.py`); no model is asked.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from moderation.decision import Ruling
from moderation.desk import Desk
from moderation.moderator import Moderator
from moderation.policy import Policy
from moderation.record import Record
from moderation.rules.pace import Pace, pace
from moderation.rules.past import Past, last_traced, past
from moderation.traces import assessment_of

SAMPLE: Final = 20
REFER: Final = "refer"
OUTCOMES: Final = ("publish", "mask", REFER, "hide", "reject")
"""What a policy may make of a comment: a verdict, or that a person must look."""

DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moved:
    """A comment of which the draft would make something else."""

    record: Record
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many comments come to which outcome, now and under the draft.

    `left_out` were ruled on before traces were kept; `moved` is a sample of the `changed`.
    """

    past: Past
    looked: int
    left_out: int
    now: Mapping[str, int]
    then: Mapping[str, int]
    changed: int
    moved: tuple[Moved, ...]
    pace: Pace

    @property
    def work_now(self) -> timedelta:
        """How long people work a day on what is held."""
        return self._work(self.now)

    @property
    def work_then(self) -> timedelta:
        """The same under the draft."""
        return self._work(self.then)

    def _work(self, counts: Mapping[str, int]) -> timedelta:
        return counts[REFER] * self.pace.each * (DAY / self.past.span)


def forecast(desk: Desk, moderator: Moderator, draft: Policy, now: Policy, site: str, days: int) -> Forecast:
    """Rule again on what the policy of this name ruled on in the last days at a site."""
    looked_at = past(desk, moderator, site, days)
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    moved, left_out = [], 0
    for record in looked_at.records:
        ruling = last_traced(record)
        if ruling is None:
            left_out += _was_ruled_by(draft.name, record)
        elif _is_by(draft.name, ruling):
            old, new = _outcome(now, ruling), _outcome(draft, ruling)
            before[old] += 1
            after[new] += 1
            if old != new:
                moved.append(Moved(record, old, new))
    return Forecast(looked_at, before.total(), left_out, before, after, len(moved), _sampled(moved), pace(desk))


def _outcome(policy: Policy, ruling: Ruling) -> str:
    verdict = policy.rule(assessment_of(ruling.traces), ruling.at).verdict
    return verdict.value if verdict else REFER


def _is_by(name: str, ruling: Ruling) -> bool:
    return ruling.policy.rpartition("@")[0] == name


def _was_ruled_by(name: str, record: Record) -> bool:
    return any(_is_by(name, ruling) for ruling in record.trail if ruling.by == "policy")


def _sampled(moved: list[Moved]) -> tuple[Moved, ...]:
    """The newest of each kind of change in turn, so that a rare kind is seen beside a frequent one."""
    place: Counter[tuple[str, str]] = Counter()
    ranked = []
    for number, each in enumerate(moved):
        ranked.append((place[each.before, each.after], number, each))
        place[each.before, each.after] += 1
    return tuple(each for _, _, each in sorted(ranked, key=lambda row: row[:2])[:SAMPLE])
