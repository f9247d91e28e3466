"""Whether a string that was found stands there as a word: what is around it, and what was taken out of it."""

from unicodedata import normalize

import regex

from moderation.lexicon.patterns import Pattern
from moderation.text.fold import HIDDEN
from moderation.text.hangul import is_letter, is_syllable
from moderation.text.particles import CLOSE_TAIL, PREFIXES, TAIL
from moderation.text.readings import Reading

PUNCTUATION = regex.compile(r"[.,·ㆍ/~?!:;'\"()\[\]…‘’“”<>|%&-]+")
LETTERS = regex.compile(r"[가-힣ㄱ-ㅣa-zA-Z]+")
HANGUL = regex.compile(r"[가-힣ㄱ-ㅣ]")
LATIN = regex.compile(r"[a-z]")
ASCII_LETTER = regex.compile(r"[A-Za-z]")
SHORT = 4
"""Latin letters that a word typed on the wrong layout must have, for no English word to be it by chance."""

FAR = 12
"""How many characters behind a word are read as its ending."""


class Found:
    """A pattern found at `[start:end]` of a reading of `written`, and what a reader sees around it."""

    __slots__ = ("end", "pattern", "reading", "start", "written")

    def __init__(self, written: str, reading: Reading, pattern: Pattern, start: int, end: int) -> None:
        self.written, self.reading, self.pattern = written, reading, pattern
        self.start, self.end = start, end

    @property
    def undisguised(self) -> bool:
        """Whether the word is written plainly, with nothing hidden in it."""
        first, last = self.reading.folded.span(self.start, self.end)
        return normalize("NFC", self.written[first:last]).lower() == self.pattern.text

    @property
    def stands(self) -> bool:
        """Whether this is the entry's word rather than parts of other words."""
        gaps = self._gaps()
        if not self._latin_stands() or not self._letters_stand():
            return False
        before, tail = self._before(), self._tail()
        if self.pattern.form == "turned":
            return not gaps and not before and CLOSE_TAIL.fullmatch(tail) is not None
        if "space" in gaps:
            spread = self.pattern.entry.kind == "ban" and not before
            return spread and CLOSE_TAIL.fullmatch(tail) is not None
        opens, closes = not before, TAIL.fullmatch(tail) is not None
        if "mark" in gaps and not (opens and closes):
            return False
        if "symbol" in gaps and not (opens or closes):
            return False
        return self._in_place(before, closes)

    def _in_place(self, before: str, closes: bool) -> bool:
        where = self.pattern.entry.where
        opens = not before or before in PREFIXES
        if self.reading.name in ("doubled", "filled") and not before:
            opens = True
        if self.reading.name == "doubled" and not (opens and closes):
            return False
        return where == "anywhere" or (opens and (where == "start" or closes))

    def _between(self, place: int) -> str:
        """What was written between a character of the reading and the one before it."""
        folded = self.reading.folded
        return self.written[folded.ends[place - 1] : folded.starts[place]]

    def _joins(self, place: int) -> bool:
        return not HIDDEN.sub("", self._between(place))

    def _gaps(self) -> set[str]:
        """Kinds of what was taken out inside the word: `space`, `mark` (ordinary punctuation), `symbol`."""
        folded = self.reading.folded
        if folded.ends[self.end - 1] - folded.starts[self.start] == self.end - self.start:
            return set()
        inside = [
            self._between(place)
            for place in range(self.start + 1, self.end)
            if place - self.start not in self.pattern.breaks or not self._between(place).isspace()
        ]
        inside += [
            LETTERS.sub("", self.written[folded.starts[place] : folded.ends[place]])
            for place in range(self.start, self.end)
        ]
        return {_kind(gap) for gap in inside} - {""}

    def _before(self) -> str:
        """The syllable that stands directly before the word, if one does."""
        text, start = self.reading.folded.text, self.start
        if start == 0 or not self._joins(start) or not is_syllable(text[start - 1]):
            return ""
        return text[start - 1] if start < 2 or not self._joins(start - 1) else text[start - 2 : start].strip()

    def _tail(self) -> str:
        """What is written behind the word without a gap."""
        text, end = self.reading.folded.text, self.end
        last = min(len(text), end + FAR)
        for place in range(end, last):
            if not self._joins(place):
                return text[end:place]
        return text[end:last]

    def _latin_stands(self) -> bool:
        """Latin letters count only as a whole word: `tlqkf` hides in no English word, but short ones might."""
        name, folded = self.reading.name, self.reading.folded
        if name not in ("keyboard", "roman") and not LATIN.search(self.pattern.text):
            return True
        if name == "roman" and self.pattern.entry.kind != "ban":
            return False
        first, last = folded.starts[self.start], folded.ends[self.end - 1]
        hangul = len(HANGUL.findall(self.written, first, last))
        if name in ("keyboard", "roman") and (hangul == last - first or (not hangul and last - first < SHORT)):
            return False
        opens = first == 0 or not ASCII_LETTER.match(self.written[first - 1])
        return opens and TAIL.fullmatch(self._tail()) is not None

    def _letters_stand(self) -> bool:
        """A loose letter at the word's edge must not belong to other loose letters (ㄴㅇㅅㅂ is no ㅅㅂ)."""
        text = self.reading.folded.text
        if is_letter(text[self.start]) and self.start and self._joins(self.start):
            before = text[self.start - 1]
            if "ㄱ" <= before <= "ㅎ" and before not in "ㅋㅎㅇ":
                return before == text[self.end - 1]
        if is_letter(text[self.end - 1]) and self.end < len(text) and self._joins(self.end):
            after = text[self.end]
            if "ㄱ" <= after <= "ㅎ" and after not in "ㅋㅎㅇㄴㄹㅁㄷ":
                return after == text[self.start]
        return True


def _kind(gap: str) -> str:
    seen = HIDDEN.sub("", gap)
    if not seen:
        return ""
    if any(map(str.isspace, seen)):
        return "space"
    return "mark" if PUNCTUATION.fullmatch(seen) else "symbol"
