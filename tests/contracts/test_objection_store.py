"""What every ObjectionStore promises: one report a reader, one appeal a ruling, and a memory of who was right."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.comment import Author
from moderation.objection import Accuracy, Appeal, Report
from moderation.store.objections import MemoryObjections, ObjectionStore, Reopened
from moderation.store.redis import RedisObjections
from tests.builders import NOON
from tests.contracts.conftest import HERE, on_redis

READER = Author("member", "김독자", "m-1")
REPORT = Report("c_1", "whytimes", READER, "insult", "너무 심합니다", NOON, 0.5)
APPEAL = Appeal("c_1", "whytimes", 1, "욕설이 아닙니다", NOON)


@pytest.fixture(params=HERE)
def store(request: pytest.FixtureRequest) -> ObjectionStore:
    """Each store in turn."""
    if request.param == "memory":
        return MemoryObjections()
    return RedisObjections(on_redis(request.getfixturevalue(request.param)).redis)


def test_a_report_is_kept_as_it_was_made(store: ObjectionStore) -> None:
    assert store.report(REPORT)
    assert store.reports("c_1") == [REPORT]
    assert store.reports("c_2") == []


def test_one_reader_reports_a_comment_once(store: ObjectionStore) -> None:
    assert store.report(REPORT)
    assert not store.report(replace(REPORT, reason="hate"))
    assert store.reports("c_1") == [REPORT]
    assert store.reported("whytimes", 10) == [("c_1", 0.5)]


def test_the_heaviest_comes_first_and_no_other_sites(store: ObjectionStore) -> None:
    store.report(REPORT)
    for n in range(3):
        store.report(replace(REPORT, comment="c_2", reporter=Author("guest", f"손님{n}"), weight=0.25))
    store.report(replace(REPORT, comment="c_3", site="othertimes"))
    assert store.reported("whytimes", 10) == [("c_2", 0.75), ("c_1", 0.5)]
    assert store.reported("whytimes", 1) == [("c_2", 0.75)]


@pytest.mark.parametrize(("agreed", "after"), [(True, Accuracy(1, 0)), (False, Accuracy(0, 1))])
def test_settled_reports_are_gone_and_count_for_their_reporters(
    store: ObjectionStore, agreed: bool, after: Accuracy
) -> None:
    store.report(REPORT)
    assert store.settle_reports("c_1", "whytimes", 2, agreed) == [REPORT]
    assert store.reports("c_1") == []
    assert store.reported("whytimes", 10) == []
    assert store.accuracy("whytimes", [REPORT.reporter_key, "guest:아무개"]) == [after, Accuracy()]
    assert store.accuracy("othertimes", [REPORT.reporter_key]) == [Accuracy()]


def test_a_ruling_is_appealed_once(store: ObjectionStore) -> None:
    assert store.appeal(APPEAL)
    assert not store.appeal(replace(APPEAL, reason="정말 아닙니다"))
    assert store.appeal_of("c_1") == APPEAL
    assert store.appeal_of("c_2") is None
    store.settle_appeal("c_1", "whytimes", 2)
    assert store.appeal_of("c_1") is None
    assert not store.appeal(APPEAL), "settled is settled"
    assert store.appeal(replace(APPEAL, turn=2)), "a new ruling can be appealed again"


@pytest.mark.parametrize("agreed", [True, False])
def test_what_a_ruling_closed_is_opened_again_as_it_was(store: ObjectionStore, agreed: bool) -> None:
    """And nobody is more or less right for it.  What another ruling closed stays closed."""
    store.report(REPORT)
    store.appeal(APPEAL)
    store.settle_reports("c_1", "whytimes", 2, agreed)
    store.settle_appeal("c_1", "whytimes", 2)
    assert store.reopen("c_1", "whytimes", 3) == Reopened()
    assert (store.reports("c_1"), store.appeal_of("c_1")) == ([], None)
    assert store.reopen("c_1", "whytimes", 2) == Reopened(1, agreed, appeal=True)
    assert (store.reports("c_1"), store.appeal_of("c_1")) == ([REPORT], APPEAL)
    assert (store.reported("whytimes", 10), store.appealed("whytimes", 10)) == ([("c_1", 0.5)], ["c_1"])
    assert store.accuracy("whytimes", [REPORT.reporter_key]) == [Accuracy()]
    assert store.reopen("c_1", "whytimes", 2) == Reopened(), "once"


def test_who_has_reported_anew_since_has_one_report(store: ObjectionStore) -> None:
    store.report(REPORT)
    store.settle_reports("c_1", "whytimes", 2, agreed=False)
    store.report(anew := replace(REPORT, reason="hate", weight=0.25))
    assert store.reopen("c_1", "whytimes", 2).reports == 1
    assert store.reports("c_1") == [anew]
    assert store.reported("whytimes", 10) == [("c_1", 0.25)]


def test_the_oldest_appeal_comes_first(store: ObjectionStore) -> None:
    for n, id in enumerate(("c_3", "c_1", "c_2")):
        store.appeal(replace(APPEAL, comment=id, at=NOON + timedelta(seconds=n)))
    store.appeal(replace(APPEAL, comment="c_9", site="othertimes"))
    assert store.appealed("whytimes", 2) == ["c_3", "c_1"]


@pytest.mark.parametrize(
    ("accuracy", "known", "share"),
    [(Accuracy(), False, 0.5), (Accuracy(3, 0), True, 0.8), (Accuracy(0, 8), True, 0.1)],
)
def test_somebody_new_is_believed_by_half(accuracy: Accuracy, known: bool, share: float) -> None:
    assert (accuracy.known, accuracy.share) == (known, share)
