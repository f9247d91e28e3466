"""Whether a string that was found stands there as a word: what is around it, and what was taken out of it."""

from bisect import bisect_left
from unicodedata import normalize

import regex

from moderation.assessment import Span
from moderation.lexicon.patterns import Pattern
from moderation.text.fold import HIDDEN
from moderation.text.hangul import is_letter, is_syllable
from moderation.text.particles import CLOSE_TAIL, PREFIXES, TAIL
from moderation.text.readings import Reading

PUNCTUATION = regex.compile(r"[.,·ㆍ/~?!:;'\"()\[\]…‘’“”<>|%&-]+")
LETTERS = regex.compile(r"[가-힣ㄱ-ㅣa-zA-Z]+")
WORD = regex.compile(r"[가-힣ㄱ-ㅣa-zA-Z]*")
HANGUL = regex.compile(r"[가-힣ㄱ-ㅣ]")
LATIN = regex.compile(r"[a-z]")
ASCII_LETTER = regex.compile(r"[A-Za-z]")
ADDRESS_BEFORE = regex.compile("[A-Za-z0-9][./@_=-]$|//$|@$")
ADDRESS_AFTER = regex.compile("[./@_-][A-Za-z0-9]")
BESIDE = regex.compile(r"^\d[A-Za-z]|[A-Za-z]\d$")
COUNTING = regex.compile(r"\s\d|\d\s")
SPACED = regex.compile(r"\s")
LETTER_RUN = regex.compile("[ㄱ-ㅎ]+$")
APART = regex.compile("[ㅋㅎ]+|ㅇㅇ+")

SHORT = 4
"""Latin letters that a word typed on the wrong layout must have, for no English word to be it by chance."""

FAR = 12
"""How many characters behind a word are read as its ending."""


class Page:
    """A reading beside the text as written, and the places in it where something visible was taken out."""

    def __init__(self, written: str, reading: Reading) -> None:
        self.written, self.name = written, reading.name
        self.text, self.starts, self.ends = reading.folded.text, reading.folded.starts, reading.folded.ends
        pairs = zip(self.ends, self.starts[1:], strict=False)
        apart = [place for place, (end, start) in enumerate(pairs, 1) if end < start]
        self.breaks = [place for place in apart if self._is_break(place)]
        self.told: dict[tuple[int, str, str], bool] = {}

    def between(self, place: int) -> str:
        """What was written between a character of the reading and the one before it."""
        return self.written[self.ends[place - 1] : self.starts[place]]

    def _is_break(self, place: int) -> bool:
        gap = HIDDEN.sub("", self.between(place))
        return bool(gap) and not (self.name == "doubled" and set(gap) == {self.text[place]})

    def around(self, start: int, end: int) -> tuple[str, str]:
        """All that matters of the reading and of what was written around `[start:end]`."""
        first, last = max(0, start - 2), min(len(self.text), end + FAR)
        read = f"{start - first}{self.text[first:last]}"
        return read, self.written[max(0, self.starts[first] - 1) : self.ends[last - 1]]

    def joins(self, place: int) -> bool:
        """Whether nothing that can be seen stands before this place."""
        at = bisect_left(self.breaks, place)
        return at == len(self.breaks) or self.breaks[at] != place

    def until_break(self, place: int) -> str:
        """What is written from this place without a gap, as far as it matters."""
        at = bisect_left(self.breaks, place)
        last = place + FAR
        written = WORD.match(self.text, place, min(last, self.breaks[at]) if at < len(self.breaks) else last)
        return written[0] if written else ""


