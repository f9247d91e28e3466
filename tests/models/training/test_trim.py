"""A trimmed base splits Korean as before, with fewer pieces."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from models.training.trim import EMBEDDINGS, trim

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁말", "▁좋은", "▁", "말", "좋은", "▁hello", "ни", "은", "<mask>"]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    added = [{"id": PIECES.index(p), "content": p, "special": True} for p in PIECES if p.startswith("<")]
    plain = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    told = {
        "version": "1.0", "truncation": None, "padding": None, "normalizer": None,
        "added_tokens": [token | plain for token in added],
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {"</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}},
        },
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": [[p, -float(n)] for n, p in enumerate(PIECES)]},
    }  # fmt: skip
    (folder / "tokenizer.json").write_text(json.dumps(told))
    (folder / "config.json").write_text(json.dumps({"vocab_size": len(PIECES), "pad_token_id": 1}))
    rows = np.arange(len(PIECES), dtype=np.float32)[:, None] * np.ones(4, dtype=np.float32)
    save_file({EMBEDDINGS: rows, "other": np.ones(2, dtype=np.float32)}, folder / "model.safetensors")
    return folder


def test_a_trimmed_base_reads_korean_as_before(base: Path, tmp_path: Path) -> None:
    kept, of = trim(base, ["좋은 말"], tmp_path / "out")
    assert kept < of == len(PIECES)
    before, after = (Tokenizer.from_file(str(f / "tokenizer.json")) for f in (base, tmp_path / "out"))
    assert after.encode("좋은 말").tokens == before.encode("좋은 말").tokens == ["▁좋은", "▁말", "</s>"]
    assert "▁hello" not in after.get_vocab()


def test_every_piece_that_stays_keeps_its_vector(base: Path, tmp_path: Path) -> None:
    trim(base, ["좋은 말"], tmp_path / "out")
    vectors = load_file(tmp_path / "out" / "model.safetensors")[EMBEDDINGS]
    vocabulary = Tokenizer.from_file(str(tmp_path / "out" / "tokenizer.json")).get_vocab()
    assert {piece: int(vectors[n][0]) for piece, n in vocabulary.items()} == {p: PIECES.index(p) for p in vocabulary}
    assert json.loads((tmp_path / "out" / "config.json").read_text())["vocab_size"] == len(vocabulary)


def test_another_kind_of_tokenizer_is_refused(base: Path, tmp_path: Path) -> None:
    told = json.loads((base / "tokenizer.json").read_text())
    told["model"]["type"] = "WordPiece"
    (base / "tokenizer.json").write_text(json.dumps(told))
    with pytest.raises(ValueError, match="WordPiece"):
        trim(base, [], tmp_path / "out")
