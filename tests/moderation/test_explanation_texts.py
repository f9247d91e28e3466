"""Every sentence that authors and readers may be told, held against a file that people have read.

After a change that is meant, `python -m tests.moderation.test_explanation_texts` writes it anew: read the difference.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from moderation.comment import Article
from moderation.decision import CONDOLENCE, Appealed, Decision, Reason, Referral, Ruling, State, Verdict
from moderation.disclosure import sentences as sentences_of
from moderation.discussion import Discussion, Mode
from moderation.explanation import Language, about_appeal, advise, explain
from moderation.label import GROUNDS, LABELS
from moderation.record import Record
from moderation.sanction import Measure
from moderation.told import explain_sanction
from tests.builders import NOON, a_comment, a_sanction

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
    yield line("held", "condolence", Record(a_comment()).ruled(Referral(NOON, (Reason(CONDOLENCE, "policy"),))))
    yield line("deleted", "", Record(a_comment(), State.DELETED))
    for state, ruled in RULINGS.items():
        for code in LABELS:
            yield line(state, code, Record(a_comment()).ruled(ruled((Reason(code, "toxicity", 0.9),))))

    for code in GROUNDS:
        yield line("held", code, Record(a_comment()).ruled(Referral(NOON, (Reason(code, "standing"),))))
    yield from asked()
    yield from noticed()
    yield from disclosed()
    for state, rule in RULINGS.items():
        yield told("advice", state, advise, Record(a_comment()).ruled(rule(())))
    yield told("appeal", "possible", about_appeal, Record(a_comment()).ruled(Decision(Verdict.REJECT, NOON)))
    rejection, publication = Decision(Verdict.REJECT, NOON), Decision(Verdict.PUBLISH, NOON)
    answered = [replace(rejection, appealed=Appealed.OPEN), replace(publication, appealed=Appealed.OVERTURNED)]
    for code in LABELS:
        because = replace(rejection, reasons=(Reason(code, "moderator"),))
        answered += [replace(because, appealed=Appealed.UPHELD), replace(because, appealed=Appealed.OVERTURNED)]
    for each in answered:
        yield told("appeal", f"{each.appealed}", about_appeal, Record(a_comment()).ruled(each))


def asked() -> Iterator[str]:
    """What each sanction asks of an author, with and without an end, in our words and in the desk's own."""
    for measure, until, says in product(Measure, (None, NOON), ("", "욕설이 거듭되었습니다.")):
        sanction = a_sanction(measure, until=until, says=says, minutes=10)
        yield "\t".join((measure, says, explain_sanction(sanction), explain_sanction(sanction, "en")))


def noticed() -> Iterator[str]:
    """What readers are told before they write."""
    for mode in (Mode.CLOSED, Mode.CONDOLENCE):
        discussion = Discussion("whytimes", Article("21468"), mode)
        korean, english = (discussion.notice_at(NOON, english=english) or "" for english in (False, True))
        yield "\t".join(("notice", mode, korean, english))


def disclosed() -> Iterator[str]:
    """What everybody may know of the automated decision."""
    for korean, english in zip(sentences_of(english=False), sentences_of(english=True), strict=True):
        yield "\t".join(("disclosure", "", korean, english))


def told(about: str, what: str, say: Callable[[Record, Language], str | None], record: Record) -> str:
    return "\t".join((about, what, say(record, "ko") or "", say(record, "en") or ""))


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
