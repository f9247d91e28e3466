"""Joins pieces of a unigram vocabulary that stand side by side most often, so that comments become fewer tokens.

A model's time goes by its tokens, and a vocabulary made for a hundred languages cuts Korean comments finer than need
be.  Which neighbours to join is learnt from comments by byte-pair encoding (Sennrich et al. 2016), whose letters here
are the old pieces.  A new piece takes the place of one of another script that no comment uses; its score is the sum of
its parts', so a text is cut as before and then joined; its embedding is the mean of theirs, until `settle` and
training find a better one.
"""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.trainers import BpeTrainer

from models.folder import MANIFEST
from models.training.trim import EMBEDDINGS, short, used

WORD = "▁"
"""What a piece that begins a word begins with; alone, it says no more than that."""
LETTERS = 0xF0000
"""Where the private characters begin that stand for pieces while neighbours are counted."""
BLOCK = 10_000
GAIN = 0.01
"""How much more a joined piece scores than its parts: enough to be preferred, too little to cut a text otherwise."""


def words_of(tokenizer: Tokenizer, texts: Sequence[str]) -> Iterator[str]:
    """The words of each text between spaces, a private character for each piece; an unknown piece parts words."""
    pieces = tokenizer.get_vocab(with_added_tokens=False)
    begins = {number for piece, number in pieces.items() if piece.startswith(WORD)}
    unknown = json.loads(tokenizer.to_str())["model"]["unk_id"]
    for start in range(0, len(texts), BLOCK):
        for told in tokenizer.encode_batch_fast(list(texts[start : start + BLOCK]), add_special_tokens=False):
            yield "".join(
                " " if number == unknown else " " * (number in begins) + chr(LETTERS + number) for number in told.ids
            )


def neighbours(tokenizer: Tokenizer, texts: Sequence[str], count: int) -> list[tuple[int, ...]]:
    """The first `count` joins of neighbours in `texts`, each as the numbers of the old pieces it is made of."""
    learner = Tokenizer(BPE())
    learner.pre_tokenizer = WhitespaceSplit()
    lines = list(words_of(tokenizer, texts))
    letters = len({letter for line in lines for letter in line if letter != " "})
    learner.train_from_iterator(lines, BpeTrainer(vocab_size=letters + count, show_progress=False))
    merges = json.loads(learner.to_str())["model"]["merges"]
    return [tuple(ord(letter) - LETTERS for letter in "".join(pair)) for pair in merges]


def foreign(piece: str) -> bool:
    """Whether Korean text has no use for a piece: a character is neither in its old standard, KS X 1001, nor a sign."""
    try:
        "".join(c for c in piece.removeprefix(WORD) if unicodedata.category(c) != "So").encode("euc_kr")
    except UnicodeEncodeError:
        return True
    return False


def spare(pieces: Sequence[str], seen: set[int]) -> list[int]:
    """The numbers of pieces that may go, the rarest of the base first: foreign ones that nobody has `seen`."""
    kept = seen | short(pieces)
    return [number for number in reversed(range(len(pieces))) if number not in kept and foreign(pieces[number])]


def join(base: Path, texts: Sequence[str], count: int, out: Path) -> list[int]:
    """Write to `out` the folder `base` with up to `count` pieces joined as in `texts`; returns their numbers.

    A string that is a piece already stays what it is.  What `base` is served as stays behind.  Raises `ValueError`
    where the tokenizer is not a unigram one, or has too few pieces to spare.
    """
    told = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    if told["model"]["type"] != "Unigram":
        raise ValueError(f"{base} has a {told['model']['type']} tokenizer; only a Unigram one can be joined this way.")
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    vocab = told["model"]["vocab"]
    pieces = [piece for piece, _ in vocab]
    free = spare(pieces, used(tokenizer, texts) | {token["id"] for token in told["added_tokens"]})
    made = {"".join(pieces[n] for n in numbers): numbers for numbers in neighbours(tokenizer, texts, count)}
    for known in made.keys() & set(pieces):
        del made[known]
    if len(free) < len(made):
        raise ValueError(f"{base} has {len(free)} pieces to spare for {len(made)} joined ones; ask for fewer.")
    weights = load_file(base / "model.safetensors")
    words = weights[next(name for name in weights if name.endswith(EMBEDDINGS))]
    old = words.astype(np.float32)
    for number, (piece, numbers) in zip(free, made.items(), strict=False):
        vocab[number] = [piece, sum(vocab[n][1] for n in numbers) + GAIN * (len(numbers) - 1)]
        words[number] = old[[n for n in numbers if pieces[n] != WORD] or list(numbers)].mean(axis=0)
    shutil.copytree(base, out, ignore=shutil.ignore_patterns(MANIFEST, "openvino_model.*"), dirs_exist_ok=True)
    (out / "tokenizer.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    return free[: len(made)]
