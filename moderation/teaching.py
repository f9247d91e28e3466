"""What a model may learn from people: comments on which they ruled otherwise than the machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from moderation.decision import Decision, Ruling, Verdict
from moderation.label import LABELS
from moderation.record import COVER, Record
from moderation.text.graphemes import mask

LEARNT: Final = ("toxic", "profanity", "race", "region", "gender", "age", "religion", "politics", "physical")
"""The labels that a model is trained on."""

SPOKEN: Final = {*LEARNT, "insult", "sexual", "threat"}
"""Labels that speak of the words; the others (personal data, repetition, adverts) say nothing about them."""

COLUMNS: Final = ("text", *LEARNT, "machine", "person", "because", "fault")


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what a person said of it: 1, 0, or nothing (absent).  `machine` and `person` are verdicts."""

    text: str
    said: dict[str, int]
    machine: str
    person: str
    because: str
    fault: str

    def row(self) -> list[str]:
        """One row under COLUMNS."""
        labels = [str(self.said.get(label, "")) for label in LEARNT]
        return [self.text, *labels, self.machine, self.person, self.because, self.fault]


def examples(record: Record, fault: str = "") -> Iterator[Example]:
    """At most one: the last person's word on the revision whose text is kept, where the machine said something else.

    `fault` is what a moderator named as wrong (`moderation.lesson.Fault`).  Personal data are covered.
    """
    machine, person = _last(record, by_policy=True), _last(record, by_policy=False)
    text = record.latest.text
    if machine is None or not isinstance(person, Decision) or machine.verdict is person.verdict or COVER in text:
        return
    codes = {reason.code for reason in machine.reasons} if person.verdict is Verdict.PUBLISH else _codes(person)
    said = _said(person.verdict, codes & SPOKEN)
    if said and text:
        found = machine.verdict.value if machine.verdict else "refer"
        because = ",".join(code for code in LABELS if code in _codes(person))
        yield Example(_without_personal_data(text, machine), said, found, person.verdict.value, because, fault)


def _said(verdict: Verdict, codes: set[str]) -> dict[str, int]:
    """Published: neither toxic, nor what it was suspected of.  Else: toxic, and what was named."""
    if not codes:
        return {}
    value = 0 if verdict is Verdict.PUBLISH else 1
    return {label: value for label in LEARNT if label in codes | {"toxic"}}


def _last(record: Record, *, by_policy: bool) -> Ruling | None:
    """The last ruling on the latest revision by the machine, or by a person."""
    found = (
        ruling
        for ruling in reversed(record.trail)
        if ruling.revision == record.latest.revision and (ruling.by == "policy") is by_policy
    )
    return next(found, None)


def _codes(ruling: Ruling) -> set[str]:
    return {reason.code for reason in ruling.reasons}


def _without_personal_data(text: str, ruling: Ruling) -> str:
    return mask(text, [span for reason in ruling.reasons if reason.code == "pii" for span in reason.spans])
