"""What the linear maps of a model are given when it reads texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch


@torch.no_grad()
def shown(
    model: Any, maps: Mapping[Any, Any], batches: Iterable[Mapping[str, torch.Tensor]], see: Callable[[Any, Any], None]
) -> int:
    """Let `model` read `batches`; `see` is told each map's name and its inputs of each, (tokens, channels), no padding.

    Returns how many tokens that were.
    """
    mask, tokens = torch.ones(0), 0

    def hook(name: Any) -> Any:
        return lambda _, given: see(name, given[0][mask])

    hooks = [each.register_forward_pre_hook(hook(name)) for name, each in maps.items()]
    for batch in batches:
        mask = batch["attention_mask"].bool()
        tokens += int(mask.sum())
        model(**batch)
    for each in hooks:
        each.remove()
    return tokens
