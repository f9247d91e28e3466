"""What multiplies the matrices: OpenVINO for the shipped int8 weights, torch for any other `transformers` folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelUnavailable
from models.folder import Manifest
from models.packing import Ints, in_packs
from models.padding import in_batches

PACKED = ("input_ids", "positions", "owners", "firsts")
"""Inputs of a graph that reads packed rows; any other reads padded ones: ids and mask."""
Floats = NDArray[np.float32]
Tokens = Sequence[Sequence[int]]
"""The token ids of texts, one at least in each."""


class Runtime(Protocol):
    """Computes logits; the same text gives the same logits whatever stands beside it."""

    @property
    def name(self) -> str:
        """Runtime, version and precision, as stored with a decision."""

    def logits(self, texts: Tokens, padding: int) -> Floats:
        """Logits of shape (texts, outputs); `padding` is the token that fills rows up."""


def one_stream(precision: str, threads: int) -> dict[str, Any]:
    """OpenVINO's settings for one of several processes on a machine.

    Its threads are not bound to cores: those of every process would be bound to the same ones.
    """
    return {
        "INFERENCE_PRECISION_HINT": precision,
        "INFERENCE_NUM_THREADS": threads,
        "NUM_STREAMS": 1,
        "ENABLE_CPU_PINNING": False,
    }


class OpenVino:
    """Runs the folder's OpenVINO weights on one CPU stream.

    The precision is pinned: left to itself OpenVINO takes bf16 where the CPU has it, and scores would then
    differ between machines.  So is the number of activations that share a scale where weights are int8.
    """

    def __init__(self, folder: Path, manifest: Manifest, threads: int) -> None:
        try:
            import openvino
        except ImportError as fault:
            raise ModelUnavailable("The model needs the package openvino, which is not installed.") from fault
        weights = folder / (manifest.weights or "openvino_model.xml")
        if not weights.exists() or not weights.with_suffix(".bin").exists():
            raise ModelUnavailable(f"The model's weights {weights} are missing.")
        settings = one_stream(manifest.precision, threads) | {"DYNAMIC_QUANTIZATION_GROUP_SIZE": 128}
        try:
            compiled = openvino.Core().compile_model(weights, "CPU", settings)
        except RuntimeError as fault:
            raise ModelUnavailable(f"OpenVINO cannot load {weights}: {str(fault).splitlines()[0]}") from fault
        self._request = compiled.create_infer_request()
        self._packs = len(compiled.inputs) == len(PACKED)
        version = ".".join(openvino.__version__.split(".")[:2])
        self.name = f"openvino-{version} {manifest.quantised or manifest.precision}"

    def logits(self, texts: Tokens, padding: int) -> Floats:
        """Logits of shape (texts, outputs)."""
        return (in_packs if self._packs else in_batches)(self.infer, texts, padding)

    def infer(self, *given: Ints) -> Floats:
        """What the graph makes of its inputs."""
        return np.array(self._request.infer(given)[0], dtype=np.float32)


class Torch:
    """Runs any `AutoModelForSequenceClassification` folder in float32; needs the extra `torch`."""

    def __init__(self, folder: Path, manifest: Manifest, threads: int) -> None:
        try:
            import torch
        except ImportError as fault:
            raise ModelUnavailable("This model needs torch; install the extra `torch`.") from fault
        from transformers import AutoModelForSequenceClassification

        torch.set_num_threads(threads)
        try:
            model: Any = AutoModelForSequenceClassification.from_pretrained(folder, local_files_only=True)
        except (OSError, ValueError) as fault:
            raise ModelUnavailable(f"torch cannot load {folder}: {fault}") from fault
        self._torch, self._model = torch, model.float().eval()
        self.name = f"torch-{torch.__version__.split('+')[0]} f32"

    def logits(self, texts: Tokens, padding: int) -> Floats:
        """Logits of shape (texts, outputs)."""
        return in_batches(self.infer, texts, padding)

    def infer(self, ids: Ints, mask: Ints) -> Floats:
        """Logits of shape (rows, outputs) for token ids and their mask, both (rows, longest)."""
        with self._torch.inference_mode():
            told = {"input_ids": self._torch.from_numpy(ids), "attention_mask": self._torch.from_numpy(mask)}
            return np.array(self._model(**told).logits.numpy(), dtype=np.float32)


RUNTIMES: dict[str, Any] = {"openvino": OpenVino, "torch": Torch}
