"""Writes the card's tables from the evaluation, so that the two cannot tell different stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from models.training.gate import BOUNDS

BEGIN, END = "<!-- figures: written by `python -m models.training evaluate` -->", "<!-- end of figures -->"
PUBLISHED = {
    ("kmhas", "micro"): ("K-MHaS micro-F1 (nine classes)", "KR-BERT .850, KoELECTRA-small .849, mBERT .814"),
    ("kmhas", "macro"): ("K-MHaS macro-F1 (nine classes)", "KoBERT .765, KoELECTRA-small .725, mBERT .691"),
    ("kmhas", "binary"): ("K-MHaS clean or not, macro-F1", "not published"),
    ("beep", "macro"): ("BEEP! three classes, macro-F1", "KR-ELECTRA .745, KoBERT .662, DistilKoBERT .607"),
    ("kotox", "macro"): ("KOTOX, macro-F1, by its own standard", "none"),
    ("kotox", "macro_as_served"): ("KOTOX, macro-F1, as served", "none"),
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def with_interval(figure: dict[str, float]) -> str:
    """A figure with its 95 % interval, three places each."""
    return f"{figure['value']:.3f} ({figure['low']:.3f} to {figure['high']:.3f})"


def tests(told: dict[str, Any]) -> str:
    """The public tests beside what others published."""
    rows = [(name, with_interval(told[s][m]), others) for (s, m), (name, others) in PUBLISHED.items()]
    return table(("test", "this model (95 % interval)", "published"), rows)


def labels(told: dict[str, Any]) -> str:
    """F1 of each K-MHaS class."""
    each = told["kmhas"]["labels"].items()
    return table(("class", "rows", "F1"), [(name, str(f["rows"]), with_interval(f)) for name, f in each])


def diagram(told: dict[str, Any]) -> str:
    """The reliability diagram of `toxic`, in characters: what was said and what was so."""
    head = "said   was    rows\n"
    lines = [
        f"{bin['said']:.2f}   {bin['was']:.2f}  {bin['rows']:6d}  {'█' * round(bin['was'] * 40)}"
        for bin in told["kmhas"]["reliability"]
    ]
    error = with_interval(told["kmhas"]["calibration_error"])
    return f"```text\n{head}" + "\n".join(lines) + f"\n```\n\nExpected calibration error: {error}."


def gates(told: dict[str, Any]) -> str:
    """What each gate measured and what it allows."""
    rows = [
        (suite, str(told["gates"][suite]["sentences"]), rate, f"{told['gates'][suite][rate]:.4f}", f"{bound:g}")
        for suite, bounds in BOUNDS.items()
        for rate, bound in bounds.items()
    ]
    return table(("suite", "sentences", "rate", "measured", "at most"), rows)


def likeness(told: dict[str, Any]) -> str:
    """How the int8 weights differ from the float ones."""
    same = told["parity"]
    rows = [
        ("macro-F1, int8", f"{same['macro_served']:.4f}"),
        ("macro-F1, float", f"{same['macro_float']:.4f}"),
        ("published, referred or hidden: changed", f"{same['decisions_flipped']:.4f}"),
        ("hidden or not: changed", f"{same['hidings_flipped']:.4f}"),
        ("mean difference of `toxic`", f"{same['mean_difference']:.4f}"),
    ]
    return table((f"int8 against float, {same['rows']} comments", "value"), rows)


def figures(told: dict[str, Any]) -> str:
    """All tables of the card."""
    parts = (
        f"`{told['model']}` on `{told['runtime']}`.",
        tests(told),
        "### Each class of K-MHaS",
        labels(told),
        "### Calibration of `toxic` (K-MHaS half A)",
        diagram(told),
        "### Gates at the limits of the default policy",
        gates(told),
        "### What quantisation changes",
        likeness(told),
    )
    return "\n\n".join(parts)


def with_figures(card: str, told: dict[str, Any]) -> str:
    """`card` with its tables written anew; raises `ValueError` where the card has no place for them."""
    before, _, rest = card.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"The card has no place for figures: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{figures(told)}\n\n{END}{after}"
