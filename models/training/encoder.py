"""The classifier that is trained: a stock BertForSequenceClassification whose last layer pools and whose first
token names the source.

The base was pretrained to be read as the mean of its tokens, and a stock head reads position 0 alone.  So one layer
is added whose attention starts even over all tokens: position 0 then starts as their mean and is free to learn
better.  The standard that is spoken is chosen by the tokenizer's own post-processor.  The exported folder needs no
code of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

from models.labels import OUTPUTS, SERVING_SOURCE, SOURCES, source_token
from models.training.voice import speak

POOLER_GAIN = 0.5
"""The pooler starts as this times the identity: its tanh is then near its linear part."""
MEAN_GAIN = 4.0
"""How much more the mean of all tokens weighs, at the start, than what position 0 already holds."""


def read_tokenizer(base: str) -> Any:
    """The base's tokenizer with one added special token per source."""
    tokenizer = AutoTokenizer.from_pretrained(base)
    tokenizer.add_special_tokens({"additional_special_tokens": [source_token(s) for s in SOURCES]})
    return tokenizer


def build_model(base: str, tokenizer: Any, dropout: float) -> Any:
    """The base encoder in float32 with a pooling layer and a head of `len(OUTPUTS)` sigmoid outputs.

    On a CPU attention is computed plainly: for rows this short, the fused kernel's backward pass takes a quarter of a
    step.  A base that was trained here goes on with the source tokens, and the pooling layer, that it has.
    """
    config = AutoConfig.from_pretrained(base)
    pools = getattr(config, "pooling_layer", False)
    model = AutoModelForSequenceClassification.from_pretrained(
        base,
        dtype=torch.float32,
        num_hidden_layers=config.num_hidden_layers + (not pools),
        num_labels=len(OUTPUTS),
        problem_type="multi_label_classification",
        id2label=dict(enumerate(OUTPUTS)),
        label2id={label: i for i, label in enumerate(OUTPUTS)},
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=0.0,
        attn_implementation=None if torch.cuda.is_available() else "eager",
    )
    model.config.pooling_layer = True
    with torch.no_grad():
        if model.config.vocab_size < len(tokenizer):
            model.resize_token_embeddings(len(tokenizer), mean_resizing=False)
            begin_sources(model, tokenizer)
        if not pools:
            begin_pooling(model)
    return model


def begin_sources(model: Any, tokenizer: Any) -> None:
    """Start source tokens near the base's [CLS]."""
    words = model.get_input_embeddings().weight
    first = words[tokenizer.cls_token_id].clone()
    for source in SOURCES:
        noise = torch.randn_like(first) * words.std() * 0.1
        words[tokenizer.convert_tokens_to_ids(source_token(source))] = first + noise


def begin_pooling(model: Any) -> None:
    """Start the last layer as the mean over tokens, and the pooler at a scaled identity."""
    layer, pooler = model.base_model.encoder.layer[-1], model.base_model.pooler.dense
    same = torch.eye(len(pooler.weight))
    layer.attention.self.value.weight.copy_(same)
    layer.attention.output.dense.weight.copy_(same * MEAN_GAIN)
    layer.output.dense.weight.zero_()
    pooler.weight.copy_(same * POOLER_GAIN)
    pooler.bias.zero_()
    model.classifier.weight.normal_(std=0.02)
    model.classifier.bias.zero_()


def parameter_groups(
    model: Any, rate: float, head_rate: float, decay: float, weight_decay: float
) -> list[dict[str, Any]]:
    """AdamW's groups: each layer below the top learns `decay` times slower; norms and biases do not decay."""
    top = model.config.num_hidden_layers - 1
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, weight in model.named_parameters():
        if name.startswith("classifier"):
            speed = head_rate
        elif ".layer." in name:
            speed = rate * decay ** (top - int(name.split(".layer.")[1].split(".")[0]))
        else:
            speed = rate if "pooler" in name else rate * decay**top
        shrink = weight_decay if weight.ndim > 1 and "embeddings" not in name else 0.0
        groups.setdefault((speed, shrink), []).append(weight)
    return [{"params": w, "lr": lr, "peak": lr, "weight_decay": wd} for (lr, wd), w in groups.items()]


def save_folder(model: Any, tokenizer: Any, folder: Path, source: str) -> None:
    """A standard `transformers` folder whose tokenizer speaks `source`."""
    speak(tokenizer, source)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def average_folders(folders: Sequence[Path], out: Path) -> None:
    """Write to `out` the model whose weights are the mean of those in `folders`.

    It reads as well as the models do together, at the cost of one, where they began alike (Wortsman et al. 2022).
    """
    models = [AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32) for folder in folders]
    weights = [model.state_dict() for model in models]
    mean = {name: sum(each[name] for each in weights) / len(weights) for name in weights[0]}
    models[0].load_state_dict(mean)
    save_folder(models[0], AutoTokenizer.from_pretrained(folders[0]), out, SERVING_SOURCE)
