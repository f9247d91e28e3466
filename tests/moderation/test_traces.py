"""Traces hold enough of what was seen to rule again, and are small."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.assessment import Assessment, Finding, Span
from moderation.label import LABELS
from moderation.policy import ACT_NAMES, Limit, Policy
from moderation.traces import LETTERS, assessment_of, traced
from tests.builders import NOON, POLICY, a_finding

findings = st.builds(
    Finding,
    st.just("stage"),
    st.sampled_from([*LABELS, "unheard-of"]),
    st.floats(0, 1),
    st.sampled_from([(), (Span(2, 4),)]),
    st.none(),
    st.booleans(),
)
assessments = st.builds(
    Assessment, st.lists(findings, max_size=6).map(tuple), st.sampled_from([(), ("toxicity",)]), st.just({})
)
limits = st.builds(
    Limit, st.dictionaries(st.sampled_from(sorted(ACT_NAMES.values())), st.integers(0, 1000).map(lambda n: n / 1000))
)
policies = st.builds(Policy, st.just("any"), st.just(1), st.dictionaries(st.sampled_from(sorted(LABELS)), limits))


@given(assessments, policies)
def test_any_policy_asks_for_the_same_of_what_was_traced(assessment: Assessment, policy: Policy) -> None:
    again = policy.rule(assessment_of(traced(assessment)), NOON)
    assert again.verdict == policy.rule(assessment, NOON).verdict


def test_every_label_has_a_letter_of_its_own() -> None:
    assert set(LETTERS) == set(LABELS)
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_traces_are_small_and_stay_as_they_were_written() -> None:
    """What is stored must be read the same years later."""
    model = [a_finding(label, 0.0419) for label in ("toxic", "insult", "race", "region", "gender", "age", "politics")]
    word = a_finding("profanity", 0.97, (0, 2), quoted=True)
    assert traced(Assessment((*model, word, a_finding("insult", 0.0)))) == "t41i41r41o41g41a41c41p*~970"


def test_a_ruling_of_the_policy_carries_the_traces_also_of_what_lies_under_the_limits() -> None:
    assert POLICY.rule(Assessment((a_finding("insult", 0.12),)), NOON).traces == "i120"
    assert POLICY.rule(Assessment((), ("toxicity",)), NOON).traces == "!"
