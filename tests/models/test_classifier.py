"""The classifier around its runtime: order, windows, batches; the runtime is a fake that counts a word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.classifier import Classifier, load
from models.errors import ModelUnavailable
from models.folder import Manifest, read_manifest
from models.runtimes import Floats, Tokens

BAD = 7


class WordCounter:
    """A runtime for which a text is toxic when it holds the token `BAD`."""

    name = "fake"

    def logits(self, texts: Tokens, padding: int) -> Floats:
        return np.array([[4.0 if BAD in ids else -4.0] for ids in texts], dtype=np.float32)


class WordTokenizer:
    """Each word is a token: `나쁜` is `BAD`, any other is 3; windows overlap as the real tokenizer's do."""

    pad_token_id = BAD

    def __call__(self, texts: list[str], *, max_length: int, stride: int, **_: Any) -> dict[str, list[Any]]:
        rows, owners = [], []
        for number, text in enumerate(texts):
            ids = [BAD if word == "나쁜" else 3 for word in text.split()] or [3]
            for start in range(0, max(1, len(ids) - stride), max_length - stride):
                rows.append(ids[start : start + max_length])
                owners.append(number)
        return {"input_ids": rows, "overflow_to_sample_mapping": owners}


@pytest.fixture
def classifier() -> Classifier:
    return Classifier(Manifest("fake", "1", ((0, "toxic"),)), WordTokenizer(), WordCounter())


def test_scores_come_in_the_order_of_the_texts(classifier: Classifier) -> None:
    texts = ["나쁜 말", "좋은 말 " * 40, "말", "좋은 " * 20 + "나쁜", ""]
    assert [s["toxic"] > 0.5 for s in classifier.score(texts)] == [True, False, False, True, False]


def test_no_texts_have_no_scores(classifier: Classifier) -> None:
    assert classifier.score([]) == []


def test_abuse_behind_a_long_preface_is_still_seen(classifier: Classifier) -> None:
    assert classifier.score(["좋은 " * 3999 + "나쁜"])[0]["toxic"] > 0.9


def write_folder(folder: Path, **changes: Any) -> Path:
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"id2label": {"0": "toxic", "1": "age"}}))
    own = {"name": "fake", "version": "2", "labels": {"toxic": "toxic", "age": "age"}} | changes
    (folder / "hanmadi.json").write_text(json.dumps(own))
    return folder


def test_a_manifest_says_which_output_is_which_label(tmp_path: Path) -> None:
    manifest = read_manifest(write_folder(tmp_path / "m", labels={"age": "age", "toxic": "toxic"}))
    assert manifest.columns == ((1, "age"), (0, "toxic"))
    assert manifest.identity == "fake@2"


def test_a_foreign_folder_is_read_with_a_label_map(tmp_path: Path) -> None:
    folder = tmp_path / "m"
    folder.mkdir()
    config = {"id2label": {"0": "LABEL_0", "1": "LABEL_1"}, "problem_type": "single_label_classification"}
    (folder / "config.json").write_text(json.dumps(config))
    manifest = read_manifest(folder, {"LABEL_1": "toxic"})
    assert manifest.columns == ((1, "toxic"),)
    assert manifest.exclusive


@pytest.mark.parametrize("labels", [{"sexual": "sexual", "toxic": "toxic"}, {"age": "age"}, "toxic"])
def test_a_wrong_label_map_is_told(tmp_path: Path, labels: Any) -> None:
    with pytest.raises(ModelUnavailable, match="label"):
        read_manifest(write_folder(tmp_path / "m", labels=labels))


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="no model folder"):
        load(tmp_path / "nowhere")


def test_an_unknown_backend_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="no model backend abacus"):
        load(write_folder(tmp_path / "m"), backend="abacus")
