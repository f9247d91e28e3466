"""The graph that is served says what the model says that `transformers` loads."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from transformers import BertConfig, BertForSequenceClassification  # noqa: E402

from models.packing import in_packs  # noqa: E402
from models.training.export import Logits  # noqa: E402

SHAPE = BertConfig(
    vocab_size=50, hidden_size=24, num_hidden_layers=3, num_attention_heads=4, intermediate_size=32, num_labels=5,
    initializer_range=0.4, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
)  # fmt: skip


def test_texts_side_by_side_in_packed_rows_get_the_logits_that_each_gets_alone() -> None:
    torch.manual_seed(1)
    model = BertForSequenceClassification(SHAPE).eval()
    for name, weight in model.named_parameters():
        if name.endswith("bias"):
            torch.nn.init.normal_(weight)
    texts = [torch.randint(1, 50, (length,)).tolist() for length in (3, 9, 17, 5, 30, 1)]
    with torch.inference_mode():
        alone = np.concatenate([model(torch.tensor([text])).logits.numpy() for text in texts])
        served = Logits(model)
        together = in_packs(lambda *pack: served(*map(torch.from_numpy, pack)).numpy(), texts, 0)
    np.testing.assert_allclose(together, alone, rtol=1e-4, atol=1e-4)
