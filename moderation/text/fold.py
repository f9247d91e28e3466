"""Folds a text to what a reader reads, character by character, and keeps the way back.

    invisible characters and combining marks   away
    decomposed Hangul, ﾡ, ㉠, ㈀                the same in today's letters
    full width, circled, styled, accented      the plain character, in lower case
    loose letters that spell a syllable        the syllable (ㅅㅣㅂㅏㄹ: 시발)

What needs more than one reading (spaces taken out, the keyboard's other layout, ...) is in `readings`.
"""

import unicodedata

import regex

from moderation.text.characters import COUNTED, READ_AS, any_of
from moderation.text.folded import Folded, rewritten, unfolded, without
from moderation.text.hangul import LEADS, PAIRED_TAILS, PAIRED_VOWELS, TAILS, VOWELS, compose

ORDINARY = regex.compile(r"[\x20-\x7e\n가-힣ㄱ-ㅎㅏ-ㅣ]*")
HIDDEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\p{Me}\u2800\p{Emoji_Modifier}\0]")
CONJOINING = regex.compile("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[가-힣][\u11a8-\u11c2]")
OUT_OF_DATE = regex.compile("[\u1100-\u11ff]")
COUNTS = regex.compile(any_of(COUNTED))
VOWEL = regex.compile("[ㅏ-ㅣ]")
SPELLED = regex.compile(
    f"([{LEADS}])([{VOWELS}]+)((?:{'|'.join(PAIRED_TAILS)}|[{TAILS[1:]}])(?![{VOWELS}]))?",
)


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
        folded = rewritten(folded, CONJOINING, _joined)
    if COUNTS.search(folded.text):
        folded = rewritten(folded, COUNTS, lambda match: COUNTED[match[0]])
    return folded.renamed(folded.text.translate(READ_AS))


def _joined(match: "regex.Match[str]") -> str:
    written: str = match[0]
    whole = unicodedata.normalize("NFC", written)
    return whole if len(whole) == 1 else written


def lowered(folded: Folded) -> Folded:
    """In lower case; a character whose lower case is longer than itself stays."""
    lower = folded.text.lower()
    if len(lower) != len(folded.text):
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in folded.text)
    return folded.renamed(lower)


def composed(folded: Folded) -> Folded:
    """With loose letters that spell a syllable as that syllable."""
    return rewritten(folded, SPELLED, _spelled) if VOWEL.search(folded.text) else folded


def _spelled(match: "regex.Match[str]") -> str:
    return syllable(match[1], match[2], match[3] or "")


def syllable(lead: str, vowels: str, tail: str = "") -> str:
    """The syllable that these loose letters write; a stretched vowel (ㅣㅣㅣ) is taken once."""
    return compose(lead, PAIRED_VOWELS.get(vowels[:2], vowels[0]), PAIRED_TAILS.get(tail, tail))
