"""Calibration folds into the head, and leaves the tokenizer as the model was trained with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from tokenizers import Tokenizer  # noqa: E402
from tokenizers.models import WordLevel  # noqa: E402
from tokenizers.processors import TemplateProcessing  # noqa: E402
from transformers import (  # noqa: E402
    AutoModelForSequenceClassification,
    AutoTokenizer,
    BertConfig,
    PreTrainedTokenizerFast,
)

from models.labels import OUTPUTS  # noqa: E402
from models.training.calibrate import fold_in  # noqa: E402

PIECES = ["<pad>", "<unk>", "</s>", "말"]
SHAPE = BertConfig(
    vocab_size=len(PIECES), hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8,
    num_labels=len(OUTPUTS), pad_token_id=0,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model whose tokenizer ends each text with </s>."""
    torch.manual_seed(3)
    AutoModelForSequenceClassification.from_config(SHAPE).save_pretrained(tmp_path / "trained")
    tokenizer = Tokenizer(WordLevel({piece: number for number, piece in enumerate(PIECES)}, "<unk>"))
    tokenizer.post_processor = TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 2)])
    made = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<pad>", unk_token="<unk>", sep_token="</s>")
    made.save_pretrained(tmp_path / "trained")
    return tmp_path / "trained"


def logits(folder: Path) -> Any:
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).eval()
    with torch.inference_mode():
        return model(torch.tensor([[3, 2]])).logits[0]


def test_scale_and_shift_are_folded_into_the_head_of_their_output_alone(folder: Path, tmp_path: Path) -> None:
    fold_in(folder, {OUTPUTS[1]: (2.0, -0.5)}, tmp_path / "calibrated")
    before = logits(folder).clone()
    before[1] = 2.0 * before[1] - 0.5
    torch.testing.assert_close(logits(tmp_path / "calibrated"), before)


def test_a_text_is_cut_as_it_was_in_training(folder: Path, tmp_path: Path) -> None:
    fold_in(folder, {}, tmp_path / "calibrated")
    assert AutoTokenizer.from_pretrained(tmp_path / "calibrated")("말")["input_ids"] == [3, 2]
