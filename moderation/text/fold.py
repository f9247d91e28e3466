"""Folds a text to what a reader reads, character by character, and keeps the way back.

    invisible characters and combining marks   away
    decomposed Hangul, ﾡ, ㉠, ㈀                the same in today's letters
    full width, circled, styled, accented      the plain character, in lower case
    loose letters that spell a syllable        the syllable (ㅅㅣㅂㅏㄹ: 시발)

What needs more than one reading (spaces taken out, the keyboard's other layout, ...) is in `readings`.
"""

import re
import unicodedata
from functools import lru_cache

import regex

from moderation.text.characters import COUNTED, READ_AS, any_of
from moderation.text.folded import Folded, rewritten, unfolded, without
from moderation.text.hangul import LEADS, OPEN, PAIRED_TAILS, PAIRED_VOWELS, TAILS, VOWELS, compose

ORDINARY = re.compile(r"[\x20-\x7e\n가-힣ㄱ-ㅎㅏ-ㅣ]*")
HIDDEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\p{Me}\u2800\p{Emoji_Modifier}\0]")
OUT_OF_DATE = re.compile("[\u1100-\u11ff]")
CONJOINING = re.compile(f"(?s:[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|{OPEN}[\u11a8-\u11c2]|.)")
COUNTS = re.compile(any_of(COUNTED))
CHARACTER = re.compile("(?s:.)")
VOWEL = re.compile("[ㅏ-ㅣ]")
LONGEST = 60
"""Letters of the longest piece that is read as one syllable."""

SPELLED = re.compile(
    f"(?s:[{LEADS}][{VOWELS}]{{1,{LONGEST}}}(?:(?:{'|'.join(PAIRED_TAILS)}|[{TAILS[1:]}])(?![{VOWELS}]))?|.)",
)
REMEMBERED = 4_096
"""How many pieces each rewriting keeps in mind."""


def fold(text: str) -> Folded:
    """What a reader reads.  Folding the result again changes nothing."""
    return composed(lowered(shown(text)))


def shown(text: str) -> Folded:
    """The text without what cannot be seen, each character as the plain one that it looks like; case kept."""
    folded = unfolded(text)
    if ORDINARY.fullmatch(text):
        return folded
    folded = without(folded, HIDDEN.sub("\0", text))
    if OUT_OF_DATE.search(folded.text):
        folded = rewritten(folded, CONJOINING, joined)
    if COUNTS.search(folded.text):
        folded = rewritten(folded, CHARACTER, lambda c: COUNTED.get(c, c))
    return folded.renamed(folded.text.translate(READ_AS))


@lru_cache(REMEMBERED)
def joined(letters: str) -> str:
    """Conjoining letters as the syllable that they write."""
    return unicodedata.normalize("NFC", letters) if len(letters) > 1 else letters


def lowered(folded: Folded) -> Folded:
    """In lower case; a character whose lower case is longer than itself stays."""
    lower = folded.text.lower()
    if len(lower) != len(folded.text):
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in folded.text)
    return folded.renamed(lower)


def composed(folded: Folded) -> Folded:
    """With loose letters that spell a syllable as that syllable."""
    return rewritten(folded, SPELLED, spelled) if VOWEL.search(folded.text) else folded


@lru_cache(REMEMBERED)
def spelled(letters: str) -> str:
    """The syllable that these loose letters spell; a stretched vowel (ㅣㅣㅣ) is taken once."""
    if len(letters) == 1:
        return letters
    tail = letters[1:].lstrip(VOWELS)
    vowels = letters[1 : len(letters) - len(tail)]
    return compose(letters[0], PAIRED_VOWELS.get(vowels[:2], vowels[0]), PAIRED_TAILS.get(tail, tail))
