"""Writes the folder that is shipped: float weights for further training, int8 weights for serving, the manifest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from models.folder import MANIFEST
from models.labels import LABELS
from models.packing import packs
from models.training.config import Release
from models.training.examples import COMMENTS, Example
from models.training.fixed import grids, put
from models.training.heads import without_empty_heads

SERVING_WINDOW, OVERLAP = 128, 32
WEIGHTS = "openvino_model.xml"
AS_SERVED = {"padding": True, "truncation": True, "max_length": SERVING_WINDOW, "return_tensors": "np"}
EXACT = [r".*last\..*", ".*pooler.*", ".*classifier.*", ".*aten::matmul.*"]
"""Names of what stays float: the last layer, whose keys and values are plain products, and the head."""
UNSEEN = -1e4
"""Added to the score of what a text must not see: nothing is left of it after softmax."""


class Logits(torch.nn.Module):
    """The model as a function of packed rows (`models.packing`), which is what the runtime is given.

    Texts stand side by side in a row, and each sees itself alone.  The head reads the first position of a text, so
    the last layer asks for that position only: the same logits, for a sixth of its work.  Attention is written out
    as the runtime computes it in one piece: after the call of `transformers` it turned keys and results once more.
    """

    def __init__(self, model: Any) -> None:
        super().__init__()
        *below, self.last = model.bert.encoder.layer
        self.bert, self.pooler, self.classifier = model.bert, model.bert.pooler, model.classifier
        self.bert.encoder.layer, self.bert.pooler = torch.nn.ModuleList(below), None

    def forward(
        self, input_ids: torch.Tensor, positions: torch.Tensor, owners: torch.Tensor, firsts: torch.Tensor
    ) -> torch.Tensor:
        """Logits of shape (rows, texts, outputs) of the texts that begin at `firsts`, (rows, texts)."""
        strange = (owners[:, None, :, None] != owners[:, None, None, :]) * UNSEEN
        seen = self.bert.embeddings(input_ids=input_ids, position_ids=positions)
        for layer in self.bert.encoder.layer:
            attended = layer.attention.output(self.attend(layer.attention.self, seen, strange), seen)
            seen = layer.output(layer.intermediate(attended), attended)
        asked = owners.gather(1, firsts)[:, None, :, None] == owners[:, None, None, :]
        first = seen.gather(1, firsts[:, :, None].expand(-1, -1, seen.shape[-1]))
        logits: torch.Tensor = self.classifier(self.pooled(self.read(seen, first, asked)))
        return logits

    def attend(self, own: Any, seen: torch.Tensor, strange: torch.Tensor) -> torch.Tensor:
        """What each position of `seen`, (rows, length, hidden), takes from the others; `strange` is added to scores."""
        heads = (own.num_attention_heads, own.attention_head_size)
        query, key, value = (
            part(seen).unflatten(-1, heads).transpose(1, 2) for part in (own.query, own.key, own.value)
        )
        scores = query @ key.transpose(-1, -2) / heads[1] ** 0.5 + strange
        taken: torch.Tensor = (scores.softmax(-1) @ value).transpose(1, 2).flatten(2)
        return taken

    def read(self, seen: torch.Tensor, first: torch.Tensor, asked: torch.Tensor) -> torch.Tensor:
        """What the last layer makes of `first`, (rows, texts, hidden), from `seen`, (rows, length, hidden).

        One position of a text asks, so the maps of keys and values are moved to its side: what it asks is mapped by
        the keys' weights (their bias adds the same to all, which softmax takes away), the mean of what is seen by
        the values'.
        """
        own = self.last.attention.self
        heads, size = own.num_attention_heads, own.attention_head_size
        keys, values = (part.weight.unflatten(0, (heads, size)) for part in (own.key, own.value))
        asks = (own.query(first).unflatten(-1, (heads, size)).transpose(1, 2) @ keys).flatten(1, 2)
        weights = (asks @ seen.transpose(-1, -2)).unflatten(1, (heads, -1)) / size**0.5
        weights = weights.masked_fill(~asked, UNSEEN).softmax(-1)
        means = (weights.flatten(1, 2) @ seen).unflatten(1, (heads, -1))
        read = (means @ values.transpose(-1, -2)).transpose(1, 2).flatten(2) + own.value.bias
        attended = self.last.attention.output(read, first)
        told: torch.Tensor = self.last.output(self.last.intermediate(attended), attended)
        return told

    def pooled(self, told: torch.Tensor) -> torch.Tensor:
        """The pooler's own reading of the first positions, (rows, texts, hidden)."""
        return torch.tanh(self.pooler.dense(told))


