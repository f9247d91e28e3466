"""Looks for what is said again and again, by one author or under one article, and for adverts."""

from collections.abc import Iterator, Sequence
from hashlib import blake2s
from zlib import crc32

import regex

from moderation.assessment import Finding
from moderation.comment import Case, Echo
from moderation.stages.adverts import advert, links
from moderation.stages.nickname import in_nickname, nickname
from moderation.text.fold import fold
from moderation.text.readings import tight

BUCKETS = 12
SHINGLE = 3
"""Characters in each of the overlapping pieces that a text is compared by."""

EMPTY = 0xFFFFFFFF
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


def sketch(text: str) -> tuple[int, ...]:
    """A small likeness of a text: a hash of it all, its length, and one minimum for each bucket.

    Spaces, symbols, digits and stretched syllables do not count; the length leaves out what the text itself repeats.
    One-permutation MinHash (Li, Owen, Zhang 2012) over overlapping pieces; every number fits 32 bits.
    """
    letters = tight(text) or "".join(text.split())
    whole = int.from_bytes(blake2s(letters.encode(), digest_size=4).digest(), "big")
    lowest = [EMPTY] * BUCKETS
    pieces = _pieces(letters)
    for piece in pieces:
        value = crc32(piece.encode())
        bucket = value % BUCKETS
        lowest[bucket] = min(lowest[bucket], value)
    return (whole, min(len(letters), len(pieces) + SHINGLE - 1), *lowest)


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How much of two texts is the same, in [0, 1], going by their sketches."""
    if one[:2] == other[:2]:
        return 1.0
    pairs = [pair for pair in zip(one[2:], other[2:], strict=True) if pair != (EMPTY, EMPTY)]
    return sum(left == right for left, right in pairs) / len(pairs) if pairs else 0.0


def _pieces(letters: str) -> set[str]:
    return {letters[at : at + SHINGLE] for at in range(max(1, len(letters) - SHINGLE + 1))}


class FloodStage:
    """Reports repetition (`flood`) and solicitation (`advert`)."""

    name = "flood"
    version = "1"

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """The findings of each case."""
        return [tuple(_findings(case)) for case in cases]


def _findings(case: Case) -> Iterator[Finding]:
    text = case.comment.text
    repeated = _repeated(case.sketch or sketch(text), case.echoes)
    if repeated:
        yield Finding(FloodStage.name, "flood", repeated, detail="같거나 비슷한 글의 되풀이")
    if monotony(text):
        yield Finding(FloodStage.name, "flood", 0.8, detail="한 글 안의 되풀이")
    named = links(fold(text))
    if len(named) > FEW_LINKS:
        score = round(1 - 0.6 ** (len(named) - 1), 2)
        yield Finding(FloodStage.name, "flood", score, tuple(named), detail=f"링크 {len(named)}개")
    score, spans = advert(text)
    if score:
        yield Finding(FloodStage.name, "advert", score, spans, detail="광고")
    score, _ = advert(nickname(case.comment))
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


def monotony(text: str) -> bool:
    """Whether a text says little but the same, over and over."""
    letters = RUN.sub(r"\1\1\1", tight(text))
    return len(letters) >= MONOTONY and len(_pieces(letters)) < len(letters) / 6
