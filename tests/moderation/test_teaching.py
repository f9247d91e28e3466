"""What a model may learn: people's word where it is not the machine's, and nothing that they did not say."""

from dataclasses import replace

import pytest

from moderation.assessment import Span
from moderation.decision import Decision, Reason, Referral, Ruling, Verdict
from moderation.record import Record
from moderation.teaching import COLUMNS, LEARNT, examples
from tests.builders import NOON, a_comment, published

DOUBT = Referral(NOON, (Reason("politics", "toxicity", 0.7), Reason("toxic", "toxicity", 0.8)))


def by_kim(verdict: Verdict, *codes: str) -> Decision:
    return Decision(verdict, NOON, tuple(Reason(code, "moderator") for code in codes), by="kim")


def after(*rulings: Ruling, text: str = "정부는 반성하라") -> Record:
    record = Record(a_comment(text))
    for ruling in rulings:
        record = record.ruled(ruling)
    return record


def test_what_a_person_published_is_not_what_it_was_suspected_of() -> None:
    (example,) = examples(after(DOUBT, by_kim(Verdict.PUBLISH)), "model")
    assert example.said == {"toxic": 0, "politics": 0}
    row = dict(zip(COLUMNS, example.row(), strict=True))
    assert (row["text"], row["toxic"], row["politics"], row["gender"]) == ("정부는 반성하라", "0", "0", "")
    assert (row["machine"], row["person"], row["fault"]) == ("refer", "publish", "model")


def test_what_a_person_rejected_is_what_they_named() -> None:
    (example,) = examples(after(published(), by_kim(Verdict.REJECT, "gender")))
    assert (example.said, example.machine, example.because) == ({"toxic": 1, "gender": 1}, "publish", "gender")
    (insulted,) = examples(after(published(), by_kim(Verdict.HIDE, "insult")))
    assert insulted.said == {"toxic": 1}


@pytest.mark.parametrize(
    "record",
    [
        after(DOUBT),
        after(published(), by_kim(Verdict.PUBLISH)),
        after(by_kim(Verdict.REJECT, "gender")),
        after(published(), by_kim(Verdict.REJECT, "advert")),
        after(replace(DOUBT, reasons=(Reason("silent", "toxicity"),)), by_kim(Verdict.PUBLISH)),
        after(DOUBT, by_kim(Verdict.PUBLISH), text="정부는 ●●하라"),
        after(DOUBT, by_kim(Verdict.PUBLISH)).erased(),
    ],
)
def test_where_nothing_was_said_of_the_words_nothing_is_learnt(record: Record) -> None:
    assert list(examples(record)) == []


def test_a_ruling_on_an_earlier_text_says_nothing_of_this_one() -> None:
    ruled = after(DOUBT, by_kim(Verdict.REJECT, "politics"))
    edited = replace(ruled, comment=replace(ruled.comment, text="고친 글", revision=2))
    assert list(examples(edited)) == []


def test_personal_data_are_covered() -> None:
    doubt = replace(DOUBT, reasons=(*DOUBT.reasons, Reason("pii", "pii", 0.9, (Span(0, 13),))))
    (example,) = examples(after(doubt, by_kim(Verdict.PUBLISH), text="010-1234-5678 전화해"))
    assert example.text == "●●●●●●●●●●●●● 전화해"


def test_the_columns_are_the_models_labels() -> None:
    from models.labels import LABELS

    assert LEARNT == LABELS
