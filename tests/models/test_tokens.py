"""The shipped tokenizer, read without `transformers`, cuts as `transformers` does."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.classifier import read_tokenizer
from models.tokens import read_cutter

SHIPPED = Path(__file__).parent.parent.parent / "models" / "toxicity"
TEXTS = [
    "좋은 기사 잘 읽었습니다.",
    "",
    "   ",
    "ㅋㅋㅋㅋ ㅅㅂ",
    "가\u200b나 👨‍👩‍👧‍👦 e\u0301",
    "<s> </s> <pad> 나",
    "길게 쓴 의견입니다. " * 200,
    "가" * 3000,
]


@pytest.mark.parametrize(("length", "overlap"), [(128, 32), (16, 4)])
def test_it_cuts_as_transformers_does(length: int, overlap: int) -> None:
    cutter, theirs = read_cutter(SHIPPED), read_tokenizer(SHIPPED)
    assert cutter is not None
    cut = cutter(TEXTS, max_length=length, stride=overlap)
    expected = theirs(TEXTS, truncation=True, max_length=length, stride=overlap, return_overflowing_tokens=True)
    assert cut["input_ids"] == expected["input_ids"]
    assert cut["overflow_to_sample_mapping"] == expected["overflow_to_sample_mapping"]
    assert cutter.pad_token_id == theirs.pad_token_id


def test_a_folder_that_only_transformers_can_read_is_left_to_it(tmp_path: Path) -> None:
    assert read_cutter(tmp_path) is None
    (tmp_path / "tokenizer.json").write_text("{}")
    (tmp_path / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer", "pad_token": "[PAD]"}')
    assert read_cutter(tmp_path) is None


def test_a_worker_starts_without_transformers_or_torch() -> None:
    """A second and some fifty megabytes, for each worker."""
    program = (
        "import pathlib, sys; from models.classifier import load; "
        "load(pathlib.Path(sys.argv[1])).score(['가']); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program, str(SHIPPED)], check=True, capture_output=True, text=True
    ).stdout.split()
    assert "tokenizers" in loaded
    assert not {"transformers", "torch"} & set(loaded)
