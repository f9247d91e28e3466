"""A page of the lexicon's words: which of them, in which order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from flask import request, url_for

from moderation.rules.words import Origin, Word, searched

PAGE: Final = 50
LONGEST: Final = 60

WHICH: Final[Mapping[str, Callable[[Word], bool]]] = {
    "": lambda word: True,
    "added": lambda word: word.origin is not Origin.OWN,
    "own": lambda word: word.origin is Origin.OWN,
    "off": lambda word: not word.on,
    "overturned": lambda word: word.count.overturned > 0,
}
ORDER: Final[Mapping[str, Callable[[Word], float]]] = {
    "": lambda word: word.origin is not Origin.OWN,
    "hits": lambda word: word.count.hits,
    "overturned": lambda word: word.count.overturned,
    "share": lambda word: share(word) or 0.0,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """The words of a page of those that were asked for; `total` counts these."""

    words: tuple[Word, ...]
    total: int
    text: str
    which: str
    label: str
    sort: str
    page: int

    @classmethod
    def here(cls, everything: Mapping[str, Word]) -> Self:
        """What this request asks for."""
        text = request.args.get("text", "")[:LONGEST].strip()
        which, sort = request.args.get("which", ""), request.args.get("sort", "")
        which, sort = which if which in WHICH else "", sort if sort in ORDER else ""
        label, page = request.args.get("label", ""), max(1, request.args.get("page", 1, type=int))
        wanted = [
            word
            for word in searched(everything, text).values()
            if label in ("", word.entry.label) and WHICH[which](word)
        ]
        wanted.sort(key=lambda word: (-ORDER[sort](word), word.entry.key))
        shown = tuple(wanted[PAGE * (page - 1) : PAGE * page])
        return cls(shown, len(wanted), text, which, label, sort, page)

    @property
    def more(self) -> bool:
        """Whether there is another page."""
        return self.total > PAGE * self.page

    def url(self, **changes: Any) -> str:
        """The address of the list with changes."""
        now = {"text": self.text, "which": self.which, "label": self.label, "sort": self.sort, **changes}
        return url_for(".lexicon", **{name: value for name, value in now.items() if value})


def share(word: Word) -> float | None:
    """How many of its hits a person overturned."""
    return word.count.overturned / word.count.hits if word.count.hits else None
