"""Reads Korean that is written in Latin letters: ssibal, byungsin, si발."""

import regex

from moderation.text.folded import Folded, rewritten
from moderation.text.hangul import compose

LEADS = {
    "kk": "ㄲ", "gg": "ㄲ", "tt": "ㄸ", "dd": "ㄸ", "pp": "ㅃ", "bb": "ㅃ", "ss": "ㅆ", "jj": "ㅉ", "tch": "ㅉ",
    "ch": "ㅊ", "sh": "ㅅ", "ssh": "ㅆ", "g": "ㄱ", "k": "ㅋ", "n": "ㄴ", "d": "ㄷ", "t": "ㅌ", "r": "ㄹ", "l": "ㄹ",
    "m": "ㅁ", "b": "ㅂ", "v": "ㅂ", "p": "ㅍ", "s": "ㅅ", "j": "ㅈ", "z": "ㅈ", "h": "ㅎ", "f": "ㅍ", "c": "ㅆ",
}  # fmt: skip
VOWELS = {
    "yeo": "ㅕ", "yae": "ㅒ", "wae": "ㅙ", "eui": "ㅢ", "ye": "ㅖ", "ya": "ㅑ", "yo": "ㅛ", "yu": "ㅠ", "wa": "ㅘ",
    "wo": "ㅝ", "we": "ㅞ", "wi": "ㅟ", "ui": "ㅢ", "eo": "ㅓ", "eu": "ㅡ", "ae": "ㅐ", "oe": "ㅚ", "ee": "ㅣ",
    "oo": "ㅜ", "a": "ㅏ", "e": "ㅔ", "i": "ㅣ", "o": "ㅗ", "u": "ㅜ",
}  # fmt: skip
TAILS = {
    "ng": "ㅇ",
    "n": "ㄴ",
    "m": "ㅁ",
    "l": "ㄹ",
    "r": "ㄹ",
    "k": "ㄱ",
    "g": "ㄱ",
    "t": "ㅅ",
    "p": "ㅂ",
    "b": "ㅂ",
    "s": "ㅅ",
}


def _one_of(table: dict[str, str]) -> str:
    return "|".join(sorted(table, key=len, reverse=True))


SOUNDS = "aeiouyw"
SYLLABLE = regex.compile(
    rf"({_one_of(LEADS)}|)({_one_of(VOWELS)})((?:ng|[nmlr]|(?P<stop>[kgtpbs])(?!(?P=stop)[{SOUNDS}]))(?![{SOUNDS}]))?"
)
WORD = regex.compile(rf"(?<![a-z])(?:{SYLLABLE.pattern.replace('stop', 'halt')})+(?![a-z])|(?<![a-z])c(?=[가-힣ㄱ-ㅎ])")


def romanised(folded: Folded) -> Folded:
    """`folded` with every Latin word that can be read as Korean syllables written so; others stay."""
    return rewritten(folded, WORD, _in_hangul)


def _in_hangul(match: "regex.Match[str]") -> str:
    if match[0] == "c":
        return "씨"
    return "".join(
        compose(LEADS.get(syllable[1], "ㅇ"), VOWELS[syllable[2]], TAILS.get(syllable[3] or "", ""))
        for syllable in SYLLABLE.finditer(match[0])
    )
