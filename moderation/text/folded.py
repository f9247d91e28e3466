"""A text after some rewriting, with the way back: which code points of the original each character stands for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from moderation.assessment import Span


@dataclass(frozen=True, slots=True)
class Folded:
    """`text`, whose character `i` stands for the code points `starts[i]` to `ends[i]` of what was written."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The span of the text as written that `text[start:end]` was made from."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def renamed(self, text: str) -> "Folded":
        """The same map under another text of the same length."""
        return Folded(text, self.starts, self.ends)


def unfolded(text: str) -> Folded:
    """The text as written: every character stands for itself."""
    return Folded(text, range(len(text)), range(1, len(text) + 1))


def without(folded: Folded, marked: str, mark: str = "\0") -> Folded:
    """What is left of `folded` when the places that `marked` (of equal length) shows as `mark` are removed."""
    if mark not in marked:
        return folded
    kept = [place for place, character in enumerate(marked) if character != mark]
    starts, ends = folded.starts, folded.ends
    return Folded(marked.replace(mark, ""), [starts[place] for place in kept], [ends[place] for place in kept])


def rewritten(folded: Folded, pattern: "regex.Pattern[str]", replace: Callable[["regex.Match[str]"], str]) -> Folded:
    """`folded` with each match replaced; every character of a replacement stands for the whole match."""
    text, starts, ends = folded.text, folded.starts, folded.ends
    pieces: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    at = 0
    for match in pattern.finditer(text):
        first, last = match.span()
        new = replace(match)
        pieces += (text[at:first], new)
        new_starts += starts[at:first]
        new_ends += ends[at:first]
        new_starts += [starts[first]] * len(new)
        new_ends += [ends[last - 1]] * len(new)
        at = last
    if not pieces:
        return folded
    pieces.append(text[at:])
    new_starts += starts[at:]
    new_ends += ends[at:]
    return Folded("".join(pieces), new_starts, new_ends)
