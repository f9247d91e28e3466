"""What sites and readers get to see of a comment, and what they are told about it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from moderation.assessment import Span
from moderation.comment import Author
from moderation.decision import Decision, Reason, Ruling, Verdict
from moderation.explanation import explain
from moderation.label import LABELS
from moderation.publication import as_of, published_view, reader_view, rfc3339
from moderation.record import Record
from tests.builders import MODEL, NOON, a_comment, held, hidden, published, rejected


def test_a_pending_comment_has_no_decision_yet() -> None:
    view = published_view(Record(a_comment()))
    assert (view["state"], view["decision"], view["masked"]) == ("pending", None, False)


def test_a_published_view_is_the_object_of_the_contract() -> None:
    comment = a_comment(id="c_1")
    assert published_view(Record(comment).ruled(published())) == {
        "id": "c_1",
        "state": "published",
        "masked": False,
        "revision": 1,
        "article": "21468",
        "author": {"kind": "guest", "name": "독자"},
        "parent": None,
        "text": "좋은 기사 잘 읽었습니다.",
        "created_at": "2026-11-23T03:00:00Z",
        "decision": {
            "verdict": "publish",
            "by": "policy",
            "policy": "default@1",
            "model": MODEL,
            "at": "2026-11-23T03:00:00Z",
            "reasons": [],
            "explanation": "게시되었습니다.",
        },
    }


def test_whoever_lost_something_is_told_where_and_until_when_to_appeal() -> None:
    view = published_view(Record(a_comment(id="c_1")).ruled(rejected()))
    assert view["links"] == {"appeal": "/v1/comments/c_1/appeals"}
    assert view["decision"]["appeal"] == {
        "state": "possible",
        "until": "2026-12-23T03:00:00Z",
        "explanation": "2026년 12월 23일 12:00까지 이의를 제기하실 수 있습니다. "
        "처음 결정하지 않은 담당자가 다시 확인합니다.",
    }


def test_an_offer_that_is_over_is_not_made() -> None:
    view = published_view(Record(a_comment(id="c_1")).ruled(rejected()))
    assert as_of(view, NOON + timedelta(days=30)) == view
    late = as_of(view, NOON + timedelta(days=30, seconds=1))
    assert ("links" in late, late["decision"]["appeal"]["state"]) == (False, "lapsed")


def test_nobody_appeals_for_what_is_erased() -> None:
    view = published_view(Record(a_comment(id="c_1")).ruled(rejected()).erased())
    assert not {"links", "appeal"} & {*view, *view["decision"]}


def test_a_masked_comment_shows_a_bullet_for_each_grapheme() -> None:
    decision = Decision(Verdict.MASK, NOON, (Reason("profanity", "lexicon", 0.9, (Span(0, 2),)),), (Span(0, 2),))
    view = published_view(Record(a_comment("시발 좋다")).ruled(decision))
    assert (view["text"], view["masked"]) == ("●● 좋다", True)


def test_a_hidden_comment_is_a_stub_that_says_why_and_until_when() -> None:
    view = published_view(Record(a_comment("나쁜 말")).ruled(hidden()))
    assert view["text"] is None
    assert view["decision"]["until"] == "2026-11-24T03:00:00Z"
    assert "나쁜 말" not in json.dumps(view, ensure_ascii=False)
    assert reader_view(view)["explanation"].endswith("숨겨진 의견입니다.")


def test_a_reader_learns_nothing_of_scores_and_versions() -> None:
    told = json.dumps(reader_view(published_view(Record(a_comment()).ruled(published()))))
    assert not [word for word in ("score", "policy", "model", "decision") if word in told]


def test_a_member_is_shown_with_their_id() -> None:
    view = published_view(Record(a_comment(author=Author("member", "김독자", "m-1"))))
    assert view["author"] == {"kind": "member", "id": "m-1", "name": "김독자"}


def test_what_a_moderator_is_told_in_detail_is_not_published() -> None:
    assert "시발" not in json.dumps(published_view(Record(a_comment("가나다")).ruled(held())), ensure_ascii=False)


def test_times_are_utc_and_as_exact_as_they_are_kept() -> None:
    assert rfc3339(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) == "2026-01-02T03:04:05Z"
    assert rfc3339(datetime(2026, 1, 2, 3, 4, 5, 6000, tzinfo=UTC)) == "2026-01-02T03:04:05.006Z"


@pytest.mark.parametrize(
    ("ruling", "korean", "english"),
    [
        (None, "검토 중입니다.", "Under review."),
        (published(), "게시되었습니다.", "Published."),
        (
            held(),
            "욕설로 볼 수 있는 표현이 있어 담당자가 확인하고 있습니다.",
            "A moderator is checking this comment: it may contain profanity.",
        ),
        (
            rejected(),
            "다른 사람을 모욕하는 것으로 볼 수 있는 표현이 있어 게시하지 않았습니다. "
            "표현을 고쳐 다시 등록하실 수 있습니다.",
            "Not published because it may contain an insult. You may rephrase it and post again.",
        ),
    ],
)
def test_explanations_are_polite_and_in_two_languages(ruling: Ruling | None, korean: str, english: str) -> None:
    record = Record(a_comment())
    record = record.ruled(ruling) if ruling else record
    assert explain(record) == korean
    assert explain(record, "en") == english


def test_the_most_specific_reason_is_spoken_of() -> None:
    reasons = (Reason("toxic", "toxicity", 0.99), Reason("race", "toxicity", 0.9), Reason("silent", "lexicon"))
    record = Record(a_comment()).ruled(Decision(Verdict.REJECT, NOON, reasons))
    assert explain(record).startswith("인종이나 국적을")


@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS)
def test_every_label_can_be_spoken_of(label: object) -> None:
    code = label.code  # type: ignore[attr-defined]
    record = Record(a_comment()).ruled(Decision(Verdict.REJECT, NOON, (Reason(code, "toxicity", 0.99),)))
    assert "게시하지 않았습니다" in explain(record)
    assert "%" not in explain(record)
    assert "0.9" not in explain(record)
