"""Reads the labelled tables: what each says of a text, and silence (None) about what it does not say."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.labels import LABELS, OUTPUTS, SERVING_SOURCE

GROUNDS = LABELS[2:]
KOSBI_GROUNDS = {
    "나이/세대": "age",
    "출신 지역 (국내)": "region",
    "인종/민족/출신 국가": "race",
    "종교": "religion",
    "성별": "gender",
    "정치적/신념적 성향": "politics",
    "외모/용모/신체적 조건": "physical",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A text with what its source says of it: `said[label]` is 0 or 1; a label that is absent is unknown."""

    text: str
    source: str
    said: dict[str, float]

    def targets(self) -> list[float | None]:
        """The labels in the order of the model's outputs; None where the source says nothing."""
        return [self.said.get(label) for label in OUTPUTS]


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one tab-separated table with CSV quoting."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


def clean(*labels: str) -> dict[str, float]:
    """Not toxic, and so none of `labels` (all nine where none is named)."""
    return dict.fromkeys(labels or LABELS, 0.0) | {"toxic": 0.0}


def kmhas(path: Path, source: str) -> Iterator[Row]:
    """A table in the K-MHaS scheme; its labels are complete, so an absent one is a 0."""
    for line in read_table(path):
        names = {{"origin": "region"}.get(n, n) for n in line["labels"].split(",")} - {"clean"}
        said = {label: float(label in names) for label in LABELS}
        yield Row(line["text"], source, said | {"toxic": float(bool(names))})


def beep(path: Path) -> Iterator[Row]:
    """BEEP!: offensive and hate are toxic; `gender_bias` is the gender label; other grounds are not told."""
    for line in read_table(path):
        kind = line["hate"]
        said = {"toxic": float(kind != "none"), "hate": float(kind == "hate")}
        said["gender"] = float(line["gender_bias"] == "True")
        if kind == "none":
            said["profanity"] = 0.0
        yield Row(line["text"], "beep", said)


def curse(path: Path) -> Iterator[Row]:
    """Community posts that swear or do not: profanity alone."""
    for line in read_table(path):
        yield Row(line["text"], "curse", {"profanity": float(line["profane"])})


def kotox(path: Path) -> Iterator[Row]:
    """Obfuscated sentences: toxic or clean."""
    for line in read_table(path):
        yield Row(line["text"], "kotox", {"toxic": 1.0} if line["toxic"] == "1" else clean())


def kda(path: Path) -> Iterator[Row]:
    """Pairs of a neutral sentence and its implicitly offensive twin; a neutral one is kept once."""
    seen: set[str] = set()
    for line in read_table(path):
        yield Row(line["offensive"], "kda", {"toxic": 1.0})
        if line["neutral"] not in seen:
            seen.add(line["neutral"])
            yield Row(line["neutral"], "kda", clean())


def kosbi(path: Path) -> Iterator[Row]:
    """Sentences about groups: a safe one is clean in every label, an unsafe one names its group's ground."""
    seen: set[str] = set()
    for line in read_table(path):
        for part in ("context", "sentence"):
            text, verdict = line[part], line[f"{part}_label"]
            if text in seen or verdict not in ("safe", "unsafe"):
                continue
            seen.add(text)
            ground = KOSBI_GROUNDS.get(line["category"])
            unsafe = {"toxic": 1.0} | ({ground: 1.0} if ground else {})
            yield Row(text, "kosbi", clean() if verdict == "safe" else unsafe)


def moderated(path: Path) -> Iterator[Row]:
    """What people ruled otherwise than the machine (`hanmadi export --training`), by the standard that is served.

    An empty cell says nothing.  Where a policy was too strict, or the context decided, the words teach
    nothing.
    """
    for line in read_table(path):
        if line["fault"] not in ("policy", "context"):
            yield Row(line["text"], SERVING_SOURCE, {label: float(line[label]) for label in LABELS if line[label]})


def labelled(data: Path) -> Iterator[Row]:
    """Every row of `data/train`; raises `FileNotFoundError` where a table is missing."""
    train = data / "train"
    yield from kmhas(train / "kmhas_valid.tsv", "kmhas")
    yield from kmhas(train / "kmhas_kold_mixed.tsv", "mixed")
    yield from beep(train / "beep_train.tsv")
    yield from curse(train / "curse_2runo.tsv")
    yield from kotox(train / "kotox_train.tsv")
    yield from kda(train / "kda_pairs.tsv")
    yield from kosbi(train / "kosbi_valid.tsv")
