"""In which order a person should look at what waits.  A pure function, so that it can be argued about."""

from datetime import timedelta

APPEAL = 1.0
"""What an appeal counts for, in reports that are fully believed: somebody's words have been taken away."""

DOUBLES = timedelta(hours=6)
"""What has waited this long counts twice, twice this long three times: nothing waits for ever."""

UNKNOWN = 0.5
"""The risk of what no stage could tell anything of."""

LEAST = 0.2
"""The least risk: reports and age must be able to lift what every stage thought harmless."""


def priority(risk: float, reports: float, age: timedelta, appealed: bool = False) -> float:
    """risk × (1 + reports + appeal) × (1 + age / 6 h).

    `risk` is the highest score among the reasons, in [0, 1]; `reports` the sum of the reports' weights, so that ten
    reports by people who are seldom right weigh less than two by people who mostly are.
    """
    weight = 1 + max(reports, 0.0) + (APPEAL if appealed else 0.0)
    return max(risk, LEAST) * weight * (1 + max(age, timedelta()) / DOUBLES)
