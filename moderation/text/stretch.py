"""Takes a stretched syllable once: 시이이발 is read 시발, 시바알 too."""

import re
from functools import lru_cache

from moderation.text.fold import LONGEST, REMEMBERED
from moderation.text.folded import Folded, rewritten
from moderation.text.hangul import FIRST, VOWELS

SAME_SOUND = {
    "ㅐ": "ㅐㅔ",
    "ㅑ": "ㅏㅑ",
    "ㅒ": "ㅐㅔ",
    "ㅔ": "ㅔㅐ",
    "ㅕ": "ㅓㅕ",
    "ㅖ": "ㅔㅐ",
    "ㅘ": "ㅏ",
    "ㅙ": "ㅐㅔ",
    "ㅚ": "ㅔㅚ",
    "ㅛ": "ㅗ",
    "ㅝ": "ㅓ",
    "ㅞ": "ㅔㅐ",
    "ㅟ": "ㅣ",
    "ㅠ": "ㅜ",
    "ㅢ": "ㅣㅡ",
}
"""The vowels that lengthen a vowel; any other is lengthened by itself."""

SILENT_LEAD = 11
"""Place of ㅇ, which has no sound of its own, among the leads."""


def _longer(vowel: str) -> str:
    """The alternative for one vowel: an open syllable with it, and what lengthens it."""
    place = VOWELS.index(vowel)
    opening = "".join(chr(FIRST + (lead * 21 + place) * 28) for lead in range(19))
    blocks = [FIRST + (SILENT_LEAD * 21 + VOWELS.index(same)) * 28 for same in SAME_SOUND.get(vowel, vowel)]
    still_open = "".join(chr(block) for block in blocks)
    closing = "".join(f"{chr(block + 1)}-{chr(block + 27)}" for block in blocks)
    return f"[{opening}](?:[{still_open}]{{1,{LONGEST}}}[{closing}]?|[{closing}])"


STRETCHED = re.compile(f"(?=[가-힣][아-잏])(?:{'|'.join(map(_longer, VOWELS))})")
PIECES = re.compile(f"(?s:{STRETCHED.pattern}|.)")


def shortened(folded: Folded) -> Folded:
    """`folded` with each stretched syllable taken once, with the final consonant of its end."""
    return rewritten(folded, PIECES, _once) if STRETCHED.search(folded.text) else folded


@lru_cache(REMEMBERED)
def _once(written: str) -> str:
    return chr(ord(written[0]) + (ord(written[-1]) - FIRST) % 28) if len(written) > 1 else written
