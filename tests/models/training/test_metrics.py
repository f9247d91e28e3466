"""Measures, checked against sums that can be done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from models.training.decode import Limits, beep_classes, choose_beep, choose_kotox, choose_label, kmhas_sets
from models.training.metrics import calibration_error, classes_f1, f1, interval, macro_f1, reliability


def test_f1_of_nothing_is_nought() -> None:
    nothing = np.zeros((3, 2), dtype=bool)
    assert f1(nothing, nothing) == 0.0


def test_micro_and_macro_differ_where_labels_do() -> None:
    true = np.array([[1, 0], [1, 0], [1, 1]], dtype=bool)
    told = np.array([[1, 0], [1, 0], [1, 0]], dtype=bool)
    assert f1(true, told) == pytest.approx(6 / 7)
    assert macro_f1(true, told) == 0.5


def test_three_classes_are_averaged() -> None:
    assert classes_f1(np.array([0, 1, 2]), np.array([0, 1, 1]), 3) == pytest.approx((1 + 2 / 3 + 0) / 3)


def test_what_is_said_as_often_as_it_is_so_has_no_calibration_error() -> None:
    true = np.array([0, 1] * 300)
    assert calibration_error(true, np.full(600, 0.5)) < 0.02
    assert calibration_error(true, np.full(600, 0.9)) == pytest.approx(0.4)


def test_reliability_tells_each_tenth_that_has_rows() -> None:
    (low, high) = reliability(np.array([0, 0, 1]), np.array([0.05, 0.06, 1.0]))
    assert (low["from"], low["rows"], low["was"]) == (0.0, 2, 0.0)
    assert (high["from"], high["rows"], high["was"]) == (0.9, 1, 1.0)


def test_an_interval_holds_the_mean() -> None:
    values = np.arange(100)
    low, high = interval(lambda rows: float(values[rows].mean()), 100)
    assert low < values.mean() < high


def chances(toxic: float, **others: float) -> list[float]:
    names = ("profanity", "race", "region", "gender", "age", "religion", "politics", "physical", "hate")
    return [toxic, *(others.get(name, 0.0) for name in names)]


def test_each_class_is_read_by_itself_and_clean_is_what_is_not_toxic() -> None:
    said = np.array([chances(0.9, age=0.7, race=0.6), chances(0.3, age=0.4), chances(0.55, age=0.45)])
    assert [row.nonzero()[0].tolist() for row in kmhas_sets(said, Limits())] == [[2, 5], [0], []]
    assert [row.nonzero()[0].tolist() for row in kmhas_sets(said, Limits(label=0.42))] == [[2, 5], [0], [0, 5]]


def test_no_other_limit_of_calibrated_labels_does_better_than_half_of_f1() -> None:
    rng = np.random.default_rng(5)
    said = rng.beta(0.4, 1.2, (40_000, 10))
    true = rng.random((40_000, 9)) < np.column_stack([1 - said[:, 0], said[:, 1:9]])
    chosen = choose_label(said, true)
    reached = f1(true, kmhas_sets(said, Limits(label=chosen)))
    assert chosen == pytest.approx(reached / 2, abs=0.002)
    assert reached + 0.002 > max(f1(true, kmhas_sets(said, Limits(label=t))) for t in np.arange(0.1, 0.9, 0.05))


def test_hate_is_toxic_first() -> None:
    told = beep_classes(np.array([chances(0.9, hate=0.9), chances(0.9), chances(0.1, hate=0.9)]), Limits())
    assert told.tolist() == [2, 1, 0]


def test_limits_are_chosen_where_the_rows_part() -> None:
    said = np.array([chances(0.35, hate=0.1), chances(0.7, hate=0.35), chances(0.75, hate=0.7)] * 5)
    toxic, hate = choose_beep(said, np.array([0, 1, 2] * 5))
    assert 0.35 < toxic <= 0.7
    assert 0.35 < hate <= 0.7
    assert 0.35 < choose_kotox(said, np.array([0, 1, 1] * 5)) <= 0.7
