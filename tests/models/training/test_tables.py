"""Tables become rows that say what their source says, and nothing else."""

from __future__ import annotations

from pathlib import Path

from models.labels import LABELS, OUTPUTS
from models.training import tables
from models.training.examples import HELD, TRAIN, divide, fold_of, read_examples, write_examples


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_kmhas_row_is_complete_and_its_origin_is_our_region(tmp_path: Path) -> None:
    path = written(tmp_path / "t.tsv", "text\tlabels", "말\torigin,age", "좋은 말\tclean")
    blamed, clean = tables.kmhas(path, "kmhas")
    assert [label for label in LABELS if blamed.said[label]] == ["toxic", "region", "age"]
    assert not any(clean.said.values())
    assert blamed.targets()[OUTPUTS.index("hate")] is None


def test_beep_is_silent_about_what_it_did_not_ask(tmp_path: Path) -> None:
    head = "text\tgender_bias\tbias\thate\ttitle"
    path = written(tmp_path / "t.tsv", head, "말\tTrue\tgender\toffensive\t제목", "말\tFalse\tnone\tnone\t제목")
    offensive, none = tables.beep(path)
    assert offensive.said == {"toxic": 1.0, "hate": 0.0, "gender": 1.0}
    assert none.said["toxic"] == 0.0
    assert offensive.targets()[LABELS.index("race")] is None


def test_swearing_alone_says_nothing_of_toxicity(tmp_path: Path) -> None:
    (row,) = tables.curse(written(tmp_path / "t.tsv", "text\tprofane", "말\t1"))
    assert row.said == {"profanity": 1.0}


def test_a_neutral_twin_is_kept_once(tmp_path: Path) -> None:
    rows = list(tables.kda(written(tmp_path / "t.tsv", "neutral\toffensive", "가\t나", "가\t다")))
    assert [(row.text, row.said["toxic"]) for row in rows] == [("나", 1.0), ("가", 0.0), ("다", 1.0)]


def test_an_unsafe_sentence_names_the_ground_of_its_group(tmp_path: Path) -> None:
    head = "context\tcontext_label\tsentence\tsentence_label\tcategory\tgroup"
    path = written(tmp_path / "t.tsv", head, "가\tsafe\t나\tunsafe\t종교\t불교", "가\tsafe\t다\tundecided\t종교\t불교")
    safe, unsafe = tables.kosbi(path)
    assert not any(safe.said.values())
    assert unsafe.said == {"toxic": 1.0, "religion": 1.0}


def test_twins_fall_into_one_fold() -> None:
    assert fold_of("좋은 말!", 0.5, 7) == fold_of("좋은말", 0.5, 7)
    folds = [fold_of(str(n), 0.1, 7) for n in range(2000)]
    assert 150 < folds.count(HELD) < 250


def test_examples_are_read_as_they_were_written(tmp_path: Path) -> None:
    rows = [tables.Row(text, "own", tables.clean()) for text in ("가", " ", "나")]
    examples = divide(rows, 0.0, 7)
    write_examples(tmp_path / "made" / "e.jsonl", examples)
    assert [e.text for e in read_examples(tmp_path / "made" / "e.jsonl", TRAIN)] == ["가", "나"]
    assert read_examples(tmp_path / "made" / "e.jsonl") == examples
