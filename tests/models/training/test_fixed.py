"""Int8 with fixed ranges: a linear map on its grid gives what it gave before, nearly."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from models.training.fixed import fixed_grid, live_grid, rounded  # noqa: E402


def test_a_channel_far_larger_than_the_others_and_off_zero_costs_them_little() -> None:
    torch.manual_seed(1)
    linear, rows = torch.nn.Linear(32, 16), torch.randn(500, 32)
    rows[:, 3] = 30 * rows[:, 3] + 100
    with torch.no_grad():
        own, exact = fixed_grid(linear, rows), linear(rows)
        assert own.ranges is not None
        read = ((rows * own.ranges.scale - own.ranges.low) * 255).round().clamp(0, 255) / 255
        told = read @ (own.weights * own.steps[:, None]).T + own.bias
        assert (told - exact).std() < 0.03 * exact.std()
        assert (told - exact).mean(0).abs().max() < 1e-3 * exact.std()


def test_rounding_in_turn_is_nearer_than_rounding_each_where_inputs_go_together() -> None:
    torch.manual_seed(1)
    rows, weights = torch.randn(500, 4) @ torch.randn(4, 32), torch.randn(16, 32)
    steps = weights.abs().amax(1) / 7
    apart = (weights / steps[:, None]).round()
    whole = rounded(weights, rows.T @ rows / len(rows), steps)

    def error(told: Any) -> float:
        return float((rows @ (told * steps[:, None] - weights).T).square().mean())

    assert error(whole) < 0.5 * error(apart)


def test_a_map_whose_inputs_come_as_they_are_is_rounded_for_the_inputs_it_has_seen() -> None:
    torch.manual_seed(1)
    linear, rows = torch.nn.Linear(32, 16), torch.randn(500, 4) @ torch.randn(4, 32) + 1
    with torch.no_grad():
        own, exact = live_grid(linear, rows), linear(rows)
        told = rows @ (own.weights * own.steps[:, None]).T + own.bias
        apart = (linear.weight / own.steps[:, None]).round() * own.steps[:, None]
        assert own.ranges is None
        assert (told - exact).mean(0).abs().max() < 1e-4
        assert (told - exact).square().mean() < 0.3 * (rows @ (apart - linear.weight).T).square().mean()
