"""Which models the systems use here: the shipped one, and the same in float where its weights and torch are present."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.options import FLOAT, Options
from models.classifier import load
from moderation.config import MODEL

CACHE = Path(__file__).parents[1] / "var" / "bench" / "float"
NO_TORCH = "torch is not installed: `make bench` installs the extra `bench`, or `pip install -e '.[bench]'`"
NO_WEIGHTS = (
    f"the model's float weights (model.safetensors) are not here: name their folder with --float FOLDER or {FLOAT}; "
    "`python -m models.training export` writes one"
)


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """A model as a system runs it: `name` is torch, float or shipped; `precision` that of its arithmetic."""

    name: str
    folder: Path
    identity: str
    precision: str


def in_use(options: Options) -> tuple[dict[str, ModelInUse], dict[str, str]]:
    """The models that are here, by name, and why systems must be left out."""
    found = {"shipped": described("shipped", options.model)}
    why = NO_TORCH if find_spec("torch") is None else NO_WEIGHTS if options.float_model is None else None
    if why or options.float_model is None:
        return found, dict.fromkeys(("forking", "simple", "float"), why or NO_WEIGHTS)
    identity = found["shipped"].identity.partition(" ")[0]
    found["torch"] = ModelInUse("torch", options.float_model, f"{identity} torch f32", "f32")
    found["float"] = described("float", float_folder(options.float_model))
    return found, {}


def described(name: str, folder: Path) -> ModelInUse:
    """A folder as our own classifier serves it."""
    classifier = load(folder)
    return ModelInUse(name, folder, f"{classifier.identity} {classifier.runtime}", classifier.runtime.split()[-1])


def float_folder(folder: Path) -> Path:
    """A folder with the same model in OpenVINO float32, made once for each state of the weights."""
    weights = folder / "model.safetensors"
    state = weights.stat()
    made = CACHE / f"{state.st_size}-{int(state.st_mtime)}"
    if not (made / "hanmadi.json").exists():
        convert(folder, made)
    return made


def convert(folder: Path, made: Path) -> None:
    """Write `made` from the float weights of `folder`."""
    import json
    import shutil

    import openvino

    from models.training.export import convert as graph_of
    from models.training.export import read_model

    made.mkdir(parents=True, exist_ok=True)
    openvino.save_model(graph_of(read_model(folder)), made / "openvino_model.xml", compress_to_fp16=False)
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(folder / name, made / name)
    own = folder / "hanmadi.json"
    manifest = json.loads((own if own.exists() else MODEL / own.name).read_text(encoding="utf-8"))
    manifest |= {"weights": "openvino_model.xml", "precision": "f32", "quantised": ""}
    (made / "hanmadi.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
