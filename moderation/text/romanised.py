"""Reads Korean that is written in Latin letters: ssibal, byungsin, si발."""

import re
from functools import lru_cache

import regex

from moderation.text.fold import REMEMBERED
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
WORD = re.compile("(?s:[a-z]+|.)")
LATIN = re.compile("[a-z]")
LEADING_C = re.compile("(?<![a-z])c(?=[가-힣ㄱ-ㅎ])")
LONGEST_WORD = 200
"""Letters up to which something is tried as a word."""


def romanised(folded: Folded) -> Folded:
    """`folded` with every Latin word that can be read as Korean syllables written so; others stay."""
    return rewritten(folded.renamed(LEADING_C.sub("씨", folded.text)), WORD, _read)


def _read(word: str) -> str:
    return _in_hangul(word) if "a" <= word[0] <= "z" and len(word) <= LONGEST_WORD else word


@lru_cache(REMEMBERED)
def _in_hangul(word: str) -> str:
    korean: str = SYLLABLE.sub(_syllable, word)
    return word if LATIN.search(korean) else korean


def _syllable(match: "regex.Match[str]") -> str:
    return compose(LEADS.get(match[1], "ㅇ"), VOWELS[match[2]], TAILS.get(match[3] or "", ""))
