"""What a job may name is told from what RQ keeps of it, and nothing else is taken for it."""

import json
import pickle
from typing import Any

import pytest

from moderation.jobs import JUDGE, named


def kept(asked: Any) -> bytes:
    """As RQ's JSON serializer writes it."""
    return json.dumps(asked).encode()


def test_a_job_names_our_function_and_one_id() -> None:
    assert named(kept((JUDGE, None, ("c_1",), {})), JUDGE) == "c_1"


@pytest.mark.parametrize(
    "data",
    [
        kept(("os.system", None, ("true",), {})),
        kept((JUDGE, "something", ("c_1",), {})),
        kept((JUDGE, None, ("c_1", "c_2"), {})),
        kept((JUDGE, None, (), {})),
        kept((JUDGE, None, (1,), {})),
        kept((JUDGE, None, ("c_1",), {"shell": True})),
        kept(JUDGE),
        pickle.dumps((JUDGE, None, ("c_1",), {})),
        b"[" * 100_000,
        b"\xff\xfe",
        b"",
    ],
)
def test_whatever_else_stands_there_names_nothing(data: bytes) -> None:
    assert named(data, JUDGE) is None
