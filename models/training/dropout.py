"""Dropout from random bytes: torch's own draws one double for each number, an eighth of a training step on a CPU."""

from __future__ import annotations

import torch

STEPS = 256


class ByteDropout(torch.nn.Module):
    """Sets a share of the numbers to 0 and scales the rest; the share is rounded to 1/256."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.p = share
        self.least = round(share * STEPS)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """`values` as they are in evaluation; otherwise of the same shape, with the same mean."""
        if not self.training or not self.least:
            return values
        draws = torch.empty(-(-values.numel() // 8), dtype=torch.int64, device=values.device)
        # random_ without bounds leaves the sign bit 0, so the eighth byte has half its range.
        draws.random_(-(2**63), None)
        mask = draws.view(torch.uint8)[: values.numel()].view(values.shape) >= self.least
        return values * mask.to(values.dtype).mul_(STEPS / (STEPS - self.least))


def quicken(model: torch.nn.Module) -> None:
    """Put `ByteDropout` in the place of every dropout of `model`."""
    for parent in model.modules():
        for name, child in list(parent.named_children()):
            if isinstance(child, torch.nn.Dropout):
                setattr(parent, name, ByteDropout(child.p))
