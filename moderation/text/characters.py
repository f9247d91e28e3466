"""What each single character is read as: width, circles, styles, accents and obsolete code points fold away."""

import unicodedata
from collections.abc import Iterable

from moderation.text.hangul import LEADS, TAILS, VOWELS

REMEMBERED = 20_000
"""How many code points a table keeps: a comment of rare characters must not fill the memory."""

MODERN = (
    dict(zip(map(chr, range(0x1100, 0x1113)), LEADS, strict=True))
    | dict(zip(map(chr, range(0x1161, 0x1176)), VOWELS, strict=True))
    | dict(zip(map(chr, range(0x11A8, 0x11C3)), TAILS[1:], strict=True))
)
"""Conjoining letters, which stand in decomposed text, as the loose letters that a keyboard types."""

NEGATIVE = {chr(first + place): chr(97 + place) for first in (0x1F150, 0x1F170) for place in range(26)}
"""White letters on black circles and squares: NFKC leaves them alone."""


def _read_as(character: str) -> str:
    """The one character that a reader takes this one for; itself where there is none."""
    if "ㄱ" <= character <= "ㅣ" or "가" <= character <= "힣":
        return character
    if character in NEGATIVE:
        return NEGATIVE[character]
    wide = unicodedata.normalize("NFKC", character)
    if len(wide) == 3 and wide[0] == "(" and wide[2] == ")":
        wide = wide[1]
    if len(wide) != 1:
        return character
    if "가" <= wide <= "힣":
        return wide
    bare, *marks = list(unicodedata.normalize("NFKD", wide))
    if marks and all(unicodedata.category(mark) == "Mn" for mark in marks) and bare.isascii():
        wide = bare
    return MODERN.get(wide, wide)


class Characters(dict[int, str]):
    """A table for `str.translate` that works out a code point when it first meets it."""

    def __missing__(self, point: int) -> str:
        read = _read_as(chr(point))
        if len(self) < REMEMBERED:
            self[point] = read
        return read


READ_AS = Characters()

COUNTED = {chr(0x2460 + place): str(place + 1) for place in range(9, 20)} | {
    chr(0x24EB + place): str(place + 11) for place in range(10)
}
"""Numbers of two digits in one circle, ⑩ to ⑳ and ⓫ to ⓴: the one case where a character is read as two."""


def _pairs(*groups: tuple[str, str]) -> dict[int, str]:
    return {ord(written): read for group, read in groups for written in group}


SHAPES = _pairs(
    ("人入∧⋀Λ", "ㅅ"),
    ("丨｜∣│┃|", "ㅣ"),
    ("卜ト├┝", "ㅏ"),
    ("┤┫", "ㅓ"),
    ("丄┴⊥", "ㅗ"),
    ("丅┬⊤", "ㅜ"),
    ("一―─━", "ㅡ"),
    ("己乙", "ㄹ"),
    ("口囗□", "ㅁ"),
    ("匚⊏", "ㄷ"),
    ("レ乚└", "ㄴ"),
    ("フ¬┐", "ㄱ"),
    ("ス", "ㅈ"),
    ("ヲ", "ㅋ"),
    ("〇○◯", "ㅇ"),
    ("廿卄", "ㅂ"),
    ("ユ", "그"),
    ("亻", "이"),
    ("🐶🐕🦮🐩", "개"),
    ("🦶👣", "발"),
    ("👞👟🥿", "신"),
    ("🐷🐖🐽", "돼"),
    ("а", "a"),
    ("е", "e"),
    ("о", "o"),
    ("р", "p"),
    ("с", "c"),
    ("у", "y"),
    ("х", "x"),
    ("і", "i"),
    ("ѕ", "s"),
    ("α", "a"),
    ("ο", "o"),
    ("ι", "i"),
    ("ν", "v"),
)
"""Characters that stand for a Hangul letter, a syllable or a Latin letter by their looks alone."""


def any_of(characters: Iterable[str]) -> str:
    """A regular expression's class of these characters."""
    return "[" + "".join("\\" + c if c in "\\]^-[|&~" else c for c in sorted(set(characters))) + "]"
