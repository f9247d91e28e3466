"""Heads and units that others can stand in for are taken out, and the others stand in for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from tokenizers import Tokenizer  # noqa: E402
from tokenizers.models import WordLevel  # noqa: E402
from tokenizers.pre_tokenizers import WhitespaceSplit  # noqa: E402
from transformers import AutoModelForSequenceClassification, BertConfig, PreTrainedTokenizerFast  # noqa: E402

from models.labels import SERVING_SOURCE, source_token  # noqa: E402
from models.packing import in_packs  # noqa: E402
from models.training.config import Prune  # noqa: E402
from models.training.export import Logits, read_model  # noqa: E402
from models.training.prune import prune, without_the_least  # noqa: E402

PIECES = ["<pad>", "<unk>", "</s>", source_token(SERVING_SOURCE), *"나쁜좋은말이참"]
TEXTS = ["나 쁜 말", "좋 은 말", "나 쁜 좋 은 참", "말 이 나 쁜", "참 좋 은 말 이", "이 말"]
SHAPE = BertConfig(
    vocab_size=len(PIECES), hidden_size=24, num_hidden_layers=2, num_attention_heads=4, intermediate_size=40,
    num_labels=3, pad_token_id=0, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, initializer_range=0.4,
)  # fmt: skip


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A model each of whose feed-forwards has every unit twice, and one of whose heads in each layer says nothing."""
    torch.manual_seed(1)
    model = AutoModelForSequenceClassification.from_config(SHAPE)
    with torch.no_grad():
        for layer in model.base_model.encoder.layer:
            for weight in layer.intermediate.dense.parameters():
                weight[20:] = weight[:20]
            layer.attention.output.dense.weight[:, 6:12] = 0.0
    tokenizer = Tokenizer(WordLevel({piece: number for number, piece in enumerate(PIECES)}, "<unk>"))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    special = {"additional_special_tokens": [source_token(SERVING_SOURCE)], "sep_token": "</s>"}
    made = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<pad>", unk_token="<unk>", **special)
    made.save_pretrained(tmp_path / "base")
    model.save_pretrained(tmp_path / "base")
    return tmp_path / "base"


def ids() -> list[list[int]]:
    return [[3, *(PIECES.index(piece) for piece in text.split())] for text in TEXTS]


def logits(model: Any) -> Any:
    with torch.inference_mode():
        return torch.cat([model(torch.tensor([each])).logits for each in ids()])


def test_twins_and_heads_that_say_nothing_go_and_the_model_says_what_it_said(base: Path, tmp_path: Path) -> None:
    of_heads, of_units = prune(base, TEXTS, Prune(units=20, heads=3), tmp_path / "pruned")
    assert max(*of_heads, *of_units) < 1e-3
    load = AutoModelForSequenceClassification.from_pretrained
    before, after = (load(folder, dtype=torch.float32).eval() for folder in (base, tmp_path / "pruned"))
    assert (after.config.intermediate_size, after.config.live_heads) == (20, 3)
    change = (logits(after) - logits(before)).abs().max()
    assert change < 0.1 * logits(before).abs().max()


def test_what_is_served_leaves_out_the_empty_heads_and_says_the_same(base: Path, tmp_path: Path) -> None:
    prune(base, TEXTS, Prune(units=16, heads=2), tmp_path / "pruned")
    model = AutoModelForSequenceClassification.from_pretrained(tmp_path / "pruned", dtype=torch.float32).eval()
    lean = read_model(tmp_path / "pruned")
    assert lean.base_model.encoder.layer[0].attention.self.query.weight.shape == (12, 24)
    said = logits(model)
    torch.testing.assert_close(logits(lean), said, rtol=1e-4, atol=1e-4)
    served = Logits(lean)
    with torch.inference_mode():
        packed = in_packs(lambda *pack: served(*map(torch.from_numpy, pack)).numpy(), ids(), 0)
    torch.testing.assert_close(torch.from_numpy(packed), said, rtol=1e-4, atol=1e-4)


def test_training_does_not_bring_an_empty_head_back(base: Path, tmp_path: Path) -> None:
    prune(base, TEXTS, Prune(units=16, heads=2), tmp_path / "pruned")
    model = AutoModelForSequenceClassification.from_pretrained(tmp_path / "pruned", dtype=torch.float32)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    for _ in range(3):
        model(torch.tensor([[3, 4, 5, 6]]), labels=torch.tensor([1])).loss.backward()
        optimizer.step()
    for layer in model.base_model.encoder.layer:
        rows = layer.attention.self.value.weight.unflatten(0, (4, 6)).abs().sum((1, 2))
        columns = layer.attention.output.dense.weight.unflatten(1, (4, 6)).abs().sum((0, 2))
        assert (rows == 0).sum() == (columns == 0).sum() == 2


def test_a_model_that_is_narrower_already_is_refused(base: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fewer units or heads than 41 and 4"):
        prune(base, TEXTS, Prune(units=41, heads=4), tmp_path / "pruned")


def test_what_others_predict_goes_first_and_they_make_up_for_it() -> None:
    torch.manual_seed(2)
    rows = torch.randn(500, 5, dtype=torch.float64)
    rows[:, 3] = rows[:, 0] - rows[:, 1] + 1.0
    rows = torch.cat([rows, torch.ones(500, 1, dtype=torch.float64)], 1)
    weights = torch.randn(3, 6, dtype=torch.float64)
    left, stays = without_the_least(weights, rows.T @ rows / 500, torch.ones(3, dtype=torch.float64), 1, 4)
    assert stays.sum() == 4
    assert not stays[[0, 1, 3]].all()
    torch.testing.assert_close(rows @ left.T, rows @ weights.T, rtol=0.01, atol=0.01)
