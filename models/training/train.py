"""Fine-tunes the encoder: seeded, resumable from its last checkpoint, in bf16 where that is faster."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import torch
from tqdm import tqdm

from models.labels import SERVING_SOURCE
from models.training.config import Train
from models.training.dropout import quicken
from models.training.encoder import build_model, parameter_groups, read_tokenizer, save_folder
from models.training.epoch import Batch, Epoch
from models.training.examples import Example

log = logging.getLogger(__name__)

BLEND_EVERY = 4
"""Steps between two blends of the average: each reads every weight."""


def masked_loss(logits: torch.Tensor, batch: Batch, toxic_weight: float) -> torch.Tensor:
    """Binary cross-entropy over what is known, summed over outputs and averaged over rows; `toxic` weighs more."""
    targets, known = (torch.from_numpy(a).to(logits.device) for a in (batch.targets, batch.known))
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    weights = torch.ones(logits.shape[1], device=logits.device)
    weights[0] = toxic_weight
    return (each * known * weights).sum() / len(logits)


def pace(share: float, warmup: float, cooldown: float) -> float:
    """The factor of the learning rate after a share of the run: up, level, and down to nothing, each a straight line.

    A level middle lets a run be made longer or shorter until its cooldown begins.
    """
    return max(0.01, min(1.0, share / warmup, (1 - share) / cooldown))


def multiplies_bfloat16(device: str) -> bool:
    """Whether the machine multiplies bfloat16 faster than float32: measured where it has instructions for it.

    Without them it is emulated, three times slower; with AVX-512's and no AMX it is twice as fast on one maker's CPUs
    and half as fast on the other's.
    """
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    if not torch.cpu.get_capabilities().get("avx512_bf16"):
        return False
    return seconds_of_product(torch.bfloat16) < seconds_of_product(torch.float32)


def seconds_of_product(dtype: torch.dtype, tries: int = 5) -> float:
    """The least time of `tries` for one product of the size that a feed-forward layer asks for."""
    rows, weights = torch.ones(768, 384, dtype=dtype), torch.ones(384, 1536, dtype=dtype)
    found = []
    for _ in range(tries):
        began = perf_counter()
        rows @ weights
        found.append(perf_counter() - began)
    return min(found)


class Run:
    """A training run with everything that a checkpoint must hold."""

    def __init__(self, base: str, settings: Train, folder: Path) -> None:
        torch.manual_seed(settings.start_seed or settings.seed)
        self.settings, self.folder = settings, folder
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.halves = multiplies_bfloat16(self.device)
        self.tokenizer = read_tokenizer(base)
        self.model = build_model(base, self.tokenizer, settings.dropout).to(self.device)
        torch.manual_seed(settings.seed)
        quicken(self.model)
        groups = parameter_groups(
            self.model, settings.rate, settings.head_rate, settings.layer_decay, settings.weight_decay
        )
        self.optimizer = torch.optim.AdamW(groups, fused=True)
        self.average = {k: v.detach().clone() for k, v in self.model.state_dict().items() if v.is_floating_point()}
        self.epoch = self.step = self.done = 0

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    def save(self) -> None:
        """Write the checkpoint whole or not at all."""
        state: dict[str, Any] = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(),
            "average": self.average, "epoch": self.epoch, "step": self.step, "done": self.done,
            "random": torch.get_rng_state(),
        }  # fmt: skip
        fresh = self.checkpoint.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(self.checkpoint)

    def resume(self) -> None:
        """Take up the last checkpoint, if there is one."""
        if not self.checkpoint.exists():
            return
        state = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = state["average"]
        self.epoch, self.step, self.done = state["epoch"], state["step"], state["done"]
        torch.set_rng_state(state["random"].cpu())
        log.info("resumed at epoch %d, batch %d", self.epoch, self.step)

    def learn(self, batch: Batch, factor: float) -> float:
        """One step; returns the loss."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        ids, mask = (torch.from_numpy(a).to(self.device) for a in (batch.ids, batch.mask))
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.halves):
            logits = self.model(input_ids=ids, attention_mask=mask).logits
        loss = masked_loss(logits.float(), batch, self.settings.toxic_weight)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.settings.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.blend()
        return float(loss.detach())

    def blend(self) -> None:
        """Move the average of the weights towards the weights; faster while it is young."""
        self.done += 1
        if self.done % BLEND_EVERY:
            return
        keep = min(self.settings.ema, (1 + self.done) / (10 + self.done)) ** BLEND_EVERY
        for name, weight in self.model.state_dict().items():
            if name in self.average:
                self.average[name].lerp_(weight.detach(), 1 - keep)

    def save_average(self, folder: Path) -> None:
        """Write the averaged weights as a `transformers` folder."""
        kept = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.model.load_state_dict(self.average, strict=False)
        save_folder(self.model, self.tokenizer, folder, SERVING_SOURCE)
        self.model.load_state_dict(kept)


def train(examples: Sequence[Example], base: str, settings: Train, folder: Path) -> Path:
    """Train on `examples`, resuming what `folder` holds; returns the folder of the averaged weights."""
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(base, settings, folder)
    run.resume()
    run.model.train()
    per_epoch = len(Epoch(examples, run.tokenizer, settings, 0))
    steps = per_epoch * settings.epochs
    for number in range(run.epoch, settings.epochs):
        epoch = Epoch(examples, run.tokenizer, settings, number)
        bar = tqdm(
            range(run.step, len(epoch)), initial=run.step, total=len(epoch), desc=f"epoch {number}", mininterval=5
        )
        loss = 0.0
        for step in bar:
            factor = pace((number * per_epoch + step + 1) / steps, settings.warmup, settings.cooldown)
            loss += 0.02 * (run.learn(epoch[step], factor) - loss)
            bar.set_postfix(loss=f"{loss:.3f}", refresh=False)
            run.epoch, run.step = number, step + 1
            if run.done % settings.checkpoint_every == 0:
                run.save()
        run.epoch, run.step = number + 1, 0
        run.save()
        run.save_average(folder / "float")
        log.info("epoch %d done, loss %.4f", number, loss)
    return folder / "float"
