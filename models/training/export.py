"""Writes the folder that is shipped: float weights for further training, int8 weights for serving, the manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from models.folder import MANIFEST
from models.labels import LABELS
from models.training.config import Release

SERVING_WINDOW, OVERLAP = 128, 32
WEIGHTS = "openvino_model.xml"


class Logits(torch.nn.Module):
    """The model as a function of ids and mask alone, which is what the runtime is given."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Logits of shape (rows, outputs)."""
        logits: torch.Tensor = self.model(input_ids=input_ids, attention_mask=attention_mask).logits
        return logits


def convert(model: Any) -> Any:
    """The OpenVINO graph of `model`, for any number of rows of any length."""
    import openvino

    example = {"input_ids": torch.ones(2, 7, dtype=torch.long), "attention_mask": torch.ones(2, 7, dtype=torch.long)}
    graph = openvino.convert_model(Logits(model.float().eval()), example_input=example)
    graph.reshape({0: [-1, -1], 1: [-1, -1]})
    return graph


def compress(graph: Any, layers: int) -> Any:
    """`graph` with int8 weights, but for its last layer and its head; activations are quantised as it runs.

    The pooling layer stays near a scaled identity: one large number in each row, whose step would swallow the rest.
    Ranges of activations that are fixed beforehand compute half as fast again, and change more decisions
    (models/EXPERIMENTS.md).
    """
    import nncf

    exact = nncf.IgnoredScope(patterns=[rf".*layer\.{layers - 1}\..*", ".*pooler.*", ".*classifier.*"])
    return nncf.compress_weights(graph, mode=nncf.CompressWeightsMode.INT8_ASYM, ignored_scope=exact)


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


def export(trained: Path, release: Release, folder: Path, *, with_float: bool) -> None:
    """Write `folder` from the trained float folder."""
    import openvino

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(trained)
    model = AutoModelForSequenceClassification.from_pretrained(trained, dtype=torch.float32)
    openvino.save_model(compress(convert(model), model.config.num_hidden_layers), folder / WEIGHTS)
    tokenizer.save_pretrained(folder)
    if with_float:
        model.half().save_pretrained(folder)
    else:
        model.config.save_pretrained(folder)
    write_manifest(folder, release, "int8")
