"""Joined pieces: the same text in fewer tokens, and nothing else read otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from models.training.join import foreign, join
from models.training.trim import EMBEDDINGS

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁말", "하", "는", "거", "야", "▁말하", "给", "选", "😀", "ㅋ"]
TEXTS = ["말 하는 거야", "하는", "먹하는 하는"]
PLAIN = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    told = {
        "version": "1.0", "truncation": None, "padding": None, "normalizer": None, "decoder": None,
        "added_tokens": [
            PLAIN | {"id": n, "content": p, "special": True} for n, p in enumerate(PIECES) if p.startswith("<")
        ],
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": None,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": [[p, -1 - n / 10] for n, p in enumerate(PIECES)]},
    }  # fmt: skip
    (folder / "tokenizer.json").write_text(json.dumps(told))
    rows = np.arange(len(PIECES), dtype=np.float32)[:, None] * np.ones(4, dtype=np.float32)
    save_file({EMBEDDINGS: rows, "other": np.ones(2, dtype=np.float32)}, folder / "model.safetensors")
    return folder


def tokens(folder: Path, text: str) -> list[str]:
    return list(Tokenizer.from_file(str(folder / "tokenizer.json")).encode(text).tokens)


def test_what_stands_side_by_side_most_often_becomes_one_piece(base: Path, tmp_path: Path) -> None:
    join(base, TEXTS, 2, tmp_path / "out")
    assert tokens(base, "하는 거야") == ["▁", "하", "는", "▁", "거", "야"]
    assert tokens(tmp_path / "out", "하는 거야") == ["▁하는", "▁", "거", "야"]
    assert tokens(tmp_path / "out", "말하는") == ["▁말하", "는"], "what scored best before still does"


def test_an_unused_piece_of_another_script_gives_its_place_the_rarest_first(base: Path, tmp_path: Path) -> None:
    numbers = join(base, TEXTS, 2, tmp_path / "out")
    assert [PIECES[number] for number in numbers] == ["选", "给"]
    vocab = json.loads((tmp_path / "out/tokenizer.json").read_text())["model"]["vocab"]
    assert [p for n, (p, _) in enumerate(vocab) if n not in numbers] == [p for p in PIECES if p not in {"给", "选"}]


def test_a_piece_begins_as_the_mean_of_its_parts_but_for_the_mark_of_a_word(base: Path, tmp_path: Path) -> None:
    join(base, TEXTS, 2, tmp_path / "out")
    vectors = load_file(tmp_path / "out/model.safetensors")[EMBEDDINGS]
    named = Tokenizer.from_file(str(tmp_path / "out/tokenizer.json")).get_vocab()
    mean = (PIECES.index("하") + PIECES.index("는")) / 2
    assert vectors[named["▁하는"]].tolist() == [mean] * 4
    assert vectors[named["거"]].tolist() == [float(PIECES.index("거"))] * 4


def test_pieces_are_never_joined_over_a_space_or_what_is_unknown(base: Path, tmp_path: Path) -> None:
    join(base, ["먹야 먹야 먹야 거 거 거", *TEXTS], 2, tmp_path / "out")
    assert tokens(tmp_path / "out", "먹야 거 거") == ["▁", "먹", "야", "▁거", "▁거"]


def test_what_the_base_is_served_as_stays_behind(base: Path, tmp_path: Path) -> None:
    for name in ("config.json", "hanmadi.json", "openvino_model.xml", "openvino_model.bin"):
        (base / name).write_text("{}")
    join(base, TEXTS, 2, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "config.json", "model.safetensors", "tokenizer.json"
    }  # fmt: skip


def test_more_than_there_is_room_for_is_refused(base: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 pieces to spare for 4 joined ones; ask for fewer"):
        join(base, ["하는거야", "하는거야", "거야 거야 거야"], 4, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_another_kind_of_tokenizer_is_refused(base: Path, tmp_path: Path) -> None:
    told = json.loads((base / "tokenizer.json").read_text())
    told["model"]["type"] = "WordPiece"
    (base / "tokenizer.json").write_text(json.dumps(told))
    with pytest.raises(ValueError, match="WordPiece"):
        join(base, TEXTS, 2, tmp_path / "out")


@pytest.mark.parametrize(("piece", "is_foreign"), [("▁한자", False), ("中", False), ("ok", False), ("😀", False),
                                                   ("给", True), ("▁не", False), ("ሁ", True)])  # fmt: skip
def test_korean_text_writes_hanja_and_signs_too(piece: str, is_foreign: bool) -> None:
    assert foreign(piece) == is_foreign
