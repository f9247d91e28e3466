"""New embeddings learn to say what the old pieces said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from tokenizers import Tokenizer  # noqa: E402
from tokenizers.models import Unigram  # noqa: E402
from tokenizers.pre_tokenizers import Metaspace  # noqa: E402
from transformers import AutoModelForSequenceClassification, BertConfig, PreTrainedTokenizerFast  # noqa: E402

from models.labels import SERVING_SOURCE, source_token  # noqa: E402
from models.training.config import Join  # noqa: E402
from models.training.join import join  # noqa: E402
from models.training.settle import settle  # noqa: E402
from models.training.trim import EMBEDDINGS  # noqa: E402

PIECES = ["<pad>", "<unk>", "</s>", source_token(SERVING_SOURCE), "▁", "나", "쁜", "좋", "은", "말", "给"]
TEXTS = ["나쁜 말", "좋은 말", "나쁜 좋은", "말 나쁜", "나쁜"] * 4


@pytest.fixture
def base(tmp_path: Path) -> Path:
    torch.manual_seed(1)
    shape = BertConfig(
        vocab_size=len(PIECES), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        pad_token_id=0, hidden_dropout_prob=0.0, initializer_range=0.5,
    )  # fmt: skip
    AutoModelForSequenceClassification.from_config(shape).save_pretrained(tmp_path / "base")
    tokenizer = Tokenizer(Unigram([(p, -1 - n / 10) for n, p in enumerate(PIECES)], 1, False))
    tokenizer.pre_tokenizer = Metaspace()
    special = {"additional_special_tokens": [source_token(SERVING_SOURCE)]}
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", unk_token="<unk>", sep_token="</s>", **special
    ).save_pretrained(tmp_path / "base")
    return tmp_path / "base"


def weights(folder: Path) -> dict[str, Any]:
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32)
    return {name: weight.detach() for name, weight in model.named_parameters()}


def test_only_the_new_embeddings_move_and_the_error_falls(base: Path, tmp_path: Path) -> None:
    numbers = join(base, TEXTS, 1, tmp_path / "joined")
    before = weights(tmp_path / "joined")
    short, long = (Join(steps=steps, rate=0.05, tokens=64, most_rows=8) for steps in (1, 60))
    first = settle(base, tmp_path / "joined", numbers, TEXTS, short)
    assert settle(base, tmp_path / "joined", numbers, TEXTS, long) < 0.5 * first
    after = weights(tmp_path / "joined")
    moved = {name for name in before if not torch.equal(before[name], after[name])}
    assert all(name.endswith(EMBEDDINGS) for name in moved)
    (name,) = moved
    assert [n for n in range(len(PIECES)) if not torch.equal(before[name][n], after[name][n])] == numbers
