"""The figures of a labelled file, on a few rows that one can count by hand."""

from moderation.measuring import Sample, Seen, measure
from tests.builders import POLICY

RUDE, FINE = Sample("욕", True, frozenset({"profanity"})), Sample("글", False, frozenset())


def test_what_is_found_and_what_is_right_is_counted_at_the_policys_limits() -> None:
    samples = [RUDE, RUDE, RUDE, FINE, FINE]
    high, low = {"toxic": 0.95, "profanity": 0.95}, {"toxic": 0.2, "profanity": 0.1}
    seen = [
        Seen(high, "rejected"),
        Seen(high, "held"),
        Seen(low, "published"),
        Seen(high, "held"),
        Seen(low, "published"),
    ]
    told = measure(samples, seen, POLICY)
    assert (told["not_published"]["precision"][0], told["not_published"]["recall"][0]) == (0.6667, 0.6667)
    profanity = told["labels"]["profanity"]
    assert (profanity["limit"], profanity["is"], profanity["said"], profanity["f1"][0]) == (0.5, 3, 3, 0.6667)
    assert told["states"] == {
        "clean": {"published": 1, "held": 1, "rejected": 0},
        "toxic": {"published": 1, "held": 1, "rejected": 1},
    }
    low_f1, high_f1 = profanity["f1"][1:]
    assert 0 <= low_f1 < 0.6667 < high_f1 <= 1


def test_a_label_that_no_row_has_and_labels_that_nobody_told_are_left_out() -> None:
    assert set(measure([RUDE, FINE], [Seen({}, "published")] * 2, POLICY)["labels"]) == {"toxic", "profanity"}
    untold = Sample("글", True, None)
    assert set(measure([untold, FINE], [Seen({}, "published")] * 2, POLICY)["labels"]) == {"toxic"}


def test_nothing_to_find_and_nothing_said_is_no_figure() -> None:
    assert measure([FINE], [Seen({}, "published")], POLICY)["not_published"]["f1"] is None
