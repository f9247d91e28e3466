"""What a ruling adds to the day's numbers, whoever rules, and whatever was said before."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.decision import Decision, Reason, Referral, Ruling, Verdict
from moderation.record import Record
from moderation.tally import quantile, step_of, tally
from tests.builders import NOON, a_comment, held, published, rejected

SECOND = timedelta(seconds=1)


def by(name: str, verdict: Verdict, seconds: int = 60) -> Decision:
    """A person's decision, a while after noon."""
    return Decision(verdict, NOON + seconds * SECOND, (Reason("insult", "moderator"),), by=name)


def after(*rulings: Ruling) -> list[Counter[str]]:
    """What each ruling adds, one after the other."""
    record, counted = Record(a_comment()), []
    for ruling in rulings:
        counted.append(tally(record, record.ruled(ruling)))
        record = record.ruled(ruling)
    return counted


def total(*rulings: Ruling) -> Counter[str]:
    whole: Counter[str] = Counter()
    for each in after(*rulings):
        whole.update(each)
    return whole


def test_what_the_machine_does_is_counted_with_its_time() -> None:
    (counted,) = after(published(NOON + 2 * SECOND))
    assert counted == {"state published": 1, f"machine {step_of(2 * SECOND)}": 1}


def test_what_was_held_and_ruled_on_is_counted_for_the_person_and_the_label() -> None:
    _, counted = after(held(NOON + SECOND), by("kim", Verdict.REJECT, 61))
    assert counted == {
        "state rejected": 1,
        f"people {step_of(60 * SECOND)}": 1,
        "by kim rulings": 1,
        "label profanity hold reject": 1,
    }


@pytest.mark.parametrize(("verdict", "overturned"), [(Verdict.REJECT, 0), (Verdict.PUBLISH, 1)])
def test_a_decision_of_the_machine_is_overturned_by_another_verdict(verdict: Verdict, overturned: int) -> None:
    counted = total(rejected(), by("kim", verdict))
    assert counted["overturned machine"] == overturned
    assert counted[f"label insult reject {verdict}"] == 1
    assert counted["overturned people"] == 0


def test_a_person_is_overturned_by_somebody_else_only() -> None:
    counted = total(held(), by("kim", Verdict.REJECT), by("lee", Verdict.PUBLISH))
    assert (counted["overturned people"], counted["by kim overturned"], counted["by lee rulings"]) == (1, 1, 1)
    counted = total(held(), by("kim", Verdict.REJECT), by("kim", Verdict.PUBLISH))
    assert (counted["overturned people"], counted["by kim changed"], counted["by kim rulings"]) == (0, 1, 1)


def test_what_a_person_said_last_is_what_counts_for_agreement() -> None:
    counted = total(held(), by("kim", Verdict.REJECT), by("lee", Verdict.PUBLISH))
    assert counted["label profanity hold reject"] == 0
    assert counted["label profanity hold publish"] == 1


def test_what_is_undone_is_no_agreement() -> None:
    undone: Ruling = replace(held(NOON + 90 * SECOND), by="kim")
    counted = total(held(), by("kim", Verdict.REJECT), undone)
    assert not [name for name, count in counted.items() if name.startswith("label") and count]
    assert counted["by kim changed"] == 1


def test_a_hiding_that_ends_by_itself_overturns_nobody() -> None:
    counted = total(held(), by("kim", Verdict.HIDE), published(NOON + timedelta(days=1)))
    assert counted["overturned people"] == 0
    assert counted["label profanity hold hide"] == 1
    assert len([name for name in counted if name.startswith("machine ")]) == 1


def test_an_edit_or_an_erasure_is_no_ruling() -> None:
    record = Record(a_comment()).ruled(published())
    assert tally(record, record.revised(replace(record.comment, text="고친 글", revision=2))) == {}
    assert tally(record, record.erased()) == {}


def test_an_edit_begins_anew() -> None:
    record = Record(a_comment()).ruled(rejected()).revised(replace(a_comment(), revision=2, received_at=NOON))
    counted = tally(record, record.ruled(Referral(NOON + 3 * SECOND)))
    assert counted == {"state held": 1, f"machine {step_of(3 * SECOND)}": 1}


@pytest.mark.parametrize("seconds", [0.001, 0.05, 1, 3, 59, 600, 86_400])
def test_a_quantile_is_at_most_a_tenth_off(seconds: float) -> None:
    time = quantile({step_of(seconds * SECOND): 1}, 0.5)
    assert time is not None
    assert time.total_seconds() == pytest.approx(seconds, rel=0.1, abs=0.001)


def test_a_quantile_is_what_that_share_did_not_exceed() -> None:
    steps = Counter(step_of(seconds * SECOND) for seconds in [1] * 90 + [100] * 10)
    half, most = quantile(steps, 0.5), quantile(steps, 0.95)
    assert half is not None
    assert most is not None
    assert half.total_seconds() == pytest.approx(1, rel=0.1)
    assert most.total_seconds() == pytest.approx(100, rel=0.1)
    assert quantile({}, 0.5) is None
