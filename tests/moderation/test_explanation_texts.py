"""Every sentence that authors and readers may be told, held against a file that people have read.

After a change that is meant, `python -m tests.moderation.test_explanation_texts` writes it anew: read the difference.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from moderation.decision import Decision, Reason, Referral, Ruling, State, Verdict
from moderation.explanation import explain
from moderation.label import LABELS
from moderation.record import Record
from tests.builders import NOON, a_comment

GOLDEN = Path(__file__).parent.parent / "golden" / "explanations.tsv"
TOO_MUCH = ("점수", "모델", "금칙어", "score", "model", "lexicon", "threshold")

Rule = Callable[[tuple[Reason, ...]], Ruling]
RULINGS: dict[str, Rule] = {
    "held": lambda reasons: Referral(NOON, reasons),
    "masked": lambda reasons: Decision(Verdict.MASK, NOON, reasons),
    "hidden": lambda reasons: Decision(Verdict.HIDE, NOON, reasons),
    "rejected": lambda reasons: Decision(Verdict.REJECT, NOON, reasons),
}


def sentences() -> Iterator[str]:
    """One line for each thing that may be told: what happened, why, in Korean, in English."""
    plain: dict[str, Ruling | None] = {
        "pending": None,
        "published": Decision(Verdict.PUBLISH, NOON),
        "held": Referral(NOON, (Reason("silent", "toxicity"),)),
        "hidden": Decision(Verdict.HIDE, NOON),
        "rejected": Decision(Verdict.REJECT, NOON),
    }
    for state, ruling in plain.items():
        record = Record(a_comment())
        yield line(state, "", record.ruled(ruling) if ruling else record)
    yield line("deleted", "", Record(a_comment(), State.DELETED))
    for state, ruled in RULINGS.items():
        for code in LABELS:
            yield line(state, code, Record(a_comment()).ruled(ruled((Reason(code, "toxicity", 0.9),))))


def line(state: str, code: str, record: Record) -> str:
    return "\t".join((state, code, explain(record), explain(record, "en")))


def test_what_is_told_is_what_was_read() -> None:
    assert GOLDEN.read_text(encoding="utf-8").splitlines() == list(sentences())


def test_every_sentence_is_polite_and_none_says_how_it_was_found() -> None:
    for each in sentences():
        _, _, korean, english = each.split("\t")
        assert korean.endswith("니다.")
        assert not any(
            word in korean + english.lower() for word in ("점수", "모델", "금칙어", "score", "model", "list")
        )


if __name__ == "__main__":
    GOLDEN.write_text("".join(f"{each}\n" for each in sentences()), encoding="utf-8")
