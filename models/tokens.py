"""Cuts texts into the model's tokens, without `transformers` where the folder's `tokenizer.json` says it all.

Importing `transformers` takes a second and tens of megabytes, which every worker would pay at its start.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

WHOLE: Final = ("TokenizersBackend", "PreTrainedTokenizerFast")
"""Classes of `transformers` that add nothing to what stands in `tokenizer.json`."""


class Cutter:
    """What the classifier needs of a tokenizer, called as one of `transformers` is."""

    def __init__(self, tokenizer: Any, pad_token_id: int) -> None:
        self.tokenizer = tokenizer
        self.pad_token_id = pad_token_id
        tokenizer.no_padding()

    def __call__(self, texts: Sequence[str], *, max_length: int, stride: int, **always: bool) -> dict[str, Any]:
        """The token ids of each text, cut into windows that overlap by `stride`, and the text of each window."""
        self.tokenizer.enable_truncation(max_length, stride=stride)
        rows, owners = [], []
        for number, encoded in enumerate(self.tokenizer.encode_batch(texts)):
            for window in (encoded, *encoded.overflowing):
                rows.append(window.ids)
                owners.append(number)
        return {"input_ids": rows, "overflow_to_sample_mapping": owners}


def read_cutter(folder: Path) -> Cutter | None:
    """The tokenizer of a folder, or None where only `transformers` can read it."""
    try:
        config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    file = folder / "tokenizer.json"
    if config.get("tokenizer_class") not in WHOLE or not isinstance(config.get("pad_token"), str) or not file.exists():
        return None
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    padding = tokenizer.token_to_id(config["pad_token"])
    return None if padding is None else Cutter(tokenizer, padding)
