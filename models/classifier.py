"""Loads a model's folder and scores texts with it, without torch where the folder has OpenVINO weights."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models.errors import ModelUnavailable
from models.folder import Manifest, read_manifest
from models.runtimes import RUNTIMES, Floats, Runtime
from models.tokens import read_cutter


class Classifier:
    """A loaded model.  Not for use by several threads at once: one process a core, one classifier each."""

    def __init__(self, manifest: Manifest, tokenizer: Any, runtime: Runtime) -> None:
        self._manifest, self._tokenizer, self._runtime = manifest, tokenizer, runtime
        self._numbers = [number for number, _ in manifest.columns]

    @property
    def identity(self) -> str:
        """`name@version`, e.g. `hanmadi-toxicity@1.0.0`."""
        return self._manifest.identity

    @property
    def runtime(self) -> str:
        """What computes and how, e.g. `openvino-2026.4 int8`."""
        return self._runtime.name

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of a score, in the model's order."""
        return self._manifest.labels

    def score(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """For each text, in order, the calibrated probability of each label, in [0, 1].

        A text longer than the window is read in overlapping windows, and the highest score of any stands:
        abuse does not hide behind a long preface.
        """
        chances = self.chances(texts)
        return [dict(zip(self.labels, map(float, row), strict=True)) for row in chances]

    def chances(self, texts: Sequence[str]) -> Floats:
        """The same as an array of shape (texts, labels)."""
        highest = np.zeros((len(texts), len(self.labels)), dtype=np.float32)
        if not texts:
            return highest
        rows, owners = self._windows(texts)
        logits = self._runtime.logits(rows, self._tokenizer.pad_token_id)
        found = softmax(logits) if self._manifest.exclusive else sigmoid(logits)
        np.maximum.at(highest, owners, found[:, self._numbers])
        return highest

    def _windows(self, texts: Sequence[str]) -> tuple[list[list[int]], list[int]]:
        """The token ids of each window, and the number of the text that it is cut from."""
        encoded = self._tokenizer(
            list(texts),
            truncation=True,
            max_length=self._manifest.window,
            stride=self._manifest.overlap,
            return_overflowing_tokens=True,
        )
        return encoded["input_ids"], encoded["overflow_to_sample_mapping"]


def sigmoid(logits: Floats) -> Floats:
    """The logistic function, without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)), dtype=np.float32)


def softmax(logits: Floats) -> Floats:
    """Shares that sum to 1 in each row, without overflow."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def load(
    folder: Path, *, threads: int = 1, backend: str | None = None, label_map: Mapping[str, str] | None = None
) -> Classifier:
    """Load the model of `folder`; nothing is downloaded.

    `backend` is what `hanmadi.json` says if it is not given: `openvino`, or `torch` for any sequence-classification
    folder of `transformers`, whose outputs `label_map` names (output -> label) where `hanmadi.json` does not.  Raises
    `ModelUnavailable` with one sentence.
    """
    manifest = read_manifest(folder, label_map)
    backend = backend or manifest.backend
    if backend not in RUNTIMES:
        raise ModelUnavailable(f"There is no model backend {backend}; there are {', '.join(RUNTIMES)}.")
    return Classifier(
        manifest, read_cutter(folder) or read_tokenizer(folder), RUNTIMES[backend](folder, manifest, threads)
    )


def read_tokenizer(folder: Path) -> Any:
    """The folder's tokenizer, through `transformers`; raises `ModelUnavailable`."""
    advice = logging.getLogger("transformers")
    advice.addFilter(is_not_about_torch)
    from transformers import AutoTokenizer

    advice.removeFilter(is_not_about_torch)
    try:
        tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError) as fault:
        raise ModelUnavailable(f"The model's tokenizer in {folder} cannot be loaded: {fault}") from fault
    return tokenizer


def is_not_about_torch(record: logging.LogRecord) -> bool:
    """False for the advice that models need PyTorch: tokenizers are all that `transformers` is asked for here."""
    return "PyTorch was not found" not in record.getMessage()
