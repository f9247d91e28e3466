"""Heads that `prune` has emptied: a folder keeps them, as `transformers` knows one size of attention; serving does not.

An emptied head has no weights and gives nothing.  `config.json` says under `live_heads` how many of a layer are left.
"""

from __future__ import annotations

from typing import Any

import torch

LIVE_HEADS = "live_heads"


@torch.no_grad()
def empty_heads(own: Any, gone: torch.Tensor) -> None:
    """Take all weights from the heads of the attention `own` that `gone`, (heads,), marks."""
    rows = gone.repeat_interleave(own.attention_head_size)
    for part in (own.query, own.key, own.value):
        part.weight[rows], part.bias[rows] = 0.0, 0.0


@torch.no_grad()
def without_empty_heads(model: Any) -> Any:
    """`model`, changed in place so that each attention has only the heads that have weights; it says the same."""
    for layer in model.base_model.encoder.layer:
        own, output = layer.attention.self, layer.attention.output
        size = own.attention_head_size
        live = own.value.weight.unflatten(0, (-1, size)).abs().sum((1, 2)) > 0
        rows = live.repeat_interleave(size)
        for name in ("query", "key", "value"):
            part = getattr(own, name)
            setattr(own, name, linear(part.weight[rows], part.bias[rows]))
        output.dense = linear(output.dense.weight[:, rows], output.dense.bias)
        own.num_attention_heads, own.all_head_size = int(live.sum()), int(rows.sum())
    return model


@torch.no_grad()
def linear(weight: torch.Tensor, bias: torch.Tensor) -> torch.nn.Linear:
    """A linear map with these parameters."""
    made = torch.nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.copy_(weight)
    made.bias.copy_(bias)
    return made
