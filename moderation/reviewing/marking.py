"""Where in a text something was seen: the text in pieces, each with the labels that cover it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from moderation.decision import Reason
from moderation.hinting import Hints


@dataclass(frozen=True, slots=True)
class Piece:
    """Code points `start` to `end` of a text, and the labels seen there (none: just text)."""

    text: str
    start: int
    end: int
    labels: tuple[str, ...] = ()


def pieces(text: str, reasons: Sequence[Reason], hints: Hints) -> list[Piece]:
    """The whole text, cut wherever a label begins or ends."""
    spans = [(reason.code, span) for reason in reasons for span in (*reason.spans, *hints.get(reason.code, ()))]
    edges = {0, len(text)} | {edge for _, span in spans for edge in span if 0 <= edge <= len(text)}
    cuts = sorted(edges)
    return [
        Piece(text[start:end], start, end, tuple(dict.fromkeys(code for code, span in spans if _covers(span, start))))
        for start, end in pairwise(cuts)
    ]


def _covers(span: tuple[int, int], at: int) -> bool:
    return span[0] <= at < span[1]
