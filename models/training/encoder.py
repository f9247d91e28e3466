"""The classifier that is trained: a stock BertForSequenceClassification whose first token names the source.

Its pooler reads position 0, where the source's token stands instead of [CLS]; so the standard that is spoken is
chosen by the tokenizer's own post-processor, and the exported folder needs no code of ours.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from models.labels import OUTPUTS, SOURCES, source_token
from models.training.voice import speak

POOLER_GAIN = 2.0
"""The pooler starts as this times the identity: the encoder's own direction, before a tanh near its linear part."""


def read_tokenizer(base: str) -> Any:
    """The base's tokenizer with one added special token per source."""
    tokenizer = AutoTokenizer.from_pretrained(base)
    tokenizer.add_special_tokens({"additional_special_tokens": [source_token(s) for s in SOURCES]})
    return tokenizer


def build_model(base: str, tokenizer: Any, dropout: float) -> Any:
    """The base encoder in float32 with a new head of `len(OUTPUTS)` sigmoid outputs."""
    model = AutoModelForSequenceClassification.from_pretrained(
        base,
        dtype=torch.float32,
        num_labels=len(OUTPUTS),
        problem_type="multi_label_classification",
        id2label=dict(enumerate(OUTPUTS)),
        label2id={label: i for i, label in enumerate(OUTPUTS)},
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=0.0,
    )
    model.resize_token_embeddings(len(tokenizer), mean_resizing=False)
    begin(model, tokenizer)
    return model


def begin(model: Any, tokenizer: Any) -> None:
    """Start source tokens at the base's [CLS], and the pooler at a scaled identity."""
    words = model.get_input_embeddings().weight.data
    first = words[tokenizer.cls_token_id].clone()
    for source in SOURCES:
        noise = torch.randn_like(first) * words.std() * 0.1
        words[tokenizer.convert_tokens_to_ids(source_token(source))] = first + noise
    pooler = model.base_model.pooler.dense
    pooler.weight.data.copy_(torch.eye(len(pooler.weight)) * POOLER_GAIN)
    pooler.bias.data.zero_()


def parameter_groups(
    model: Any, rate: float, head_rate: float, decay: float, weight_decay: float
) -> list[dict[str, Any]]:
    """AdamW's groups: each layer below the top learns `decay` times slower; norms and biases do not decay."""
    layers = model.config.num_hidden_layers
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, weight in model.named_parameters():
        if name.startswith(("classifier", "bert.pooler")):
            speed = head_rate
        elif ".layer." in name:
            speed = rate * decay ** (layers - 1 - int(name.split(".layer.")[1].split(".")[0]))
        else:
            speed = rate * decay**layers
        shrink = weight_decay if weight.ndim > 1 and "embeddings" not in name else 0.0
        groups.setdefault((speed, shrink), []).append(weight)
    return [{"params": w, "lr": lr, "peak": lr, "weight_decay": wd} for (lr, wd), w in groups.items()]


def save_folder(model: Any, tokenizer: Any, folder: Path, source: str) -> None:
    """A standard `transformers` folder whose tokenizer speaks `source`."""
    speak(tokenizer, source)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
