"""Hangul arithmetic: syllables to letters (jamo) and back, and the two-set keyboard (두벌식)."""

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

FIRST = 0xAC00
"""Code point of 가: a syllable is FIRST + (lead * 21 + vowel) * 28 + tail."""

OPEN = "[" + "".join(chr(FIRST + 28 * place) for place in range(399)) + "]"
"""A regular expression's class of the syllables without a final consonant."""

PAIRED_VOWELS = {
    "ㅗㅏ": "ㅘ",
    "ㅗㅐ": "ㅙ",
    "ㅗㅣ": "ㅚ",
    "ㅜㅓ": "ㅝ",
    "ㅜㅔ": "ㅞ",
    "ㅜㅣ": "ㅟ",
    "ㅡㅣ": "ㅢ",
}
PAIRED_TAILS = {
    "ㄱㅅ": "ㄳ",
    "ㄴㅈ": "ㄵ",
    "ㄴㅎ": "ㄶ",
    "ㄹㄱ": "ㄺ",
    "ㄹㅁ": "ㄻ",
    "ㄹㅂ": "ㄼ",
    "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ",
    "ㅂㅅ": "ㅄ",
}

LEAD_AT = {letter: place for place, letter in enumerate(LEADS)}
VOWEL_AT = {letter: place for place, letter in enumerate(VOWELS)}
TAIL_AT = {letter: place for place, letter in enumerate(TAILS)}

TWO_SET = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
"""What each key of a Latin keyboard types on the two-set Korean layout."""


def is_syllable(character: str) -> bool:
    """Whether this is a precomposed syllable, 가 to 힣."""
    return "가" <= character <= "힣"


def is_letter(character: str) -> bool:
    """Whether this is a loose letter of the compatibility block, ㄱ to ㅣ."""
    return "ㄱ" <= character <= "ㅣ"


def compose(lead: str, vowel: str, tail: str = "") -> str:
    """The syllable of these letters; KeyError for a letter that cannot stand there."""
    return chr(FIRST + (LEAD_AT[lead] * 21 + VOWEL_AT[vowel]) * 28 + (TAIL_AT[tail] if tail else 0))


def decompose(syllable: str) -> tuple[str, str, str]:
    """Lead, vowel and tail of one precomposed syllable; the tail may be empty."""
    place = ord(syllable) - FIRST
    return LEADS[place // 588], VOWELS[place // 28 % 21], TAILS[place % 28].strip()


def lead_of(syllable: str) -> str:
    """The initial letter (초성) of one precomposed syllable."""
    return LEADS[(ord(syllable) - FIRST) // 588]


def is_open(syllable: str) -> bool:
    """Whether a syllable has no final consonant and so could still take one."""
    return is_syllable(syllable) and (ord(syllable) - FIRST) % 28 == 0
