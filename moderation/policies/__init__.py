"""Which policy rules on which comment: the most particular one whose `[for]` fits, else the base policy.

```toml
[for]                       # every list that is here must hold the comment's value
sites = ["whytimes"]
sections = ["정치"]
sensitive = ["obituary"]    # any of the article's
```
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moderation.comment import Comment
from moderation.discussion import Discussion, Sensitive
from moderation.errors import Misconfigured
from moderation.policy import DEFAULT, Policy, load, read

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
    """The base policy, and those for particular comments."""

    base: Policy
    particular: tuple[tuple[Fit, Policy], ...] = ()

    def of(self, comment: Comment, discussion: Discussion | None = None) -> Policy:
        """The policy that rules on a comment under this discussion."""
        fitting = [each for each in self.particular if each[0].fits(comment, discussion)]
        return max(fitting, key=lambda each: (each[0].conditions, each[1].name))[1] if fitting else self.base


def open_policies(base: Path = DEFAULT) -> Policies:
    """The base policy in a file, and every policy with a `[for]` beside it.  Raises Misconfigured with all faults."""
    particular = []
    for path in sorted(base.parent.glob("*.toml")):
        conditions = read(path).get("for")
        if conditions is not None and path != base:
            particular.append((_fit(path, conditions), load(path)))
    return Policies(load(base), tuple(particular))


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
