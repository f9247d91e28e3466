"""A text after some rewriting, with the way back: which code points of the original each character stands for."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate, chain, repeat

from moderation.assessment import Span

Map = tuple[Sequence[int], Sequence[int]]
"""For each character where the code points that it stands for begin, and where they end."""


class Folded:
    """`text`, whose character `i` stands for the code points `starts[i]` to `ends[i]` of what was written.

    Most texts hold nothing that anybody asks the place of, so the way back is traced only when it is asked for.
    """

    def __init__(self, text: str, trace: Callable[[], Map]) -> None:
        self.text = text
        self._trace = trace

    @cached_property
    def map(self) -> Map:
        """Both columns at once."""
        return self._trace()

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where the code points of each character begin."""
        return self.map[0]

    @cached_property
    def ends(self) -> Sequence[int]:
        """Where the code points of each character end."""
        return self.map[1]

    def span(self, start: int, end: int) -> Span:
        """The span of the text as written that `text[start:end]` was made from."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def renamed(self, text: str) -> "Folded":
        """The same map under another text of the same length."""
        return Folded(text, lambda: self.map)


def unfolded(text: str) -> Folded:
    """The text as written: every character stands for itself."""
    return Folded(text, lambda: (range(len(text)), range(1, len(text) + 1)))


def without(folded: Folded, marked: str, mark: str = "\0") -> Folded:
    """What is left of `folded` when the places that `marked` (of equal length) shows as `mark` are removed."""
    if mark not in marked:
        return folded

    def trace() -> Map:
        starts, ends = folded.map
        kept = [place for place, character in enumerate(marked) if character != mark]
        return [starts[place] for place in kept], [ends[place] for place in kept]

    return Folded(marked.replace(mark, ""), trace)


def rewritten(folded: Folded, pieces: re.Pattern[str], read: Callable[[str], str]) -> Folded:
    """`folded` with each piece as `read` gives it; every character of a piece's reading stands for the whole piece.

    `pieces` has no groups and matches everywhere: what is to be rewritten, or else any single character.
    """
    cut = pieces.findall(folded.text)
    new = list(map(read, cut))
    text = "".join(new)
    if text == folded.text:
        return folded

    def trace() -> Map:
        starts, ends = folded.map
        after = list(accumulate(map(len, cut)))
        first = map(starts.__getitem__, [0, *after[:-1]])
        last = map(ends.__getitem__, [end - 1 for end in after])
        return _spread(first, new), _spread(last, new)

    return Folded(text, trace)


def _spread(places: "map[int]", new: list[str]) -> list[int]:
    """Each place as often as its piece has characters."""
    return list(chain.from_iterable(map(repeat, places, map(len, new))))
