"""Which policy rules on which comment: the most particular one whose `[for]` fits, else the base policy.

```toml
[for]                       # every list that is here must hold the comment's value
sites = ["whytimes"]
sections = ["정치"]
sensitive = ["obituary"]    # any of the article's
```
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from moderation.assessment import Assessment
from moderation.comment import Comment
from moderation.decision import CONDOLENCE, Decision, Reason, Referral, Ruling, State
from moderation.discussion import Discussion, Mode, Sensitive
from moderation.errors import Misconfigured
from moderation.policy import DEFAULT, Policy, load, read
from moderation.sanction import Profile

STRICT = DEFAULT.with_name("strict.toml")
"""What rules in the mode `strict` where the policies in force have none of that name."""

CONDITIONS = ("sites", "sections", "sensitive")


@dataclass(frozen=True, slots=True)
class Fit:
    """When a policy applies; an empty set asks for nothing."""

    sites: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    sensitive: frozenset[str] = frozenset()

    def fits(self, comment: Comment, discussion: Discussion | None) -> bool:
        """Whether every condition holds."""
        marks = frozenset(each.value for each in discussion.sensitive) if discussion else frozenset()
        section = (discussion and discussion.article.section) or comment.article.section
        return (
            (not self.sites or comment.site in self.sites)
            and (not self.sections or section in self.sections)
            and (not self.sensitive or bool(marks & self.sensitive))
        )

    @property
    def conditions(self) -> int:
        """How many conditions there are: the more, the more particular."""
        return sum(map(bool, (self.sites, self.sections, self.sensitive)))


@dataclass(frozen=True, slots=True)
class Policies:
    """The base policy, those for particular comments, and the one for discussions that are to be strict."""

    base: Policy
    particular: tuple[tuple[Fit, Policy], ...] = ()
    strict: Policy | None = None

    @property
    def every(self) -> tuple[tuple[Fit, Policy], ...]:
        """Each policy once, the base first, with what is said of the comments that it is for."""
        found = ((Fit(), self.base), *self.particular)
        known = self.strict is None or any(policy.name == self.strict.name for _, policy in found)
        return found if known or self.strict is None else (*found, (Fit(), self.strict))

    def each(self, change: Callable[[Policy], Policy]) -> "Policies":
        """These policies after a change of every one."""
        particular = tuple((fit, change(policy)) for fit, policy in self.particular)
        return Policies(change(self.base), particular, change(self.strict) if self.strict else None)

    def of(self, comment: Comment, discussion: Discussion | None = None) -> Policy:
        """The policy that rules on a comment under this discussion."""
        if self.strict and discussion and discussion.mode.careful:
            return self.strict
        fitting = [each for each in self.particular if each[0].fits(comment, discussion)]
        return max(fitting, key=lambda each: (each[0].conditions, each[1].name))[1] if fitting else self.base

    def rule(
        self,
        comment: Comment,
        discussion: Discussion | None,
        assessment: Assessment,
        at: datetime,
        profile: Profile | None = None,
    ) -> Ruling:
        """What that policy says of a comment by somebody of whom this is known.

        Where only condolences are wanted, a person reads what it would publish.
        """
        policy = self.of(comment, discussion)
        ruling = policy.rule(assessment, at)
        if discussion is not None and discussion.mode is Mode.CONDOLENCE and isinstance(ruling, Decision):
            return _to_be_read(ruling)
        return policy.conduct.weigh(ruling, profile, at)


def open_policies(base: Path = DEFAULT) -> Policies:
    """The base policy in a file, and every policy with a `[for]` beside it.  Raises Misconfigured with all faults."""
    particular = []
    for path in sorted(base.parent.glob("*.toml")):
        conditions = read(path).get("for")
        if conditions is not None and path != base:
            particular.append((_fit(path, conditions), load(path)))
    strict = next((policy for _, policy in particular if policy.name == "strict"), None)
    return Policies(load(base), tuple(particular), strict or load(STRICT))


def _to_be_read(decision: Decision) -> Ruling:
    """The same, but that a person looks before readers do."""
    if decision.state is not State.PUBLISHED:
        return decision
    reasons = (Reason(CONDOLENCE, "policy"), *decision.reasons)
    return Referral(
        decision.at,
        reasons,
        decision.masks,
        policy=decision.policy,
        versions=decision.versions,
        traces=decision.traces,
    )


def _fit(path: Path, conditions: Any) -> Fit:
    faults = list(_faults(conditions))
    if faults:
        raise Misconfigured(*(f"{path.name}: {fault}" for fault in faults))
    return Fit(**{name: frozenset(values) for name, values in conditions.items()})


def _faults(conditions: Any) -> Iterable[str]:
    if not isinstance(conditions, Mapping) or not conditions:
        yield f"`[for]` must be a table with one or more of {', '.join(CONDITIONS)}."
        return
    for name, values in conditions.items():
        if name not in CONDITIONS:
            yield f"`for.{name}` is not a condition (known: {', '.join(CONDITIONS)})."
        elif not isinstance(values, list) or not values or not all(isinstance(value, str) for value in values):
            yield f"`for.{name}` must be a list of texts."
        elif name == "sensitive" and not set(values) <= set(Sensitive):
            yield f"`for.sensitive` knows only {', '.join(Sensitive)}."
