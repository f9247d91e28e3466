"""The most particular policy that fits rules on a comment."""

from pathlib import Path

import pytest

from moderation.comment import Article
from moderation.discussion import Discussion, Sensitive
from moderation.errors import Misconfigured
from moderation.policies import open_policies
from moderation.policy import DEFAULT
from tests.builders import POLICIES, a_comment


def policy(folder: Path, name: str, conditions: str = "") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(f'name = "{name}"\nversion = 1\n[labels]\n' + (f"[for]\n{conditions}\n" if conditions else ""))
    return path


def test_an_ordinary_comment_is_ruled_on_by_the_base_policy() -> None:
    assert POLICIES.of(a_comment()).name == "default"
    assert POLICIES.of(a_comment(), Discussion("whytimes", Article("1"))).name == "default"


@pytest.mark.parametrize("mark", [Sensitive.DISASTER, Sensitive.OBITUARY, Sensitive.MINORS])
def test_under_a_sensitive_article_the_strict_policy_rules(mark: Sensitive) -> None:
    discussion = Discussion("whytimes", Article("1"), sensitive=frozenset({mark}))
    assert POLICIES.of(a_comment(), discussion).name == "strict"


def test_a_policy_without_conditions_rules_only_where_it_is_the_base() -> None:
    assert "masking" not in [each.name for _, each in POLICIES.particular]
    assert open_policies(DEFAULT.parent / "masking.toml").of(a_comment()).name == "masking"


def test_the_most_particular_policy_wins(tmp_path: Path) -> None:
    base = policy(tmp_path, "base")
    policy(tmp_path, "site", 'sites = ["whytimes"]')
    policy(tmp_path, "section", 'sites = ["whytimes"]\nsections = ["정세분석"]')
    policies = open_policies(base)
    assert policies.of(a_comment()).name == "section"
    assert policies.of(a_comment(article=Article("1", section="문화"))).name == "site"
    assert policies.of(a_comment(site="othertimes")).name == "base"


def test_what_the_site_said_of_the_article_counts_before_what_came_with_the_comment(tmp_path: Path) -> None:
    base = policy(tmp_path, "base")
    policy(tmp_path, "section", 'sections = ["정치"]')
    discussion = Discussion("whytimes", Article("21468", section="정치"))
    assert open_policies(base).of(a_comment(), discussion).name == "section"


@pytest.mark.parametrize(
    ("conditions", "fault"),
    [
        ("weather = ['rain']", "for.weather"),
        ("sites = 'whytimes'", "for.sites"),
        ("sites = []", "for.sites"),
        ("sensitive = ['boring']", "for.sensitive"),
    ],
)
def test_conditions_that_cannot_work_say_why(tmp_path: Path, conditions: str, fault: str) -> None:
    base = policy(tmp_path, "base")
    policy(tmp_path, "odd", conditions)
    with pytest.raises(Misconfigured, match=fault):
        open_policies(base)
