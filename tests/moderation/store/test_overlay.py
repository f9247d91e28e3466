"""A patch says what is different, and nothing else."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from moderation.store.overlay import difference, overlaid

names = st.sampled_from(["a", "b", "c"])
leaves: st.SearchStrategy[Any] = st.integers(0, 3) | st.sampled_from(["", "x"]) | st.lists(st.integers(0, 1))
trees: st.SearchStrategy[Any] = st.recursive(leaves, lambda inner: st.dictionaries(names, inner, max_size=3))
objects = st.dictionaries(names, trees, max_size=3)


@given(objects, objects)
def test_a_patch_makes_the_one_of_the_other(known: Any, wanted: Any) -> None:
    assert overlaid(known, difference(known, wanted)) == wanted


@given(objects)
def test_there_is_nothing_to_say_of_what_is_known(known: Any) -> None:
    assert difference(known, known) == {}
