"""The pipeline gathers what every stage saw and notes who was silent."""

import pytest

from moderation.assessment import Assessment
from moderation.pipeline import Case, assess
from tests.builders import Silent, Words, a_comment


def test_findings_of_all_stages_come_in_their_order() -> None:
    case = Case(a_comment("애매한 병신"))
    (assessment,) = assess([case], [Words(), Words(애매=0.1)])
    assert [finding.score for finding in assessment.findings] == [0.98, 0.6, 0.98, 0.1]
    assert assessment.complete


def test_a_silent_stage_is_noted_and_its_version_is_not() -> None:
    (assessment,) = assess([Case(a_comment())], [Words(), Silent("pii")])
    assert assessment == Assessment((), ("pii",), {"toxicity": Words.version})
    assert not assessment.complete


def test_a_stage_that_answers_for_too_few_comments_is_not_believed() -> None:
    class Forgetful(Words):
        """Forgets the last comment."""

        def __call__(self, cases: object) -> list[tuple[object, ...]]:  # type: ignore[override]
            return []

    with pytest.raises(ValueError, match="zip"):
        assess([Case(a_comment())], [Forgetful()])  # type: ignore[list-item]


def test_no_comments_need_no_look() -> None:
    assert assess([], [Words()]) == []
