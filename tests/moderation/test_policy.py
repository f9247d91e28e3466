"""The policy rejects, hides and masks on findings over their limits, publishes what is clean, else asks a person."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.assessment import Assessment, Finding, Span
from moderation.decision import Decision, Reason, Referral, State, Verdict
from moderation.errors import Misconfigured
from moderation.label import LABELS
from moderation.policy import DEFAULT, Act, Limit, Policy, load, united
from tests.builders import NOON, POLICY, a_finding

STRICT = Policy(
    "strict",
    3,
    {
        "toxic": Limit({Act.REFER: 0.5, Act.REJECT: 0.9}),
        "profanity": Limit({Act.MASK: 0.5}),
        "insult": Limit({Act.REFER: 0.4, Act.HIDE: 0.8}),
    },
)


def rule(*findings: Finding, silent: tuple[str, ...] = ()) -> Decision | Referral:
    return STRICT.rule(Assessment(findings, silent, {"toxicity": "m@1 r"}), NOON)


def test_a_clean_comment_is_published() -> None:
    assert rule(a_finding("toxic", 0.1)) == Decision(
        Verdict.PUBLISH, NOON, policy="strict@3", versions={"toxicity": "m@1 r"}, traces="t100"
    )


def test_a_silent_stage_never_publishes() -> None:
    """If the model is down, a person looks: we fail closed."""
    referral = rule(silent=("toxicity",))
    assert isinstance(referral, Referral)
    assert referral.reasons == (Reason("silent", "toxicity"),)


def test_what_is_plainly_over_the_limit_is_rejected_even_when_a_stage_is_silent() -> None:
    assert rule(a_finding("toxic", 0.95), silent=("lexicon",)).state is State.REJECTED


def test_masking_is_not_enough_while_a_stage_is_silent() -> None:
    assert rule(a_finding("profanity", 0.9, (0, 2)), silent=("toxicity",)).state is State.HELD


def test_a_label_that_the_policy_does_not_know_goes_to_a_person() -> None:
    assert rule(a_finding("astrology", 0.01)).state is State.HELD


def test_a_limit_is_reached_when_the_score_equals_it() -> None:
    assert rule(a_finding("toxic", 0.9)).state is State.REJECTED
    assert rule(a_finding("toxic", 0.8999)).state is State.HELD
    assert rule(a_finding("toxic", 0.5)).state is State.HELD
    assert rule(a_finding("toxic", 0.4999)).state is State.PUBLISHED


def test_the_gravest_finding_decides_and_only_its_like_are_told() -> None:
    decision = rule(a_finding("insult", 0.99), a_finding("toxic", 0.95), a_finding("insult", 0.45))
    assert decision.verdict is Verdict.REJECT
    assert [reason.code for reason in decision.reasons] == ["toxic"]


def test_profanity_alone_is_masked_and_published() -> None:
    decision = rule(a_finding("profanity", 0.97, (4, 6), (0, 2)), a_finding("toxic", 0.2))
    assert (decision.verdict, decision.state) == (Verdict.MASK, State.PUBLISHED)
    assert decision.masks == (Span(0, 2), Span(4, 6))


def test_a_mask_without_a_place_goes_to_a_person() -> None:
    assert rule(a_finding("profanity", 0.97)).state is State.HELD


def test_a_held_comment_keeps_its_masks_for_the_day_it_is_published() -> None:
    referral = rule(a_finding("profanity", 0.97, (0, 2)), a_finding("toxic", 0.6))
    assert (referral.state, referral.masks) == (State.HELD, (Span(0, 2),))


def test_a_quoted_slur_goes_to_a_person_instead_of_being_rejected() -> None:
    assert rule(a_finding("toxic", 0.99, quoted=True)).state is State.HELD
    assert rule(a_finding("toxic", 0.1, quoted=True)).state is State.PUBLISHED


def test_beside_a_quoted_slur_a_score_for_the_whole_text_asks_a_person_too() -> None:
    quoted = a_finding("insult", 0.97, (0, 2), quoted=True)
    assert rule(quoted, a_finding("toxic", 0.99)).state is State.HELD
    assert rule(quoted, a_finding("toxic", 0.99, (5, 7))).state is State.REJECTED


def test_a_score_for_the_whole_text_is_masked_with_the_words_that_explain_it() -> None:
    decision = rule(a_finding("profanity", 0.9), a_finding("profanity", 0.97, (0, 2)))
    assert (decision.verdict, decision.masks) == (Verdict.MASK, (Span(0, 2),))


def test_a_quoted_profanity_is_not_masked_but_looked_at() -> None:
    assert rule(a_finding("profanity", 0.97, (0, 2), quoted=True)).state is State.HELD


def test_the_masking_policy_covers_bare_profanity_and_rejects_insults() -> None:
    masking = load(DEFAULT.parent / "masking.toml")
    swearing = Assessment((a_finding("profanity", 0.97, (0, 2)),))
    assert masking.rule(swearing, NOON).state is State.PUBLISHED
    insulting = Assessment((a_finding("profanity", 0.97, (0, 2)), a_finding("insult", 0.97, (3, 5))))
    assert masking.rule(insulting, NOON).state is State.REJECTED


@pytest.mark.parametrize("path", sorted(DEFAULT.parent.glob("*.toml")), ids=lambda path: path.stem)
def test_every_policy_that_is_shipped_works_and_knows_every_label(path: Path) -> None:
    policy = load(path)
    assert policy.name == path.stem
    assert set(policy.limits) == set(LABELS)


def test_the_default_policy_knows_every_label() -> None:
    assert set(POLICY.limits) == set(LABELS)


findings = st.builds(
    Finding,
    stage=st.just("toxicity"),
    label=st.sampled_from([*STRICT.limits, "unknown"]),
    score=st.floats(0, 1),
    spans=st.sampled_from([(), (Span(0, 1),)]),
    quoted=st.booleans(),
)


damning = findings.filter(lambda finding: finding.label != "profanity" and not finding.quoted)


@given(st.lists(findings, max_size=4), damning)
def test_seeing_more_that_is_bad_never_makes_a_ruling_milder(seen: list[Finding], more: Finding) -> None:
    order = [Verdict.PUBLISH, Verdict.MASK, None, Verdict.HIDE, Verdict.REJECT]
    assert order.index(rule(*seen).verdict) <= order.index(rule(*seen, more).verdict)


@given(st.lists(findings, max_size=4))
def test_no_comment_is_published_unheard(seen: list[Finding]) -> None:
    assert rule(*seen, silent=("toxicity",)).state is not State.PUBLISHED


spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(*sorted(pair)))


@given(st.lists(spans))
def test_united_spans_cover_the_same_code_points_and_do_not_touch(some: list[Span]) -> None:
    merged = united(some)
    assert {n for span in merged for n in range(*span)} == {n for span in some for n in range(*span)}
    assert all(before.end < after.start for before, after in pairwise(merged))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name = 1", "needs `name`"),
        ('name = "a"\nversion = 1', "`[labels]`"),
        ('name = "a"\nversion = 1\n[labels.rude]\nrefer = 0.5', "`rude` is not a label"),
        ('name = "a"\nversion = 1\n[labels]\ntoxic = 1', "must be a table"),
        ('name = "a"\nversion = 1\n[labels.toxic]\nburn = 0.5', "`labels.toxic.burn` is not an act"),
        ('name = "a"\nversion = 1\n[labels.toxic]\nrefer = 1.5', "from 0 to 1"),
        ('name = "a"\nversion = 1\n[labels.toxic]\nrefer = true', "from 0 to 1"),
        ("name = ", "not valid TOML"),
    ],
)
def test_a_policy_that_cannot_work_says_why(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(text)
    with pytest.raises(Misconfigured) as error:
        load(path)
    assert fault in str(error.value)


def test_a_policy_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be read"):
        load(tmp_path / "nothing.toml")


def test_all_faults_of_a_policy_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('name = "a"\nversion = 1\n[labels.toxic]\nburn = 0.5\nrefer = 2\n[labels.rude]\n')
    with pytest.raises(Misconfigured) as error:
        load(path)
    assert len(error.value.faults) == 3


def test_a_policy_that_could_not_be_read_hands_everything_to_a_person() -> None:
    """Also what nothing was found in: without limits, that alone would be published."""
    broken = replace(POLICY, limits={}, sound=False)
    for findings in ((), (a_finding("insult", 0.99),)):
        ruling = broken.rule(Assessment(findings), NOON)
        assert ruling.verdict is None
        assert ruling.reasons == (Reason("silent", "policy"),)
