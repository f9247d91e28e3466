"""The same text is scored once, and forgotten in time."""

from collections.abc import Sequence

from moderation.pipeline import Case
from moderation.stages.known import MOST, SECONDS, Known
from moderation.stages.toxicity import Toxicity
from tests.builders import a_comment


class Counting:
    """A classifier that remembers what it was asked."""

    identity, runtime = "counting@1", "none"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def score(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """The length of each text, as if it were a score."""
        self.asked.extend(texts)
        return [{"toxic": float(len(text))} for text in texts]


def test_the_same_text_is_scored_once_within_a_batch_and_across_batches() -> None:
    model = Counting()
    stage = Toxicity(model)
    texts = ["가", "나나", "가", "나나", "다다다"]
    first = stage([Case(a_comment(text)) for text in texts])
    second = stage([Case(a_comment(text)) for text in reversed(texts)])
    assert model.asked == ["가", "나나", "다다다"]
    assert [findings[0].score for findings in first] == [1.0, 2.0, 1.0, 2.0, 3.0]
    assert second == first[::-1]


def test_what_was_scored_is_forgotten_in_time() -> None:
    model, now = Counting(), 0.0
    known = Known(model.score, lambda: now)
    known(["가"])
    now = SECONDS - 1
    known(["가"])
    assert model.asked == ["가"]
    now = SECONDS
    known(["가"])
    assert model.asked == ["가", "가"]


def test_no_more_than_so_many_are_kept_and_no_text_among_them() -> None:
    model = Counting()
    known = Known(model.score)
    for start in range(0, 3 * MOST, 64):
        known([f"의견 {number}" for number in range(start, start + 64)])
    assert len(known.kept) <= MOST + 64
    assert "의견" not in repr(known.kept)
    assert all(len(hash) == 16 for hash in known.kept)


def test_two_processes_keep_the_same_text_under_different_hashes() -> None:
    one, other = Known(Counting().score), Known(Counting().score)
    one(["가"])
    other(["가"])
    assert set(one.kept).isdisjoint(other.kept)
