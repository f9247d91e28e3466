"""Cuts a multilingual base to the pieces that Korean text uses: most of such a model is embeddings of other scripts.

A unigram tokenizer splits a text into the pieces of highest total score.  If every piece of that best split is kept,
it is still the best of what remains: so the texts given are split exactly as before, and others nearly always.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

EMBEDDINGS = "embeddings.word_embeddings.weight"
BLOCK = 10_000


def used(tokenizer: Tokenizer, texts: Sequence[str]) -> set[int]:
    """The numbers of the pieces that any of `texts` is split into."""
    found: set[int] = set()
    for start in range(0, len(texts), BLOCK):
        for encoding in tokenizer.encode_batch_fast(list(texts[start : start + BLOCK])):
            found.update(encoding.ids)
    return found


def short(pieces: Iterable[str]) -> set[int]:
    """The numbers of pieces of one character, with or without the mark of a word's beginning: any text's last resort.

    Those outside hangul, ASCII and common signs go: other scripts become unknown, as they do in a Korean model.
    """
    korean = [(0x20, 0x7E), (0x1100, 0x11FF), (0x2000, 0x27BF), (0x3000, 0x303F), (0x3130, 0x318F), (0xAC00, 0xD7A3)]
    return {
        number
        for number, piece in enumerate(pieces)
        if len(bare := piece.removeprefix("▁")) <= 1 and (not bare or any(a <= ord(bare) <= b for a, b in korean))
    }


def renumbered(told: dict[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    """The tokenizer's description `told` with only the pieces `kept`, which are numbered in that order."""
    numbers = {old: new for new, old in enumerate(kept)}
    model = told["model"] | {"vocab": [told["model"]["vocab"][old] for old in kept]}
    model["unk_id"] = numbers[told["model"]["unk_id"]]
    added = [token | {"id": numbers[token["id"]]} for token in told["added_tokens"]]
    around = json.loads(json.dumps(told["post_processor"]))
    for token in around.get("special_tokens", {}).values():
        token["ids"] = [numbers[old] for old in token["ids"]]
    return told | {"model": model, "added_tokens": added, "post_processor": around}


def trim(base: Path, texts: Sequence[str], out: Path) -> tuple[int, int]:
    """Write to `out` the folder `base` without what `texts` do not use; returns how many pieces stay, of how many.

    Raises `ValueError` where the tokenizer is not a unigram one, whose split would change with its vocabulary.
    """
    told = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    if told["model"]["type"] != "Unigram":
        raise ValueError(f"{base} has a {told['model']['type']} tokenizer; only a Unigram one can be cut this way.")
    pieces = [piece for piece, _ in told["model"]["vocab"]]
    always = {token["id"] for token in told["added_tokens"]}
    kept = sorted(always | short(pieces) | used(Tokenizer.from_file(str(base / "tokenizer.json")), texts))
    out.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer_config.json", "special_tokens_map.json"):
        if (base / name).exists():
            shutil.copyfile(base / name, out / name)
    fresh = json.dumps(renumbered(told, kept), ensure_ascii=False)
    (out / "tokenizer.json").write_text(fresh, encoding="utf-8")
    write_weights(base, kept, out)
    return len(kept), len(pieces)


def write_weights(base: Path, kept: Sequence[int], out: Path) -> None:
    """Weights and `config.json` of `base` with only the rows `kept` of the word embeddings."""
    weights = load_file(base / "model.safetensors")
    name = next(name for name in weights if name.endswith(EMBEDDINGS))
    weights[name] = np.ascontiguousarray(weights[name][list(kept)])
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    numbers = {old: new for new, old in enumerate(kept)}
    for key in ("bos_token_id", "eos_token_id", "pad_token_id"):
        if config.get(key) is not None:
            config[key] = numbers[config[key]]
    config |= {"vocab_size": len(kept)}
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
