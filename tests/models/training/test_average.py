"""The mean of models that began alike is a model."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from tokenizers import Tokenizer  # noqa: E402
from tokenizers.models import WordLevel  # noqa: E402
from transformers import AutoModelForSequenceClassification, BertConfig, PreTrainedTokenizerFast  # noqa: E402

from models.labels import SERVING_SOURCE, source_token  # noqa: E402
from models.training.encoder import average_folders  # noqa: E402

TINY = BertConfig(
    vocab_size=8, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, num_labels=2
)


def folder(path: Path, value: float) -> Path:
    model = AutoModelForSequenceClassification.from_config(TINY)
    with torch.no_grad():
        for weight in model.parameters():
            weight.fill_(value)
    model.save_pretrained(path)
    words = {"[UNK]": 0, "[SEP]": 1, source_token(SERVING_SOURCE): 2}
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="[UNK]", sep_token="[SEP]").save_pretrained(path)
    return path


def test_every_weight_is_the_mean_of_those_of_the_folders(tmp_path: Path) -> None:
    average_folders([folder(tmp_path / "a", 1.0), folder(tmp_path / "b", 4.0)], tmp_path / "mean")
    mean = AutoModelForSequenceClassification.from_pretrained(tmp_path / "mean", dtype=torch.float32)
    assert {value for weight in mean.parameters() for value in weight.detach().unique().tolist()} == {2.5}
