"""What a job may name is told from what RQ keeps of it, and nothing else is taken for it."""

import pickle

import pytest
from rq.serializers import JSONSerializer

from moderation.jobs import JUDGE, named


def test_a_job_names_our_function_and_one_id() -> None:
    assert named(JSONSerializer.dumps((JUDGE, None, ("c_1",), {})), JUDGE) == "c_1"


@pytest.mark.parametrize(
    "data",
    [
        JSONSerializer.dumps(("os.system", None, ("true",), {})),
        JSONSerializer.dumps((JUDGE, "something", ("c_1",), {})),
        JSONSerializer.dumps((JUDGE, None, ("c_1", "c_2"), {})),
        JSONSerializer.dumps((JUDGE, None, (), {})),
        JSONSerializer.dumps((JUDGE, None, (1,), {})),
        JSONSerializer.dumps((JUDGE, None, ("c_1",), {"shell": True})),
        JSONSerializer.dumps(JUDGE),
        pickle.dumps((JUDGE, None, ("c_1",), {})),
        b"[" * 100_000,
        b"\xff\xfe",
        b"",
    ],
)
def test_whatever_else_stands_there_names_nothing(data: bytes) -> None:
    assert named(data, JUDGE) is None
