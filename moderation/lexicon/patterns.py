"""From an entry to the strings that are looked for: classes spelled out, letters mixed in, syllables turned round."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

import regex

from moderation.errors import Fault
from moderation.lexicon.entry import BadEntry, Entry
from moderation.text.fold import fold
from moderation.text.hangul import is_letter, is_syllable, lead_of
from moderation.text.readings import tight

MOST = 3_000
"""How many spellings the classes of one entry may come to."""

PART = regex.compile(r"\[([^\[\]]+)\]|([^\[\]])")
Form = Literal["written", "mixed", "turned"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One string to look for in readings.  `breaks` are the places in it where a space is ordinary."""

    text: str
    entry: Entry
    form: Form = "written"
    breaks: frozenset[int] = frozenset()


def patterns(entry: Entry) -> Iterator[Pattern]:
    """Every spelling of an entry as it shows in a tight reading (in the plain one for symbols and `allow`)."""
    spellings = _spellings(entry)
    for spelling in spellings:
        if is_plain(entry, spelling):
            yield Pattern(fold(spelling).text, entry)
        else:
            yield Pattern(tight(spelling), entry, breaks=_breaks(spelling))
    if entry.kind == "ban":
        abusive = entry.label in ("profanity", "insult")
        yield from (pattern for pattern in _mixed(entry) if abusive or is_syllable(pattern.text[0]))
        if abusive:
            yield from _turned(entry, spellings[0])


def checked(entry: Entry) -> Entry:
    """The entry, if there is something to look for in it.  Raises BadEntry, on brackets without a partner too."""
    if not any(pattern.text for pattern in patterns(entry)):
        raise BadEntry((Fault("/word", "낱말에 찾을 글자가 없습니다."),))
    return entry


def is_plain(entry: Entry, spelling: str) -> bool:
    """Whether this is looked for in the plain reading: what is allowed must stand as it is written."""
    return entry.kind == "allow" or not all(
        is_syllable(c) or is_letter(c) or c.isspace() or "a" <= c.lower() <= "z" for c in spelling
    )


def _choices(entry: Entry) -> list[str]:
    if "".join(match[0] for match in PART.finditer(entry.word)) != entry.word:
        raise BadEntry((Fault("/word", "대괄호의 짝이 맞지 않습니다."),))
    return [match[1] or match[2] for match in PART.finditer(entry.word)]


def _spellings(entry: Entry) -> list[str]:
    choices = _choices(entry)
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MOST:
        raise BadEntry((Fault("/word", f"한 항목의 표기가 {count}가지입니다. {MOST}가지까지 쓸 수 있습니다."),))
    return ["".join(picked) for picked in product(*choices)]


def _breaks(spelling: str) -> frozenset[int]:
    words = spelling.split()
    ends = [len(tight("".join(words[: count + 1]))) for count in range(len(words) - 1)]
    return frozenset(ends)


def _mixed(entry: Entry) -> Iterator[Pattern]:
    """Some syllables as their initial letter: ㅅ발, 개ㅅ끼.  All of them is an entry of its own (ㅅㅂ)."""
    choices = [choice for choice in _choices(entry) if not choice.isspace()]
    if len(choices) < 2 or not all(is_syllable(c) for choice in choices for c in choice):
        return
    whole = 1 if entry.label in ("profanity", "insult") else 2
    sides = [(choice, "".join(sorted({lead_of(c) for c in choice}))) for choice in choices]
    seen: set[str] = set()
    for picked in product(*sides):
        letters = sum(is_letter(side[0]) for side in picked)
        if 0 < letters <= len(picked) - whole:
            seen.update(filter(_is_no_laugh, map("".join, product(*picked))))
    breaks = _breaks(_spellings(entry)[0])
    for text in sorted(seen):
        yield Pattern(tight(text), entry, "mixed", breaks)


def _is_no_laugh(text: str) -> bool:
    """Whether it can be told from a word with laughter behind it, or tutting before it: 이뻐ㅋㅋ, ㅉㅉ 나도."""
    return text[-1] not in "ㅋㅎ" and "ㅉ" not in text


def _turned(entry: Entry, spelling: str) -> Iterator[Pattern]:
    """Three syllables or more backwards, or with two neighbours changed over."""
    word = tight(spelling)
    if len(word) < 3 or not all(map(is_syllable, word)):
        return
    turned = {word[::-1]} | {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    for text in sorted(turned - {word}):
        yield Pattern(text, entry, "turned")
