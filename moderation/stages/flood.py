"""Looks for what is said again and again, by one author or under one article, and for adverts."""

from collections.abc import Iterator, Sequence

import regex

from moderation.assessment import Finding
from moderation.comment import Echo
from moderation.pipeline import Case
from moderation.stages.adverts import advert, links
from moderation.stages.nickname import in_nickname
from moderation.text.likeness import EMPTY, likeness, pieces

OWN_ENOUGH, OTHERS_MORE, OTHERS_ENOUGH = 9, 15, 25
"""Letters from which on it is no accident that an author says the same again, and that another does: everybody
writes 동의합니다, so up to OTHERS_MORE letters others count for nothing, and from OTHERS_ENOUGH on for all."""

ALIKE = 0.6
"""Share of equal buckets from which on two texts count as the same: about one word in eight was changed."""

OWN_AGAIN, OTHERS_AGAIN = 0.8, 0.3
"""How likely one equal text shortly before makes this one flooding, by the same author and by another."""

FEW_LINKS = 2
RUN = regex.compile(r"(.)\1{3,99}")
"""Laughter and the like, which may be long."""

MONOTONY = 60
"""Pieces from which on a text may be told to repeat itself."""


class FloodStage:
    """Reports repetition (`flood`) and solicitation (`advert`)."""

    name = "flood"
    version = "1"

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """The findings of each case."""
        return [tuple(_findings(case)) for case in cases]


def _findings(case: Case) -> Iterator[Finding]:
    repeated = _repeated(case.text.sketch, case.echoes)
    if repeated:
        yield Finding(FloodStage.name, "flood", repeated, detail="같거나 비슷한 글의 되풀이")
    if monotony(case.text.tight.text):
        yield Finding(FloodStage.name, "flood", 0.8, detail="한 글 안의 되풀이")
    named = links(case.text.plain)
    if len(named) > FEW_LINKS:
        score = round(1 - 0.6 ** (len(named) - 1), 2)
        yield Finding(FloodStage.name, "flood", score, tuple(named), detail=f"링크 {len(named)}개")
    score, spans = advert(case.text)
    if score:
        yield Finding(FloodStage.name, "advert", score, spans, detail="광고")
    score, _ = advert(case.nickname)
    if score:
        yield in_nickname(Finding(FloodStage.name, "advert", score, detail="광고"))


def _repeated(own: tuple[int, ...], echoes: Sequence[Echo]) -> float:
    """How likely this is flooding: every alike echo adds its part, a short text less than a long one."""
    by_author = OWN_AGAIN * min(1.0, own[1] / OWN_ENOUGH)
    by_others = OTHERS_AGAIN * min(1.0, max(0, own[1] - OTHERS_MORE) / (OTHERS_ENOUGH - OTHERS_MORE))
    innocent = 1.0
    marks = {own[0], *own[2:]} - {EMPTY}
    for echo in echoes:
        if marks.isdisjoint(echo.sketch):  # most are: nothing of both is the same
            continue
        alike = likeness(own, echo.sketch)
        if alike >= ALIKE:
            innocent *= 1 - alike * (by_author if echo.same_author else by_others)
    return round(1 - innocent, 2)


def monotony(letters: str) -> bool:
    """Whether a text of these letters says little but the same, over and over."""
    if len(letters) < MONOTONY:
        return False
    short = RUN.sub(r"\1\1\1", letters)
    return len(short) >= MONOTONY and len(pieces(short)) < len(short) / 6
