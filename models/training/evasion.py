"""How people write past a filter, as functions of a text: what the folding of the lexicon undoes, done.

Own code; every evasion keeps the text readable to a person and takes its chances from the given generator.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
FIRST, LAST = 0xAC00, 0xD7A3

MARKS = "1!.~-_*^@#/,;|♡★ㅡㅣ·"
HARDER = dict(zip("ㄱㄷㅂㅅㅈ", "ㄲㄸㅃㅆㅉ", strict=True))
BREATHY = dict(zip("ㄱㄷㅂㅈ", "ㅋㅌㅍㅊ", strict=True))
SLANTED = {"ㅏ": "ㅑ", "ㅓ": "ㅕ", "ㅗ": "ㅛ", "ㅜ": "ㅠ", "ㅐ": "ㅒ", "ㅔ": "ㅖ", "ㅣ": "ㅟ", "ㅡ": "ㅢ"}
LIKE = {"ㅐ": "ㅔ", "ㅔ": "ㅐ", "ㅙ": "ㅞ", "ㅚ": "ㅙ", "ㅖ": "ㅔ", "ㅢ": "ㅣ"}
DOUBLES = {"대": "머", "머": "대", "귀": "커", "커": "귀", "유": "윾", "비": "네", "명": "띵"}
ENCLOSED = {c: (chr(0x326E + i), chr(0x320E + i)) for i, c in enumerate("가나다라마바사아자차카타파하")}
ALIKE = dict(
    zip(
        "그고스이다오일사구육소대인중심산수하가해은여무생금장상정모남식부자지화",
        "ユコス二多五日四九六小大人中心山水下家海恩女無生金長上正母男食父子止火",
        strict=True,
    )
)
"""Signs of Chinese and Japanese that look like a syllable or sound like it."""
LATIN = dict(zip("ㄱㄴㄷㄹㅁㅂㅅㅈㅋㅌㅍㅎ", "gndrmbsjktph", strict=True))

Evasion = Callable[[str, Random], str]


def is_syllable(char: str) -> bool:
    """Whether `char` is one precomposed hangul syllable."""
    return len(char) == 1 and FIRST <= ord(char) <= LAST


def take_apart(syllable: str) -> tuple[str, str, str]:
    """Lead, vowel and tail of a syllable as compatibility jamo; the tail is '' where there is none."""
    index = ord(syllable) - FIRST
    return LEADS[index // 588], VOWELS[index // 28 % 21], TAILS[index % 28].strip()


def put_together(lead: str, vowel: str, tail: str = "") -> str:
    """The syllable of three compatibility jamo."""
    return chr(FIRST + LEADS.index(lead) * 588 + VOWELS.index(vowel) * 28 + TAILS.index(tail or " "))


def each_syllable(text: str, chance: float, rng: Random, change: Callable[[str], str]) -> str:
    """`change` applied to a share of the syllables."""
    return "".join(change(c) if is_syllable(c) and rng.random() < chance else c for c in text)


def split_jamo(text: str, rng: Random) -> str:
    """병신 -> ㅂㅕㅇ신."""
    return each_syllable(text, rng.uniform(0.15, 0.6), rng, lambda c: "".join(take_apart(c)))


def drop_tail_out(text: str, rng: Random) -> str:
    """병신 -> 벼ㅇ시ㄴ."""

    def push(c: str) -> str:
        lead, vowel, tail = take_apart(c)
        return put_together(lead, vowel) + tail

    return each_syllable(text, rng.uniform(0.2, 0.6), rng, push)


def insert_marks(text: str, rng: Random) -> str:
    """병신 -> 병1신, 병.신."""
    mark, chance = rng.choice(MARKS), rng.uniform(0.15, 0.6)
    return "".join(c + mark if is_syllable(c) and rng.random() < chance else c for c in text)


def space_out(text: str, rng: Random) -> str:
    """병신 -> 병 신."""
    chance = rng.uniform(0.3, 1.0)
    return "".join(c + " " if is_syllable(c) and rng.random() < chance else c for c in text).strip()


def close_up(text: str, rng: Random) -> str:
    """Takes spaces out."""
    chance = rng.uniform(0.5, 1.0)
    return "".join(c for c in text if c != " " or rng.random() > chance)


def harden(text: str, rng: Random) -> str:
    """가 -> 까 or 카."""
    table = rng.choice((HARDER, BREATHY))

    def change(c: str) -> str:
        lead, vowel, tail = take_apart(c)
        return put_together(table.get(lead, lead), vowel, tail)

    return each_syllable(text, rng.uniform(0.2, 0.6), rng, change)


def slant(text: str, rng: Random) -> str:
    """새끼 -> 섀뀌, 세끼."""
    table = rng.choice((SLANTED, LIKE))

    def change(c: str) -> str:
        lead, vowel, tail = take_apart(c)
        return put_together(lead, table.get(vowel, vowel), tail)

    return each_syllable(text, rng.uniform(0.3, 0.8), rng, change)


def add_tails(text: str, rng: Random) -> str:
    """바보 -> 밥봉: a tail where there was none."""

    def change(c: str) -> str:
        lead, vowel, tail = take_apart(c)
        return put_together(lead, vowel, tail or rng.choice("ㄱㄴㅁㅂㅅㅇ"))

    return each_syllable(text, rng.uniform(0.2, 0.5), rng, change)


def run_on(text: str, rng: Random) -> str:
    """A tail moves to an empty lead after it: 병신아 -> 병시나."""
    chars = list(text)
    for i in range(len(chars) - 1):
        if not (is_syllable(chars[i]) and is_syllable(chars[i + 1])) or rng.random() > 0.7:
            continue
        (lead, vowel, tail), following = take_apart(chars[i]), take_apart(chars[i + 1])
        if tail and tail in LEADS and tail != "ㅇ" and following[0] == "ㅇ":
            chars[i] = put_together(lead, vowel)
            chars[i + 1] = put_together(tail, following[1], following[2])
    return "".join(chars)


def swap_shapes(text: str, rng: Random) -> str:
    """Syllables that look alike: 대 -> 머, 귀 -> 커."""
    return "".join(DOUBLES.get(c, c) if rng.random() < 0.8 else c for c in text)


def repeat_vowel(text: str, rng: Random) -> str:
    """시발 -> 시이발."""

    def change(c: str) -> str:
        _, vowel, tail = take_apart(c)
        return c if tail else c + put_together("ㅇ", vowel)

    return each_syllable(text, rng.uniform(0.1, 0.4), rng, change)


def enclose(text: str, rng: Random) -> str:
    """가 -> ㉮, ㈎."""
    return each_syllable(text, rng.uniform(0.3, 0.9), rng, lambda c: rng.choice(ENCLOSED.get(c, (c, c))))


def borrow_signs(text: str, rng: Random) -> str:
    """그 사람 대단하다 -> ユ 四람 大단下多."""
    return each_syllable(text, rng.uniform(0.3, 0.9), rng, lambda c: ALIKE.get(c, c))


def spell_lead(text: str, rng: Random) -> str:
    """사촌 -> sㅏ촌."""

    def change(c: str) -> str:
        lead, vowel, tail = take_apart(c)
        return LATIN[lead] + vowel if lead in LATIN and not tail else c

    return each_syllable(text, rng.uniform(0.1, 0.4), rng, change)


def decorate(text: str, rng: Random) -> str:
    """Emoji and marks between words."""
    signs = rng.sample(["😂", "🤬", "💩", "♡", "★", "ㅋㅋ", "ㅡㅡ", "^^", "🐶", "🔥", "「", "」", "●"], 2)
    return " ".join(w + rng.choice(signs) if rng.random() < 0.4 else w for w in text.split(" "))


def widen(text: str, rng: Random) -> str:
    """Latin letters and digits become full-width; NFD for a share of texts."""
    if rng.random() < 0.3:
        return unicodedata.normalize("NFD", text)
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


EVASIONS: tuple[Evasion, ...] = (
    split_jamo,
    drop_tail_out,
    insert_marks,
    space_out,
    close_up,
    harden,
    slant,
    add_tails,
    run_on,
    swap_shapes,
    repeat_vowel,
    enclose,
    borrow_signs,
    spell_lead,
    decorate,
    widen,
)


def evade(text: str, rng: Random) -> str:
    """One to three evasions after one another."""
    for change in rng.sample(EVASIONS, rng.choice((1, 1, 2, 3))):
        text = change(text, rng)
    return text
