"""A model that somebody else trained takes our model's place, by its folder and one file beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from models.classifier import load
from models.errors import ModelUnavailable
from moderation.cli import main

torch = pytest.importorskip("torch", reason="the extra `torch` is not installed")

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "좋은", "나쁜", "기사"]
MANIFEST = {
    "name": "their-model",
    "version": "2.1",
    "backend": "torch",
    "exclusive": True,
    "window": 16,
    "overlap": 4,
    "labels": {"악플": "toxic"},
}


def manifest(folder: Path, **changes: Any) -> Path:
    (folder / "hanmadi.json").write_text(json.dumps(MANIFEST | changes, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A tiny BERT with random weights, saved as anybody saves theirs: with labels of its own, and none of ours."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path / "theirs"
    folder.mkdir()
    numbers = {word: number for number, word in enumerate(WORDS)}
    BertTokenizerFast(vocab=numbers, do_lower_case=False).save_pretrained(folder)
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
        id2label={0: "정상", 1: "악플"},
        label2id={"정상": 0, "악플": 1},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return manifest(folder)


def test_it_is_loaded_with_torch_under_its_own_name(foreign: Path) -> None:
    classifier = load(foreign)
    assert (classifier.identity, classifier.labels) == ("their-model@2.1", ("toxic",))
    assert classifier.runtime.startswith("torch-")
    texts = ["좋은 기사", "나쁜 기사", "", "나쁜 " * 200]
    rows = classifier.score(texts)
    assert all(0 < row["toxic"] < 1 for row in rows)
    assert rows[0] != rows[1]
    assert classifier.score(texts[1:2])[0]["toxic"] == pytest.approx(rows[1]["toxic"], abs=1e-5)


def test_one_of_two_outputs_is_a_share_of_both(foreign: Path) -> None:
    """Trained with a softmax, the two outputs add up to one; with a sigmoid each they need not."""
    both = load(manifest(foreign, labels={"악플": "toxic", "정상": "politics"})).score(["나쁜 기사"])[0]
    assert sum(both.values()) == pytest.approx(1.0, abs=1e-5)
    each = load(manifest(foreign, exclusive=False)).score(["나쁜 기사"])[0]
    assert each["toxic"] != pytest.approx(both["toxic"], abs=1e-4)


def test_the_product_scores_with_it_by_one_setting(foreign: Path) -> None:
    told = CliRunner(env={"HANMADI_MODEL": str(foreign)}).invoke(main, ["score"], input="나쁜 기사\n")
    row = json.loads(told.stdout)
    assert row["labels"] == {"toxic": row["toxic"]}
    assert row["toxic"] > 0


def test_an_output_that_it_does_not_have_is_told(foreign: Path) -> None:
    with pytest.raises(ModelUnavailable, match="정상, 악플"):
        load(manifest(foreign, labels={"LABEL_1": "toxic"}))