def read_model(folder: Path) -> Any:
    """The model of a float folder in float32, without the heads that `prune` emptied."""
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32, local_files_only=True)
    return without_empty_heads(model.eval())


def convert(model: Any) -> Any:
    """The OpenVINO graph of `model`, for any number of packed rows of any length."""
    import openvino

    pack = next(packs([[1] * 5, [2] * 4]))
    example = {
        "input_ids": pack.ids, "positions": pack.positions, "owners": pack.owners, "firsts": pack.firsts
    }  # fmt: skip
    graph = openvino.convert_model(
        Logits(model), example_input={name: torch.from_numpy(given) for name, given in example.items()}
    )
    graph.reshape({port: [-1, -1] for port in range(len(example))})
    return graph


def maps_of(model: Any, live: int) -> tuple[list[str], list[str]]:
    """Names of the linear maps below the last layer: those with fixed ranges of inputs, and those without.

    The first `live` layers have none, nor has what any feed-forward gives back (`output.dense`): its inputs are few
    large numbers among many small ones, no channel like another.  Fixed ranges there made two thirds of all the
    error of int8.
    """
    fed = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
           "intermediate.dense")  # fmt: skip
    names = [f"bert.encoder.layer.{number}" for number in range(model.config.num_hidden_layers - 1)]
    fixed = [f"{name}.{part}" for name in names[live:] for part in fed]
    return fixed, [f"{name}.{part}" for name in names[:live] for part in fed] + [f"{n}.output.dense" for n in names]


def quantise(model: Any, tokenizer: Any, texts: Sequence[str], live: int) -> Any:
    """The graph of `model` with int8 weights but for its last layer and its head.

    Inputs either have fixed ranges, taken from `texts`, or are quantised as they come, in groups (see
    `models.runtimes`); `maps_of` says which.  The pooling layer stays near a scaled identity: one
    large number in each row, whose step would swallow the rest.
    """
    import nncf

    batches = [tokenizer(list(texts[i : i + 16]), **AS_SERVED) for i in range(0, len(texts), 16)]
    named = [{name: batch[name].astype("int64") for name in ("input_ids", "attention_mask")} for batch in batches]
    found = grids(model, named, *maps_of(model, live))
    return nncf.compress_weights(
        put(convert(model), found),
        mode=nncf.CompressWeightsMode.INT8_ASYM,
        ignored_scope=nncf.IgnoredScope(patterns=EXACT, validate=False),
    )


def calibration_texts(examples: Sequence[Example], rows: int = 400, seed: int = 3) -> list[str]:
    """Texts for the ranges of activations: drawn from `examples`, most of them comments as they come."""
    rng = Random(seed)
    plain = [e.text for e in examples if e.source in COMMENTS]
    other = [e.text for e in examples if e.source not in COMMENTS]
    texts = rng.sample(plain, min(len(plain), rows * 14 // 15)) + rng.sample(other, min(len(other), rows // 15))
    rng.shuffle(texts)
    return texts


def write_manifest(folder: Path, release: Release, quantised: str) -> None:
    """`hanmadi.json`: name, version, the labels that are reported, how the weights are served."""
    manifest = {
        "name": release.name,
        "version": release.version,
        "labels": {label: label for label in LABELS},
        "window": SERVING_WINDOW,
        "overlap": OVERLAP,
        "weights": WEIGHTS,
        "precision": "f32",
        "quantised": quantised,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def export(trained: Path, release: Release, folder: Path, texts: Sequence[str]) -> None:
    """Write `folder` from the trained float folder; `texts` show what ranges activations take."""
    import openvino

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(trained)
    tokenizer.save_pretrained(folder)
    AutoModelForSequenceClassification.from_pretrained(trained, dtype=torch.float16).save_pretrained(folder)
    openvino.save_model(quantise(read_model(trained), tokenizer, texts, release.live_layers), folder / WEIGHTS)
    write_manifest(folder, release, "int8")
