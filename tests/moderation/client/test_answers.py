"""Answers are values, and what is new in them breaks nobody."""

import doctest
import importlib
import pkgutil

import pytest

import moderation.client
from moderation.client import Comment
from moderation.publication import published_view
from moderation.record import Record
from tests.builders import a_comment, held, hidden, rejected

MODULES = [f"moderation.client.{module.name}" for module in pkgutil.iter_modules(moderation.client.__path__)]


@pytest.mark.parametrize("record", [Record(a_comment()), *(Record(a_comment()).ruled(r) for r in (held(), hidden()))])
def test_every_published_view_is_understood(record: Record) -> None:
    view = published_view(record)
    comment = Comment.read(view)
    assert (comment.id, comment.state, comment.text) == (view["id"], view["state"], view["text"])
    assert comment.settled is (view["state"] != "pending")
    assert comment.raw is view


def test_fields_and_values_that_are_new_are_tolerated() -> None:
    view = published_view(Record(a_comment()).ruled(rejected()))
    new = {**view, "state": "quarantined", "mood": 5, "decision": {**view["decision"], "second_opinion": {}}}
    comment = Comment.read(new)
    assert (comment.state, comment.raw["mood"]) == ("quarantined", 5)
    assert comment == Comment.read({**new, "mood": 6})


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_docstrings_are_true(module: str) -> None:
    options = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    assert doctest.testmod(importlib.import_module(module), optionflags=options).failed == 0
