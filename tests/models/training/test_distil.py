"""What finished models say together is what the next one learns from."""

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from models.classifier import Classifier
from models.labels import LABELS, OUTPUTS
from models.runtimes import Floats
from models.training.distil import outputs_of, read_texts, spliced, taught, together
from models.training.examples import TRAIN, Example


class Teacher:
    """Says the same of every text."""

    def __init__(self, chance: float, labels: tuple[str, ...] = LABELS) -> None:
        self.chance, self.labels = chance, labels

    def chances(self, texts: Sequence[str]) -> Floats:
        return np.full((len(texts), len(self.labels)), self.chance, dtype=np.float32)


def ask(texts: Sequence[str], *teachers: Teacher, weights: Sequence[int] = (1, 1, 1)) -> list[Example]:
    named = (cast(Classifier, teacher) for teacher in teachers)
    return list(taught(texts, dict(zip(named, weights, strict=False))))


def test_teachers_are_averaged_in_logits_and_none_outvotes_the_others_by_being_sure() -> None:
    even = together([np.array([[0.2]], np.float32), np.array([[0.8]], np.float32)], [1, 1])
    assert even == pytest.approx(0.5)
    assert 0.05 < together([np.array([[1.0]], np.float32), np.array([[0.01]], np.float32)], [1, 1])[0, 0] < 0.95


def test_a_teacher_that_weighs_double_counts_as_two() -> None:
    double = ask(["글"], Teacher(0.2), Teacher(0.8), weights=(2, 1))[0].targets[0]
    assert double == ask(["글"], Teacher(0.2), Teacher(0.2), Teacher(0.8))[0].targets[0]
    assert double == pytest.approx(1 / (1 + 4 ** (1 / 3)), abs=1e-4)


def test_every_text_is_taught_and_what_no_teacher_reports_stays_unknown() -> None:
    texts = [f"의견 {number}" for number in range(600)]
    found = ask(texts, Teacher(0.25))
    assert [example.text for example in found] == texts
    assert {example.fold for example in found} == {TRAIN}
    said = dict(zip(OUTPUTS, found[-1].targets, strict=True))
    assert said.pop("hate") is None
    assert said == dict.fromkeys(LABELS, 0.25)


def test_by_another_standard_only_what_it_tells_is_taught() -> None:
    rows = [
        Example("글", "beep", tuple(1.0 if output in ("toxic", "hate") else None for output in OUTPUTS), TRAIN),
        Example("글", "beep", tuple(0.0 if output in ("toxic", "gender") else None for output in OUTPUTS), TRAIN),
        Example("글", "kmhas", tuple(0.0 for _ in OUTPUTS), TRAIN),
    ]
    told = outputs_of(rows, "beep")
    assert told == ["toxic", "gender", "hate"]
    (found,) = taught(["글"], {cast(Classifier, Teacher(0.25, OUTPUTS)): 1}, "taught-beep", told)
    assert found.source == "taught-beep"
    assert found.targets == tuple(0.25 if output in told else None for output in OUTPUTS)
    assert outputs_of(rows, "kosbi") == []


def test_teachers_with_different_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="different labels"):
        ask(["글"], Teacher(0.5), Teacher(0.5, ("toxic",)))


def test_lines_are_read_once_from_plain_and_gzipped_files(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("하나\n\n둘\n", encoding="utf-8")
    (tmp_path / "packed.txt.gz").write_bytes(gzip.compress("둘\n셋\n".encode()))
    assert read_texts([tmp_path / "plain.txt", tmp_path / "packed.txt.gz"]) == ["하나", "둘", "셋"]


def test_a_splice_begins_as_one_comment_and_ends_as_another() -> None:
    texts = ["가 나 다 라", "마 바 사", "아"]
    found = spliced(texts, 40)
    assert len(found) == 40
    assert found == spliced(texts, 40)
    assert set(found) == {"가 나 사", "가 나", "마 바 다 라", "마 바", "아 다 라", "아 사"}
