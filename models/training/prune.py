"""Takes units out of every feed-forward, and heads out of every attention: those that the others can best stand in for.

An encoder for a hundred languages has parts that Korean comments hardly stir, and parts that others predict.  They go
one by one, each time the one whose loss is least when the weights of all that are left make up for it (the optimal
brain surgeon, Hassibi and Stork 1993, on whole units and heads); how they go together is taken from texts.

Folders stay such as `transformers` loads: it knows one size of feed-forward, and a head that went has no value and no
weight in what follows, so training finds no slope to bring it back.  `models.training.export` leaves it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from models.training.config import Prune
from models.training.export import AS_SERVED
from models.training.heads import LIVE_HEADS, empty_heads, linear
from models.training.inputs import shown

DAMP = 1e-4
"""How much of the mean square of an input is added to each, so that inputs that say nothing are not trusted."""
AT_ONCE = 16


def prune(base: Path, texts: Sequence[str], settings: Prune, folder: Path) -> tuple[list[float], list[float]]:
    """Write to `folder` the model in `base` with `settings.heads` heads and `settings.units` units in each layer.

    Returns for each layer the mean square of what is lost of its attention's and of its feed-forward's output on
    `texts`, as a share of its variance.  Raises `ValueError` where there are not so many to begin with.
    """
    model = AutoModelForSequenceClassification.from_pretrained(base, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(base)
    config, layers = model.config, model.base_model.encoder.layer
    heads = getattr(config, LIVE_HEADS, config.num_attention_heads)
    if config.intermediate_size < settings.units or heads < settings.heads:
        raise ValueError(f"{base} has fewer units or heads than {settings.units} and {settings.heads}.")
    of_heads = [0.0 for _ in layers]
    if settings.heads < heads:
        found = tqdm(moments(model, tokenizer, texts, [layer.attention.output.dense for layer in layers]), "heads")
        of_heads = [
            fewer_heads(layer.attention, each, settings.heads) for layer, each in zip(layers, found, strict=True)
        ]
    found = tqdm(moments(model, tokenizer, texts, [layer.output.dense for layer in layers]), "units")
    of_units = [fewer_units(layer, each, settings.units) for layer, each in zip(layers, found, strict=True)]
    config.intermediate_size = settings.units
    setattr(config, LIVE_HEADS, settings.heads)
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(base).save_pretrained(folder)  # the other one has learnt where to cut
    return of_heads, of_units


def moments(model: Any, tokenizer: Any, texts: Sequence[str], maps: Sequence[Any]) -> list[torch.Tensor]:
    """For each of the linear `maps` the mean product of every two of its inputs over all tokens, a 1 behind them.

    Shape (inputs + 1, inputs + 1), in float64.
    """
    sums = [torch.zeros(()) for _ in maps]

    def add(number: int, rows: torch.Tensor) -> None:
        rows = torch.cat([rows, torch.ones(len(rows), 1)], 1)
        sums[number] = sums[number] + (rows.T @ rows).double()

    ordered = sorted(texts, key=len)
    cuts = tqdm(range(0, len(ordered), AT_ONCE), "texts", mininterval=5)
    batches = (tokenizer(ordered[at : at + AT_ONCE], **AS_SERVED | {"return_tensors": "pt"}) for at in cuts)
    tokens = shown(model, dict(enumerate(maps)), batches, add)
    return [each / tokens for each in sums]


@torch.no_grad()
def fewer_units(layer: Any, found: torch.Tensor, units: int) -> float:
    """Leave `units` units in the feed-forward of one layer; the share of its output's variance that is lost."""
    given = layer.intermediate.dense
    after, stay, lost = fitted(layer.output, found, 1, units)
    layer.intermediate.dense = linear(given.weight[stay], given.bias[stay])
    layer.output.dense = linear(after[:, :-1][:, stay], after[:, -1])
    return lost


@torch.no_grad()
def fewer_heads(attention: Any, found: torch.Tensor, heads: int) -> float:
    """Leave `heads` heads in one attention, the others empty; the share of its output's variance that is lost."""
    after, stay, lost = fitted(attention.output, found, attention.self.attention_head_size, heads)
    empty_heads(attention.self, ~stay)
    attention.output.dense = linear(after[:, :-1], after[:, -1])
    return lost


def fitted(output: Any, found: torch.Tensor, size: int, stay: int) -> tuple[torch.Tensor, torch.Tensor, float]:
    """Weights (and bias, last) of `output`'s linear map with `stay` groups of inputs, which these are, and the loss."""
    before = torch.cat([output.dense.weight, output.dense.bias[:, None]], 1).double()
    after, stays = without_the_least(before, found, output.LayerNorm.weight.double() ** 2, size, stay)
    means = found[-1]
    lost = spread(after - before, found) / spread(before, found - torch.outer(means, means))
    return after.float(), stays, float(lost)


def without_the_least(
    weights: torch.Tensor, found: torch.Tensor, matters: torch.Tensor, size: int, stay: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """`weights`, (outputs, inputs + 1), with 0 for all but `stay` groups of `size` inputs, the others making up for it.

    Second, which groups stay.  `found` are the inputs' moments; `matters` weighs the outputs.
    """
    count = (len(found) - 1) // size
    inverse = torch.linalg.inv(found + DAMP * found.diagonal()[:-1].mean() * torch.eye(len(found)))
    left, stays = weights.clone(), torch.ones(count, dtype=torch.bool)
    for _ in range(count - stay):
        blocks = inverse[:-1, :-1].unflatten(0, (count, size)).unflatten(2, (count, size))
        solved = torch.linalg.inv(blocks.diagonal(dim1=0, dim2=2).permute(2, 0, 1))
        parts = left[:, :-1].unflatten(1, (count, size))
        loss = torch.einsum("ocs,cst,oct,o->c", parts, solved, parts, matters)
        least = int(loss.masked_fill(~stays, torch.inf).argmin())
        at = slice(least * size, (least + 1) * size)
        share = inverse[:, at] @ solved[least]
        left -= left[:, at] @ share.T
        inverse -= share @ inverse[at]
        inverse[at, at] = torch.eye(size, dtype=inverse.dtype)
        stays[least] = False
    left[:, :-1][:, (~stays).repeat_interleave(size)] = 0.0  # in full: Adam would make much of a rest
    return left, stays


def spread(weights: torch.Tensor, found: torch.Tensor) -> torch.Tensor:
    """The mean square of what `weights` make of inputs with these moments."""
    return torch.einsum("oi,ij,oj->", weights, found, weights)
