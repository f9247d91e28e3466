"""In which order a person should look at what waits.  A pure function, so that it can be argued about.

The urgency of a comment is risk × reports × reach, and doubles with every six hours that it waits.  So of two comments
the more urgent one stays so for as long as both wait, and the order can be kept as one number that time does not
change: since when the comment would have waited, had it been of weight 1.
"""

from datetime import datetime, timedelta
from math import log2, log10

APPEAL = 1.0
"""What an appeal counts for, in reports that are fully believed: somebody's words have been taken away."""

DOUBLES = timedelta(hours=6)
"""What has waited this long longer than another counts twice as much: nothing waits for ever."""

UNKNOWN = 0.5
"""The risk of what no stage could tell anything of."""

LEAST = 0.2
"""The least risk: reports and age must be able to lift what every stage thought harmless."""

READERS = 1000
"""So many readers of an article count little; each ten times as many count once more."""

READERS_A_COMMENT = 100
"""Of a hundred who read, about one writes: where a site does not say how many read an article, its comments tell."""


def weight(risk: float, reports: float = 0.0, readers: int = 0, appealed: bool = False) -> float:
    """risk × (1 + reports + appeal) × (1 + log10(1 + readers / 1000)): what is at stake, without the time.

    `risk` is the highest score among the reasons, in [0, 1]; `reports` the sum of the reports' weights, so that ten
    reports by people who are seldom right weigh less than two by people who mostly are.
    """
    said = 1 + max(reports, 0.0) + (APPEAL if appealed else 0.0)
    return max(risk, LEAST) * said * (1 + log10(1 + max(readers, 0) / READERS))


def place(since: datetime, weight: float) -> datetime:
    """The place in the queue of what waits since then; the earliest is looked at first."""
    return since - DOUBLES * log2(weight)
