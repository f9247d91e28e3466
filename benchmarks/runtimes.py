"""Several runtimes and precisions, speed beside accuracy: `python -m benchmarks.runtimes [--float FOLDER]`.

One process, one thread, the classifier of the product around each.  What a package or the float weights are missing
for is named and left out.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks import models, report
from benchmarks.accuracy import f1_of
from benchmarks.options import float_folder
from benchmarks.stats import Spread, interleaved
from benchmarks.texts import Texts, made, open_texts
from models.classifier import Classifier, read_tokenizer
from models.folder import read_manifest
from models.packing import Ints, in_packs, packs
from models.runtimes import PACKED, Floats, OpenVino, Runtime, Tokens
from moderation.config import MODEL

BATCH, BATCHES = 64, 8
CALIBRATION = 300
Make = Callable[[], Runtime]


class OnnxRuntime:
    """Runs an ONNX graph on one thread."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session: Any = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.name = f"onnxruntime-{onnxruntime.__version__} int8"

    def logits(self, texts: Tokens, padding: int) -> Floats:
        """Logits of shape (texts, outputs)."""
        return in_packs(self.infer, texts, padding)

    def infer(self, *given: Ints) -> Floats:
        """Logits of packed rows."""
        return np.asarray(self.session.run(None, dict(zip(PACKED, given, strict=True)))[0], dtype=np.float32)


def variants(floats: Path | None, folder: Path) -> Iterator[tuple[str, Make]]:
    """The shipped weights, and what can be made of the float ones in `folder`."""
    yield "OpenVINO, as shipped", lambda: OpenVino(MODEL, read_manifest(MODEL), 1)
    if floats is None:
        return
    exact = models.float_folder(floats)
    manifest = read_manifest(exact)
    yield "OpenVINO f32", lambda: OpenVino(exact, manifest, 1)
    yield "OpenVINO bf16", lambda: OpenVino(exact, replace(manifest, precision="bf16"), 1)
    yield "OpenVINO static int8", lambda: OpenVino(static_int8(exact, folder), manifest, 1)
    yield "ONNX Runtime int8", lambda: OnnxRuntime(onnx_int8(floats, folder))


def static_int8(exact: Path, folder: Path) -> Path:
    """A folder with weights and activations in int8, their ranges fixed on made text; needs nncf."""
    import nncf
    import openvino

    tokenizer = read_tokenizer(exact)
    texts = tokenizer(list(made(CALIBRATION)), truncation=True, max_length=128)["input_ids"]
    given = nncf.Dataset(list(packs(texts)), lambda pack: [pack.ids, pack.positions, pack.owners, pack.firsts])
    graph = openvino.Core().read_model(exact / "openvino_model.xml")
    quantised = nncf.quantize(
        graph, given, model_type=nncf.ModelType.TRANSFORMER, subset_size=CALIBRATION, fast_bias_correction=True
    )
    openvino.save_model(quantised, folder / "openvino_model.xml")
    return folder


def onnx_int8(floats: Path, folder: Path) -> Path:
    """An ONNX graph with int8 weights, activations quantised as it runs; needs torch, onnx, onnxscript."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from models.training.export import Logits, read_model

    model = read_model(floats)
    pack = next(packs([[3] * 50] * 5))
    rows, length, texts = torch.export.Dim("rows"), torch.export.Dim("tokens", max=512), torch.export.Dim("texts")
    torch.onnx.export(
        Logits(model),
        tuple(map(torch.from_numpy, (pack.ids, pack.positions, pack.owners, pack.firsts))),
        folder / "model.onnx",
        input_names=list(PACKED),
        dynamic_shapes=[{0: rows, 1: length}] * 3 + [{0: rows, 1: texts}],
        dynamo=True,
    )
    exact = products(folder / "model.onnx")[6 * (model.config.num_hidden_layers - 1) :]
    quantize_dynamic(
        folder / "model.onnx",
        folder / "int8.onnx",
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=exact,
    )
    return folder / "int8.onnx"


def products(graph: Path) -> list[str]:
    """The nodes that multiply by weights, in order: six a layer, the pooler, the head.

    The last layer and what follows stay exact, as in what is shipped (models/training/export.py).
    """
    import onnx

    loaded = onnx.load(graph, load_external_data=False).graph
    weights = {each.name for each in loaded.initializer}
    return [
        node.name
        for node in loaded.node
        if node.op_type in ("MatMul", "Gemm") and any(given in weights for given in node.input[:2])
    ]


def compare(floats: Path | None, texts: Texts, rounds: int) -> list[list[str]]:
    """A row a variant: comments a second with their range, macro-F1; or why it is left out."""
    rows, classifiers = [["runtime", "comments/s", "macro-F1"]], dict[str, Classifier]()
    with TemporaryDirectory() as scratch:
        for name, make in variants(floats, Path(scratch)):
            print("making", name, flush=True)
            try:
                classifiers[name] = Classifier(read_manifest(MODEL), read_tokenizer(MODEL), make())
            except Exception as error:  # noqa: BLE001 - whatever a foreign exporter raises, the others go on
                rows.append([name, f"left out: {type(error).__name__}: {str(error).splitlines()[0][:90]}", ""])
    rates: dict[str, list[float]] = {name: [] for name in classifiers}
    batches = [texts.take(BATCH, start) for start in range(0, BATCH * BATCHES, BATCH)]
    for turn, name in interleaved(list(classifiers), rounds + 1):
        rate = comments_per_s(classifiers[name], batches)
        if turn:  # the first turn warms up
            rates[name].append(rate)
    for name, classifier in classifiers.items():
        spread, score = Spread.of(rates[name]), f1_of(classifier.chances, texts.rows)
        told = "–" if score is None else f"{score:.4f}"
        rows.append([name, f"{spread.median:.0f} ({spread.low:.0f}–{spread.high:.0f})", told])
    if floats is None:
        rows.append(["the others", f"left out: {models.NO_WEIGHTS}", ""])
    return rows


def comments_per_s(classifier: Classifier, batches: Sequence[Sequence[str]]) -> float:
    """How many comments are scored in a second, in batches as a worker takes them."""
    began = time.perf_counter()
    for batch in batches:
        classifier.chances(batch)
    return sum(map(len, batches)) / (time.perf_counter() - began)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.runtimes", description=__doc__)
    parser.add_argument("--float", metavar="FOLDER", help="float weights of the model")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--rows", type=int, default=100_000, help="labelled rows for F1, at most")
    asked = parser.parse_args()
    texts = open_texts()
    texts = replace(texts, rows=texts.rows[: asked.rows])
    print(report.markdown(compare(float_folder(asked.float), texts, asked.repeat)))


if __name__ == "__main__":
    main()
