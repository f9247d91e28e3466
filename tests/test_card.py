"""The card tells what the evaluation found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.folder import read_manifest
from models.training.card import BEGIN, END, figures, with_figures

MODELS = Path(__file__).parents[1] / "models"
CARD = (MODELS / "CARD.md").read_text(encoding="utf-8")
EVALUATION = json.loads((MODELS / "evaluation.json").read_text(encoding="utf-8"))


def test_card_and_evaluation_agree() -> None:
    assert with_figures(CARD, EVALUATION) == CARD


def test_the_evaluation_is_of_the_model_that_is_shipped() -> None:
    assert EVALUATION["model"] == read_manifest(MODELS / "toxicity").identity


def test_the_served_weights_decide_as_the_float_ones_do() -> None:
    """Int8 against float on K-MHaS half A: macro-F1 within half a point, under half a per cent of decisions another."""
    same = EVALUATION["parity"]
    assert abs(same["macro_served"] - same["macro_float"]) <= 0.005
    assert same["decisions_flipped"] < 0.005


def test_a_card_without_a_place_for_figures_is_told() -> None:
    with pytest.raises(ValueError, match="no place"):
        with_figures("# card", EVALUATION)


def test_figures_stand_between_the_marks_alone() -> None:
    card = with_figures(f"a\n{BEGIN}\nold\n{END}\nb", EVALUATION)
    assert card == f"a\n{BEGIN}\n\n{figures(EVALUATION)}\n\n{END}\nb"
