"""Moderators see which words struck the model; when they look; a ruling costs nothing for it."""

from collections.abc import Mapping, Sequence

import pytest

from moderation.assessment import Assessment, Finding, Span
from moderation.decision import Ruling, State
from moderation.desk import Desk
from moderation.hinting import LEAST_ROWS, Hints, hints
from moderation.judging import judge
from moderation.record import Record
from moderation.reviewing.marking import pieces
from moderation.stages.toxicity import Toxicity
from tests.builders import NOON, POLICY, a_comment, a_desk


class Swearing:
    """A classifier to which each 나쁜 makes a text worse; counts the rows that it was asked for."""

    identity, runtime = "fake@1", "fake"

    def __init__(self) -> None:
        self.batches: list[int] = []

    def score(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        self.batches.append(len(texts))
        return [{"toxic": min(0.98, 0.02 + 0.9 * text.count("나쁜")), "politics": 0.01} for text in texts]


VERSIONS = {"toxicity": Toxicity(Swearing()).version}


@pytest.fixture
def swearing() -> Swearing:
    return Swearing()


@pytest.fixture
def desk() -> Desk:
    return a_desk()


def judged(desk: Desk, swearing: Swearing, *texts: str) -> list[Record]:
    comments = [a_comment(text) for text in texts]
    desk.comments.receive(comments)
    return judge(desk, [Toxicity(swearing)], [comment.id for comment in comments])


def struck(record: Record, swearing: Swearing) -> Hints:
    (found,) = hints([Toxicity(swearing)], [(record.comment.text, record.trail[0])])
    return found


def test_what_struck_the_model_is_marked_for_moderators(desk: Desk, swearing: Swearing) -> None:
    (record,) = judged(desk, swearing, "기사는 😀 잘 봤는데 나쁜놈 꺼져")
    reasons = record.trail[0].reasons
    assert (record.state, reasons[0].code) == (State.REJECTED, "toxic")
    cut = pieces(record.comment.text, reasons, struck(record, swearing))
    assert [piece.text for piece in cut if piece.labels] == ["나쁜놈"]


def test_a_ruling_costs_one_look_however_much_is_flagged(desk: Desk, swearing: Swearing) -> None:
    judged(desk, swearing, *(f"{number}번째 나쁜놈" for number in range(20)))
    assert swearing.batches == [20]


def test_what_another_version_ruled_is_not_explained_by_this_one(desk: Desk, swearing: Swearing) -> None:
    (record,) = judged(desk, swearing, "기사는 나쁜놈 꺼져")
    swearing.identity = "fake@2"
    assert struck(record, swearing) == {}
    assert swearing.batches == [1]


def test_what_passed_has_nothing_to_explain(desk: Desk, swearing: Swearing) -> None:
    (record,) = judged(desk, swearing, "아주 좋은 기사라고 생각합니다")
    assert struck(record, swearing) == {}
    assert swearing.batches == [1]


def test_a_batch_is_explained_at_once_and_costs_at_most_as_much_again(swearing: Swearing) -> None:
    ruled = [ruled_on("하나 둘 셋 넷 다섯 여섯 일곱 여덟 나쁜놈 열", 0.92)] * 3
    clean = [ruled_on(f"{number}번째 의견은 아주 좋은 기사라고 생각합니다", 0.02) for number in range(61)]
    assert [bool(found) for found in hints([Toxicity(swearing)], [*clean, *ruled])] == [False] * 61 + [True] * 3
    assert swearing.batches == [3 * 21], "all in one batch, and no more rows than the 64 that were scored"


def test_where_everything_is_flagged_the_gravest_are_explained(swearing: Swearing) -> None:
    ruled = [ruled_on(f"{number} 나쁜놈 나쁜놈 둘 셋 넷 다섯", 0.91 + number / 10_000) for number in range(200)]
    explained = [number for number, found in enumerate(hints([Toxicity(swearing)], ruled)) if found]
    assert sum(swearing.batches) <= 200
    assert explained == list(range(200 - len(explained), 200))
    assert len(explained) > 10


def test_one_comment_is_always_explained(swearing: Swearing) -> None:
    text = "좋은 말 " * 150 + "나쁜놈 " + "좋은 말 " * 20
    (found,) = hints([Toxicity(swearing)], [ruled_on(text, 0.95)])
    (hint,) = found["toxic"]
    assert "나쁜놈" in text[slice(*hint)]
    assert sum(swearing.batches) <= LEAST_ROWS


def test_a_reason_that_has_its_place_needs_no_hint(swearing: Swearing) -> None:
    assessment = Assessment((Finding("toxicity", "profanity", 0.97, (Span(0, 2),)),), versions=VERSIONS)
    assert hints([Toxicity(swearing)], [("욕이 여기", POLICY.rule(assessment, NOON))]) == [{}]
    assert swearing.batches == []


def ruled_on(text: str, score: float) -> tuple[str, Ruling]:
    return text, POLICY.rule(Assessment((Finding("toxicity", "toxic", score),), versions=VERSIONS), NOON)
