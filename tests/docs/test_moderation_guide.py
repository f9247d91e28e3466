"""The moderators' guide speaks of every label, and quotes what authors really are told."""

import pytest

from moderation.decision import Decision, Reason, Referral, Verdict
from moderation.explanation import explain
from moderation.label import LABELS
from moderation.record import Record
from tests.builders import NOON, a_comment, published
from tests.docs.markdown import ROOT

GUIDE = (ROOT / "docs" / "moderation-guide.ko.md").read_text(encoding="utf-8")
NEW = Record(a_comment())
REASON = (Reason("profanity", "toxicity", 0.97),)
RECORDS = {
    "pending": NEW,
    "published": NEW.ruled(published()),
    "masked": NEW.ruled(Decision(Verdict.MASK, NOON, REASON)),
    "held": NEW.ruled(Referral(NOON, REASON)),
    "held unseen": NEW.ruled(Referral(NOON)),
    "hidden": NEW.ruled(Decision(Verdict.HIDE, NOON, REASON)),
    "rejected": NEW.ruled(Decision(Verdict.REJECT, NOON, REASON)),
    "deleted": NEW.erased(),
}


@pytest.mark.parametrize("state", RECORDS)
def test_what_the_author_is_told_is_quoted(state: str) -> None:
    phrase = LABELS["profanity"].phrase_ko
    assert f"| {explain(RECORDS[state]).replace(phrase, f'({phrase})')} |" in GUIDE


@pytest.mark.parametrize("code", LABELS)
def test_every_label_has_its_part_and_its_phrase(code: str) -> None:
    label = LABELS[code]
    assert f"### {label.name} (`{code}`)\n" in GUIDE
    assert f"| {label.name} | {label.phrase_ko} |" in GUIDE
