"""Int8 for chosen linear maps: with fixed ranges, where each channel of an input fills one byte, or as it comes.

Weights are rounded in turn: a weight's rounding error is made up for by the weights that are not rounded yet, as far
as the inputs go together (GPTQ, Frantar et al. 2022); what is left of it on average goes into the bias.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from models.training.inputs import shown

DAMP = 0.05
"""How much of the mean variance is added to each, so that channels that say nothing are not trusted."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """What fills a byte: an input is read as round(255 (x scale - low)) / 255."""

    scale: torch.Tensor
    low: torch.Tensor


@dataclass(frozen=True, slots=True)
class Grid:
    """One linear map in int8: weights are whole times steps.  Without `ranges` its input is left to the runtime."""

    ranges: Ranges | None
    weights: torch.Tensor
    steps: torch.Tensor
    bias: torch.Tensor


@torch.no_grad()
def grids(model: Any, batches: Sequence[dict[str, Any]], fixed: Sequence[str], live: Sequence[str]) -> dict[str, Grid]:
    """A grid for each of the linear maps `fixed` and `live` of `model`, from the inputs that `batches` give it."""
    maps = {name: model.get_submodule(name) for name in (*fixed, *live)}
    inputs: dict[str, list[torch.Tensor]] = {name: [] for name in maps}
    told = ({name: torch.from_numpy(array) for name, array in batch.items()} for batch in batches)
    shown(model, maps, told, lambda name, rows: inputs[name].append(rows))
    made = dict.fromkeys(fixed, fixed_grid) | dict.fromkeys(live, live_grid)
    return {name: made[name](linear, torch.cat(inputs.pop(name))) for name, linear in maps.items()}


def live_grid(linear: Any, rows: torch.Tensor) -> Grid:
    """The grid of one linear map whose inputs, like `rows`, (tokens, channels), are quantised as they come."""
    steps = linear.weight.abs().amax(1) / 127
    whole = rounded(linear.weight, rows.T @ rows / len(rows), steps)
    return Grid(None, whole, steps, linear.bias + (linear.weight - whole * steps[:, None]) @ rows.mean(0))


def fixed_grid(linear: Any, rows: torch.Tensor) -> Grid:
    """The grid of one linear map whose inputs, like `rows`, (tokens, channels), have fixed ranges."""
    least, most = rows.amin(0), rows.amax(0)
    scale = 1 / (most - least).clamp_min(1e-4)
    low = least * scale
    found = ((rows * scale - low) * 255).round() / 255
    mean = found.mean(0)
    weights = linear.weight / scale
    steps = weights.abs().amax(1) / 127
    whole = rounded(weights, (found - mean).T @ (found - mean) / len(found), steps)
    bias = linear.bias + linear.weight @ rows.mean(0) - (whole * steps[:, None]) @ mean
    return Grid(Ranges(scale, low), whole, steps, bias)


def rounded(weights: torch.Tensor, spread: torch.Tensor, steps: torch.Tensor, block: int = 128) -> torch.Tensor:
    """Whole numbers whose multiples of `steps` act on inputs of covariance `spread` as `weights` do."""
    order = spread.diagonal().argsort(descending=True)
    damped = spread.double() + DAMP * spread.diagonal().mean() * torch.eye(len(spread))
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(damped[order][:, order]))
    trust = torch.linalg.cholesky(inverse, upper=True).float()
    left, whole = weights[:, order].clone(), torch.zeros_like(weights)
    for start in range(0, len(order), block):
        end = min(start + block, len(order))
        errors = torch.zeros(len(left), end - start)
        for column in range(start, end):
            whole[:, column] = (left[:, column] / steps).round().clamp(-127, 127)
            error = (left[:, column] - whole[:, column] * steps) / trust[column, column]
            left[:, column:end] -= error[:, None] * trust[column, column:end]
            errors[:, column - start] = error
        left[:, end:] -= errors @ trust[start:end, end:]
    return whole[:, order.argsort()]


def put(graph: Any, found: dict[str, Grid]) -> Any:
    """`graph` with the linear maps that `found` names replaced by their grids."""
    from openvino import opset14 as op

    inputs: dict[tuple[str, int], Any] = {}
    for node in graph.get_ordered_ops():
        name = node.get_friendly_name().split("/")[0].removeprefix("__module.").replace("bert.bert.", "bert.")
        if node.get_type_name() != "MatMul" or name not in found:
            continue
        own, source = found[name], node.input_value(0)
        key = (source.get_node().get_friendly_name(), source.get_index())
        if own.ranges and key not in inputs:
            ends = [constant(torch.tensor(end)) for end in (0.0, 1.0, 0.0, 1.0)]
            scale, low = constant(own.ranges.scale[None, None]), constant(own.ranges.low[None, None])
            inputs[key] = op.fake_quantize(op.subtract(op.multiply(source, scale), low), *ends, 256).output(0)
        whole = op.convert(op.constant(own.weights.numpy().astype(np.int8)), "f32")
        (sum_,) = (port.get_node() for port in node.output(0).get_target_inputs())
        side = int(sum_.input_value(0).get_node().get_friendly_name() == node.get_friendly_name())
        if own.ranges:
            node.input(0).replace_source_output(inputs[key])
        node.input(1).replace_source_output(op.multiply(whole, constant(own.steps[:, None])).output(0))
        sum_.input(side).replace_source_output(constant(own.bias[None, None]).output(0))
    return graph


def constant(values: torch.Tensor) -> Any:
    """A float32 constant of the graph."""
    from openvino import opset14 as op

    return op.constant(values.numpy().astype(np.float32))
