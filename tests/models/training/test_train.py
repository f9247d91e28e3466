"""In which precision a machine is trained on."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from models.training import train  # noqa: E402


@pytest.mark.parametrize(
    ("has", "halves", "faster"),
    [(True, 1.0, True), (True, 4.0, False), (False, 1.0, False)],
    ids=["twice as fast", "half as fast", "no instructions"],
)
def test_bfloat16_is_multiplied_only_where_that_is_faster(
    monkeypatch: pytest.MonkeyPatch, has: bool, halves: float, faster: bool
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": has})
    monkeypatch.setattr(train, "seconds_of_product", lambda kind: halves if kind == torch.bfloat16 else 2.0)
    assert train.multiplies_bfloat16("cpu") is faster


def test_a_product_is_timed_in_both_kinds() -> None:
    assert train.seconds_of_product(torch.float32, tries=1) > 0
    assert train.seconds_of_product(torch.bfloat16, tries=1) > 0
