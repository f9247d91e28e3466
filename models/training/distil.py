"""Lets finished models teach one: what they say together of texts that nobody labelled becomes soft targets."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
from tqdm import tqdm

from models.classifier import Classifier
from models.folder import MANIFEST
from models.labels import LABELS, OUTPUTS, SERVING_SOURCE
from models.runtimes import Floats
from models.training.examples import TRAIN, Example
from models.training.judge import judge

SOURCE = "taught"
"""Whose rows these are, of the standard that is served; `voices` of the run says with which token they are read."""
AT_ONCE = 256
SUREST = 1e-4
"""No teacher is surer than this of a 0 or a 1: one that is would outvote the others alone."""


def read_texts(paths: Sequence[Path]) -> list[str]:
    """The distinct lines of text files, gzipped or not, in their order."""
    found: dict[str, None] = {}
    for path in paths:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            found |= dict.fromkeys(text for line in lines if (text := line.strip()))
    return list(found)


def together(chances: Sequence[Floats], weights: Sequence[int]) -> Floats:
    """The weighted mean of probabilities in logits, back as probabilities; all of one shape."""
    clipped = np.clip(np.stack(list(chances)), SUREST, 1 - SUREST)
    logits = np.average(np.log(clipped / (1 - clipped)), axis=0, weights=weights)
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def taught(
    texts: Sequence[str], teachers: Mapping[Classifier, int], source: str = SOURCE, told: Collection[str] = LABELS
) -> Iterator[Example]:
    """Each text with the mean of the teachers, by their weights, in the outputs `told`; any other stays unknown.

    The teachers must report the same labels; raises `ValueError` otherwise.
    """
    labels = next(iter(teachers)).labels
    if any(teacher.labels != labels for teacher in teachers):
        raise ValueError("The teachers report different labels.")
    for start in tqdm(range(0, len(texts), AT_ONCE), desc="teachers", unit_scale=AT_ONCE, mininterval=5):
        some = texts[start : start + AT_ONCE]
        mean = together([teacher.chances(some) for teacher in teachers], list(teachers.values()))
        for text, row in zip(some, mean, strict=True):
            said = {label: round(float(chance), 4) for label, chance in zip(labels, row, strict=True) if label in told}
            yield Example(text, source, tuple(said.get(output) for output in OUTPUTS), TRAIN)


def source_of(standard: str) -> str:
    """Whose rows are taught by a standard: `taught` by the one that is served, `taught-beep` by BEEP!'s."""
    return SOURCE if standard == SERVING_SOURCE else f"{SOURCE}-{standard}"


def outputs_of(examples: Iterable[Example], source: str) -> list[str]:
    """The outputs of which the rows of `source` say anything."""
    said = [example.targets for example in examples if example.source == source]
    return [output for output, column in zip(OUTPUTS, zip(*said, strict=True), strict=False) if set(column) != {None}]


def spliced(texts: Sequence[str], count: int, seed: int = 5) -> list[str]:
    """`count` comments that nobody wrote: the first words of one and the last words of another.

    Teachers know their own training rows by heart and say of them what the labels said; of these they say what they
    think.
    """
    rng = Random(seed)
    pairs = (rng.sample(texts, 2) for _ in range(count))
    return [" ".join((*_half(first)[0], *_half(last)[1])) for first, last in pairs]


def _half(text: str) -> tuple[list[str], list[str]]:
    words = text.split()
    middle = (len(words) + 1) // 2
    return words[:middle], words[middle:]


def teacher(folder: Path, standard: str) -> Classifier:
    """The model of `folder` by the standard of a source: as it is served, or by torch where it was never exported."""
    served = (folder / MANIFEST).exists()
    return judge(folder, standard, backend="openvino" if served else "torch")


def distil(
    texts: Sequence[str], teachers: Sequence[Path], standard: str = SERVING_SOURCE, told: Collection[str] = LABELS
) -> Iterator[Example]:
    """Soft examples of `texts` from the models in the folders `teachers`; one that is named twice weighs double.

    They are the models' opinion by the `standard` of a source, which tells the outputs `told`.
    """
    asked = {teacher(folder, standard): weight for folder, weight in Counter(teachers).items()}
    yield from taught(texts, asked, source_of(standard), told)
