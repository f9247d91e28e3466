"""What is scored."""

from pathlib import Path

from benchmarks.texts import DECILES, Texts, made, open_texts


def test_hardly_a_text_comes_twice_however_many_are_asked_for() -> None:
    """An exact duplicate is cheaper than a comment is."""
    texts = open_texts(Path("nowhere.tsv")).take(20_000)
    assert len(set(texts)) > 19_990


def test_the_same_numbers_give_the_same_texts() -> None:
    """Every system scores the same."""
    texts = open_texts(Path("nowhere.tsv"))
    assert texts.take(10, 6_000) == texts.take(6_010)[6_000:]


def test_made_text_is_about_as_long_as_comments_are() -> None:
    """Half of it is on either side of their median."""
    lengths = sorted(map(len, made(1000)))
    assert abs(lengths[500] - DECILES[4]) < 6
    assert lengths[-1] < DECILES[-1] + 15


def test_what_was_made_says_so() -> None:
    """A figure on made text is not taken for one on real comments, and has no F1."""
    texts = open_texts(Path("nowhere.tsv"))
    assert "made" in texts.source
    assert texts.rows == ()


def test_halves_of_two_make_the_next_when_texts_run_out() -> None:
    """Their lengths stay as they were."""
    texts = Texts("three", ("abcdef", "ghijkl", "mnopqr"))
    assert texts.take(3) == ["abcdef", "ghijkl", "mnopqr"]
    assert [len(text) for text in texts.take(3, 3)] == [7, 7, 7]
