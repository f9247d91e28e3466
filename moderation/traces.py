"""What the stages saw in a comment, in a few bytes: enough to rule again under other limits, without the stages.

For each label one letter, `*` where a place in the text was marked, `~` where the words are spoken about, and the score
in thousandths, rounded down so that it reaches exactly the limits (of up to three decimals) that the score itself
reaches; nothing stands for 0.  `!` at the end says that a stage was silent.  `t712p*970` is 0.712 for `toxic` and
0.97 for a marked `profanity`.
"""

import re
from typing import Final

from moderation.assessment import Assessment, Finding, Span

LETTERS: Final = {
    "toxic": "t",
    "profanity": "p",
    "insult": "i",
    "race": "r",
    "region": "o",
    "gender": "g",
    "age": "a",
    "religion": "l",
    "politics": "c",
    "physical": "y",
    "sexual": "s",
    "threat": "h",
    "pii": "d",
    "flood": "f",
    "advert": "v",
}
"""Every label's letter.  Never give one to another label: what is stored would say something else."""

UNKNOWN: Final = "?"
NAMES: Final = {letter: label for label, letter in LETTERS.items()} | {UNKNOWN: UNKNOWN}
TRACE: Final = re.compile(r"([a-z?])(\*?)(~?)(\d{0,4})", re.ASCII)
SOMEWHERE: Final = (Span(0, 1),)


def traced(assessment: Assessment) -> str:
    """The assessment in a few bytes.  Of several findings that differ by nothing but the score, the highest counts."""
    highest: dict[str, int] = {}
    for finding in assessment.findings:
        letter = LETTERS.get(finding.label, UNKNOWN)
        key = f"{letter}{'*' if finding.spans else ''}{'~' if finding.quoted else ''}"
        highest[key] = max(highest.get(key, 0), int(finding.score * 1000 + 1e-6))
    marks = "".join(f"{key}{score or ''}" for key, score in highest.items())
    return marks + ("" if assessment.complete else "!")


def assessment_of(traces: str) -> Assessment:
    """An assessment on which a policy asks for the same acts as on the one that was traced.  Its spans say nothing."""
    findings = tuple(
        Finding(
            "", NAMES.get(letter, UNKNOWN), int(score or 0) / 1000, SOMEWHERE if placed else (), quoted=bool(quoted)
        )
        for letter, placed, quoted, score in TRACE.findall(traces)
    )
    return Assessment(findings, ("?",) if traces.endswith("!") else ())
