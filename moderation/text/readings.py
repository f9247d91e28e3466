"""The ways in which a reader may take a text, where one is not enough.

`plain` is `fold(text)`.  Every other reading is tight: spaces, symbols and digits are out, and stretched
syllables are taken once.  A reading is made only where the text gives a reason for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.text.characters import SHAPES, any_of
from moderation.text.fold import LONGEST, composed, lowered, shown, spelled
from moderation.text.folded import Folded, rewritten, without
from moderation.text.hangul import LEADS, OPEN, TAIL_AT, TWO_SET, VOWELS
from moderation.text.romanised import romanised
from moderation.text.stretch import shortened

SYMBOL = re.compile(r"[^가-힣ㄱ-ㅣa-zA-Z\s]")
SPACE = re.compile(r"\s")
FINAL = "ㄱㄲㄴㄷㄹㅁㅂㅅㅆㅇㅈㅊㅌㅍ"
OPEN_ONLY = re.compile(f"(?s:[{LEADS}][{VOWELS}]{{1,{LONGEST}}}|.)")
LOOSE_TAIL = re.compile(f"{OPEN}[{FINAL}](?![{VOWELS}])")
LOOSE_TAILS = re.compile(f"(?s:{LOOSE_TAIL.pattern}|.)")
LOOSE_VOWEL = re.compile(rf"(?<=[가-힣])[{VOWELS}]")
BORROWED_TAIL = re.compile(f"[{LEADS}][{VOWELS}]+[{LEADS}](?![{VOWELS}])")
DOUBLED = re.compile(r"([가-힣ㄱ-ㅊㅌㅍ])(?=\1)")
FILLER = re.compile(r"[a-zㄱ-ㅣ]")
FILLED = re.compile(r"[가-힣][a-zㄱ-ㅣ]+[가-힣]")
KEYED = re.compile(r"[A-Za-z]")
SPELLED_OUT = re.compile(r"(?<!\S)\S(?:\s\S(?!\S)){2,}")
SHAPED = re.compile(any_of(map(chr, SHAPES)))
SYMBOLIC = re.compile(
    r"\^\^?(?=[ㅏ-ㅣl1!i|])|77(?=[ㅣl1!i|])|[7ㄱ](?=[hㅐ])|(?<=[7ㄱㅅ])h|(?<=[가-힣])a(?=h[가-힣ㄱ-ㅎ])|(?<=[가-힣]a)h(?=[가-힣ㄱ-ㅎ])"
    r"|(?<=[ㄱ-ㅎ^7])[l1i!|](?=[.가-힣ㄱ-ㅎ]|$)|(?<=[ㅏ-ㅣ])[o0](?=[가-힣ㄱ-ㅎ])"
)
STROKES = {"^": "ㅅ", "^^": "ㅆ\0", "77": "ㄲ\0", "7": "ㄱ", "ㄱ": "ㄱ", "h": "ㅐ", "a": "ㅅ", "o": "ㅇ", "0": "ㅇ"}
KEYS = str.maketrans(TWO_SET)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a text; `name` says which, for those who must explain a match."""

    name: str
    folded: Folded


def readings(text: str) -> tuple[Reading, ...]:
    """Every way in which `text` may be read, the plain one first."""
    seen = shown(text)
    found = [Reading("plain", composed(lowered(seen))), *_tight_readings(seen)]
    if SPELLED_OUT.search(seen.text):
        found += _tight_readings(_closed_up(seen))
    return tuple(found)


def tight(text: str) -> str:
    """How a word stands in tight readings: what an entry of the lexicon must be turned to before it is sought."""
    return _tight(composed(_without_symbols(lowered(shown(text))))).text


def _tight_readings(seen: Folded) -> Iterator[Reading]:
    plain = lowered(seen)
    letters = _without_symbols(plain)
    yield from _in_full(letters)
    if KEYED.search(seen.text):
        yield from _in_short("keyboard", _tight(composed(_without_symbols(seen.renamed(_typed(seen.text))))))
        korean = romanised(letters)
        if korean.text != letters.text:
            yield from _in_short("roman", _tight(composed(korean)))
    drawn = plain.renamed(plain.text.translate(SHAPES)) if SHAPED.search(plain.text) else plain
    if drawn is not plain:
        yield from _in_short("shapes", _tight(composed(_without_symbols(drawn))))
    if SYMBOLIC.search(drawn.text):
        strokes = SYMBOLIC.sub(_stroke, drawn.text)
        yield from _in_short("shapes", _tight(composed(_without_symbols(without(drawn.renamed(strokes), strokes)))))


def _in_full(letters: Folded) -> Iterator[Reading]:
    """The tight reading of a text's letters, and those that a doubt about single letters adds."""
    tight = _tight(composed(letters))
    yield from _in_short("tight", tight)
    if BORROWED_TAIL.search(letters.text):
        yield Reading("tight", _tight(rewritten(letters, OPEN_ONLY, _opened)))
    if FILLED.search(tight.text):
        yield Reading("filled", _removed(tight, FILLER))
    if DOUBLED.search(tight.text):
        yield Reading("doubled", _removed(tight, DOUBLED))


def _in_short(name: str, tight: Folded) -> Iterator[Reading]:
    """The tight reading of a text's letters, and the one in which a loose letter ends the syllable before."""
    yield Reading(name, tight)
    if LOOSE_TAIL.search(tight.text):
        yield Reading(name, rewritten(tight, LOOSE_TAILS, _with_tail))


def _tight(letters: Folded) -> Folded:
    return _removed(shortened(_removed(letters, LOOSE_VOWEL)), SPACE)


def _removed(folded: Folded, pattern: re.Pattern[str]) -> Folded:
    return without(folded, pattern.sub("\0", folded.text))


def _without_symbols(folded: Folded) -> Folded:
    return _removed(folded, SYMBOL)


def _closed_up(seen: Folded) -> Folded:
    """Single characters with a space between each of them (t l q k f) drawn together to a word."""
    return without(seen, SPELLED_OUT.sub(lambda match: SPACE.sub("\0", match[0]), seen.text))


def _opened(letters: str) -> str:
    return spelled(letters) if len(letters) > 1 else letters


def _with_tail(written: str) -> str:
    return chr(ord(written[0]) + TAIL_AT[written[1]]) if len(written) > 1 else written


def _stroke(match: re.Match[str]) -> str:
    return STROKES.get(match[0], "ㅣ")


def _typed(text: str) -> str:
    """What the same keys type on the Korean layout; keys without a second letter type the first."""
    return text.translate(KEYS).lower().translate(KEYS)
