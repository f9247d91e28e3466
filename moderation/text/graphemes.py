"""Counts, tests and masks text in what a reader counts in: extended grapheme clusters (UAX #29)."""

import unicodedata
from collections.abc import Iterable, Iterator

import regex

from moderation.assessment import Span

# Flags are spelled out: \X looks back over a whole row of regional indicators, quadratic in its length.
GRAPHEME = regex.compile(r"\p{Regional_Indicator}{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*|\X")
# Default_Ignorable covers the Hangul fillers, joiners, soft hyphens and variation selectors; the blank
# Braille pattern is a symbol by its category, and yet nothing can be seen of it.
INVISIBLE = regex.compile(r"[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]+")


def length(text: str) -> int:
    """How many characters a reader counts: extended grapheme clusters after NFC."""
    return sum(1 for _ in GRAPHEME.finditer(unicodedata.normalize("NFC", text)))


def is_blank(text: str) -> bool:
    """Whether nothing can be seen: only white space, controls and invisible characters, or nothing at all."""
    return not text or INVISIBLE.fullmatch(text) is not None


def mask(text: str, spans: Iterable[Span], cover: str = "●") -> str:
    """The text with each grapheme that a span touches replaced by one `cover`; all else as written."""
    return "".join(_masked(text, sorted(span for span in spans if span.start < span.end), cover))


def _masked(text: str, spans: list[Span], cover: str) -> Iterator[str]:
    if not spans:
        yield text
        return
    at = 0
    for cluster in GRAPHEME.finditer(text):
        start, end = cluster.span()
        while at < len(spans) and spans[at].end <= start:
            at += 1
        yield cover if at < len(spans) and spans[at].start < end else cluster.group()