class Found:
    """A pattern found at `[start:end]` of a page; `reach` is where that is written."""

    __slots__ = ("end", "page", "pattern", "reach", "start")

    def __init__(self, page: Page, pattern: Pattern, start: int, end: int) -> None:
        self.page, self.pattern, self.start, self.end = page, pattern, start, end
        self.reach = page.starts[start], page.ends[end - 1]

    @property
    def core(self) -> Span:
        """Where it is written, without what lengthens its end: 쓰레기이다 is 쓰레기 and no disguise of it."""
        return Span(self.reach[0], max(self.reach[0], self.page.starts[self.end - 1]) + 1)

    @property
    def undisguised(self) -> bool:
        """Whether the word is written plainly, with nothing hidden in it."""
        first, last = self.reach
        return normalize("NFC", self.page.written[first:last]).lower() == self.pattern.text

    @property
    def stands(self) -> bool:
        """Whether this is the entry's word rather than parts of other words.

        The same word in the same surroundings is looked at once: a comment may hold it thousands of times.
        """
        surroundings = id(self.pattern), *self.page.around(self.start, self.end)
        known = self.page.told.get(surroundings)
        if known is None:
            known = self.page.told[surroundings] = self._stands()
        return known

    def _stands(self) -> bool:
        before = self._before()
        if before and not self._may_follow(before):
            return False
        if not self._latin_stands() or not self._letters_stand():
            return False
        gaps, tail = self._gaps(), self.page.until_break(self.end)
        if "number" in gaps or (before and self.pattern.entry.kind == "suspect" and self._is_spaced()):
            return False
        if self.pattern.form == "turned":
            return not gaps and not before and CLOSE_TAIL.fullmatch(tail) is not None
        if "space" in gaps:
            spread = self.pattern.entry.kind == "ban" and not before
            return spread and CLOSE_TAIL.fullmatch(tail) is not None
        closes = TAIL.fullmatch(tail) is not None
        if "mark" in gaps and (before or not closes):
            return False
        if "symbol" in gaps and before and not closes:
            return False
        return self._in_place(before, closes)

    def _may_follow(self, before: str) -> bool:
        """Whether the word can stand directly behind that syllable: most candidates end here."""
        if self.pattern.form == "turned":
            return False
        return self.pattern.entry.where == "anywhere" or before in PREFIXES

    def _in_place(self, before: str, closes: bool) -> bool:
        where = self.pattern.entry.where
        opens = not before or before in PREFIXES
        if self.page.name == "doubled" and (before or not closes):
            return False
        return where == "anywhere" or (opens and (where == "start" or closes))

    def _gaps(self) -> set[str]:
        """Kinds of what was taken out inside the word: `space`, `mark` (ordinary punctuation), `symbol`."""
        page, (first, last) = self.page, self.reach
        if last - first == self.end - self.start:
            return set()
        starts, ends = page.starts[self.start : self.end], page.ends[self.start : self.end]
        between = [
            page.written[end:start]
            for place, (end, start) in enumerate(zip(ends, starts[1:], strict=False), 1)
            if end < start and (place not in self.pattern.breaks or not page.written[end:start].isspace())
        ]
        inside = [
            LETTERS.sub("", page.written[start:end]) for start, end in zip(starts, ends, strict=True) if end - start > 1
        ]
        counted = bool(self.pattern.breaks) and any(map(COUNTING.search, between))
        return {_kind(gap) for gap in (*between, *inside) if gap} - {""} | ({"number"} if counted else set())

    def _is_spaced(self) -> bool:
        return SPACED.search(self.page.written, *self.reach) is not None

    def _before(self) -> str:
        """The syllable that stands directly before the word, or the two that do."""
        page, start = self.page, self.start
        if start == 0 or not is_syllable(page.text[start - 1]) or not page.joins(start):
            return ""
        return page.text[max(0, start - 2) : start].strip() if page.joins(start - 1) else page.text[start - 1]

    def _latin_stands(self) -> bool:
        """Latin letters count only as a whole word: `tlqkf` hides in no English word, but short ones might."""
        page = self.page
        if page.name in ("keyboard", "doubled") and self.pattern.form != "written":
            return False
        if page.name == "doubled" and self.pattern.entry.kind != "ban":
            return False
        if page.name not in ("keyboard", "roman") and not LATIN.search(self.pattern.text):
            return True
        if page.name == "roman" and self.pattern.entry.kind != "ban":
            return False
        first, last = self.reach
        hangul = len(HANGUL.findall(page.written, first, last))
        if page.name in ("keyboard", "roman") and (hangul == last - first or (not hangul and last - first < SHORT)):
            return False
        if hangul == 0 and self._is_name(first, last):
            return False
        opens = first == 0 or not ASCII_LETTER.match(page.written[first - 1])
        return opens and TAIL.fullmatch(page.until_break(self.end)) is not None

    def _is_name(self, first: int, last: int) -> bool:
        """Whether Latin letters are part of an address on the web, or two capitals: a name, not an abuse."""
        written = self.page.written
        if ADDRESS_BEFORE.search(written[max(0, first - 2) : first]) or ADDRESS_AFTER.match(written[last : last + 2]):
            return True
        if last - first >= SHORT - 1 or not written[first:last].isascii():
            return False
        return written[first:last].isupper() or BESIDE.search(written[max(0, first - 1) : last + 1]) is not None

    def _letters_stand(self) -> bool:
        """A loose letter at the word's edge must not belong to other loose letters (ㄴㅇㅅㅂ is no ㅅㅂ)."""
        page, text = self.page, self.page.text
        if is_letter(text[self.start]) and self.start and page.joins(self.start):
            before = LETTER_RUN.search(text[max(0, self.start - FAR) : self.start])
            if before and not APART.fullmatch(before[0]):
                return before[0][-1] == text[self.end - 1]
        if is_letter(text[self.end - 1]) and self.end < len(text) and page.joins(self.end):
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
