"""Sentences of our own: templates filled with groups, offices and matters, with the particles that fit them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from models.labels import LABELS
from models.training.evasion import is_syllable, take_apart
from models.training.tables import Row, clean

OWN = Path(__file__).parent / "own"

PARTICLES = {"은": "는", "이": "가", "을": "를", "과": "와", "으로": "로", "이네": "네", "이래": "래", "이구나": "구나"}
PARTICLES |= {
    "인가요": "인가요",
    "이랑": "랑",
    "이고": "고",
    "이나": "나",
    "이란": "란",
    "이면": "면",
    "이지만": "지만",
}
PARTICLES |= {"이라" + rest: "라" + rest for rest in ("고", "서", "는", "면", "더라", "던데")}
SLOT = re.compile(r"\{(\w+)\}(" + "|".join(sorted(PARTICLES, key=len, reverse=True)) + r")?")


def fitted(word: str, particle: str) -> str:
    """`word` with the form of `particle` that follows its last sound: 중국인은, 노동자는."""
    closed = is_syllable(word[-1]) and (ord(word[-1]) - 0xAC00) % 28 != 0
    if particle == "으로" and is_syllable(word[-1]) and take_apart(word[-1])[2] == "ㄹ":
        closed = False
    return word + (particle if closed else PARTICLES.get(particle, particle))


def fill(template: str, words: dict[str, str]) -> str:
    """`{group}은` and its like, filled; raises `KeyError` where a slot has no word."""
    return SLOT.sub(lambda m: fitted(words[m[1]], m[2]) if m[2] else words[m[1]], template)


def lines_of(name: str) -> list[str]:
    """The lines of one of our own files, without blank ones."""
    return [line for line in (OWN / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def groups() -> list[tuple[str, str]]:
    """Each group with the label of its ground; '-' where there is no such label."""
    return [(name, ground) for name, ground in (line.split("\t") for line in lines_of("groups.tsv"))]


def about_groups(rng: Random, each: int) -> Iterator[Row]:
    """For each group, `each` neutral sentences and a third as many hateful ones."""
    neutral, hateful = lines_of("neutral.txt"), lines_of("hateful.txt")
    for name, ground in groups():
        for template in rng.sample(neutral, min(each, len(neutral))):
            yield Row(fill(template, {"group": name}), "own", clean())
        for template in rng.sample(hateful, min(max(1, each // 3), len(hateful))):
            said = {"toxic": 1.0} | ({ground: 1.0} if ground in LABELS else {})
            yield Row(fill(template, {"group": name}), "own", said)


def about_politics(rng: Random, each: int) -> Iterator[Row]:
    """Sharp criticism of those in office: protected, so clean in every label; and abuse of the same, which is not."""
    slots = {"office": lines_of("offices.txt"), "matter": lines_of("matters.txt"), "nation": lines_of("nations.txt")}

    def filled(name: str, times: int) -> Iterator[str]:
        for template in lines_of(name):
            yield from {fill(template, {k: rng.choice(v) for k, v in slots.items()}): None for _ in range(times)}

    for text in filled("criticism.txt", each):
        yield Row(text, "own", clean())
    for text in filled("partisan.txt", max(1, each // 2)):
        yield Row(text, "own", {"toxic": 1.0, "politics": 1.0})


def own_rows(seed: int, each: int = 12) -> Iterator[Row]:
    """All sentences of our own, the same for the same seed."""
    rng = Random(seed)
    yield from about_groups(rng, each)
    yield from about_politics(rng, each // 2)
    for text in lines_of("ordinary.txt"):
        yield Row(text, "own", clean())
    for text in lines_of("abusive.txt"):
        yield Row(text, "own", {"toxic": 1.0, "profanity": 1.0})
